import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { startBackground, type Background } from './kernel/background.ts';
import { fileClock, machineClock, type Clock } from './kernel/clock.ts';
import type { Config } from './kernel/config.ts';
import { type Actor, ANONYMOUS, type Ctx, type Services, systemActor } from './kernel/context.ts';
import { migrate } from './kernel/db/migrate.ts';
import type { Storage } from './kernel/db/open.ts';
import { localFileStore } from './kernel/files.ts';
import { describeApi } from './kernel/http/openapi.ts';
import type { MakeContext } from './kernel/http/mount.ts';
import { mountHealth } from './kernel/http/health.ts';
import { createServer, languageOf } from './kernel/http/server.ts';
import { createIds } from './kernel/ids.ts';
import type { Log } from './kernel/log.ts';
import { PACKAGE_ROOT } from './kernel/package-root.ts';
import { settleMode } from './kernel/mode.ts';
import { type Module, offersOf } from './kernel/module.ts';
import { accreditation } from './modules/accreditation/index.ts';
import { agreements } from './modules/agreements/index.ts';
import { audit } from './modules/audit/index.ts';
import { calendar } from './modules/calendar/index.ts';
import {
  catalogue,
  readMap,
  readReferenceLists,
  readResourceTypes,
  resolveIdentifier,
} from './modules/catalogue/index.ts';
import { complaints } from './modules/complaints/index.ts';
import { deposits } from './modules/deposits/index.ts';
import { documents } from './modules/documents/index.ts';
import { experts } from './modules/experts/index.ts';
import { guidance } from './modules/guidance/index.ts';
import { actorOfSession, identity } from './modules/identity/index.ts';
import { imports } from './modules/imports/index.ts';
import { interchange } from './modules/interchange/index.ts';
import { notifications } from './modules/notifications/index.ts';
import { readRuleSets } from './modules/policy/index.ts';
import { plans } from './modules/plans/index.ts';
import { procedures } from './modules/procedures/index.ts';
import { readSynonyms } from './modules/search/index.ts';
import { serviceRecords } from './modules/service-records/index.ts';
import { sharing } from './modules/sharing/index.ts';
import { stock } from './modules/stock/index.ts';
import type { WebParts } from './modules/portal/index.ts';

export const VERSION = (JSON.parse(readFileSync(join(PACKAGE_ROOT, 'package.json'), 'utf8')) as { version: string })
  .version;

/** Every module, lower layers first. This file is the only one that names them all. */
const MODULES: readonly Module[] = [
  identity,
  audit,
  calendar,
  documents,
  procedures,
  notifications,
  catalogue,
  guidance,
  imports,
  plans,
  interchange,
  stock,
  serviceRecords,
  agreements,
  experts,
  accreditation,
  complaints,
  deposits,
  sharing,
];

export interface App {
  services: Services;
  modules: readonly Module[];
  http: FastifyInstance;
  background: Background;
  /** A context for the program itself or for tests. */
  contextOf: (actor: Actor, facts?: Partial<Pick<Ctx, 'lang' | 'programme'>>) => Ctx;
  close: () => Promise<void>;
}

export interface AppOptions {
  config: Config;
  storage: Storage;
  /** Tests set the time; else it is the machine's, or the file's of KEYUAN_CLOCK in trial mode. */
  clock?: Clock;
  log?: Log;
  /** Puts the pages on the server; without it only the interface is served, and no web code is loaded. */
  web?: (http: FastifyInstance, parts: WebParts) => Promise<void>;
}

/** Puts the product together on an open database: migrations, mode, services, routes, background work. */
export async function buildApp({ config, storage, clock: given, log, web }: AppOptions): Promise<App> {
  await migrate(storage.db);
  const mode = await settleMode(storage.db, config.mode, storage.kind === 'postgres');
  if (mode === 'live' && config.clockFile !== undefined)
    throw new Error('KEYUAN_CLOCK is for trials: this database is live');
  const clock = given ?? (config.clockFile === undefined ? machineClock : fileClock(config.clockFile));
  const http = await createServer(config);
  const references = readReferenceLists();
  const services: Services = {
    config: { ...config, mode },
    storage,
    files: localFileStore(`${config.dataFolder}/files`),
    ids: createIds(),
    log: log ?? http.log,
    startup: { loading: undefined },
    ruleSets: readRuleSets(config.policyFolders),
    references,
    types: readResourceTypes(config.typeFolders, references),
    synonyms: readSynonyms(config.synonymFolders),
    map: readMap(config.mapFile),
    offers: offersOf(MODULES),
  };
  const contextOf: App['contextOf'] = (actor, facts) => ({
    db: storage.db,
    actor,
    now: clock.now(),
    today: clock.today(),
    lang: 'zh-CN',
    programme: undefined,
    request: { id: 'program', address: '' },
    services,
    ...facts,
  });
  const makeContext: MakeContext = async (request, reply) => {
    const key = request.headers['idempotency-key'];
    const ctx: Ctx = {
      ...contextOf(ANONYMOUS, { lang: languageOf(request) }),
      request: {
        id: request.id,
        address: request.ip,
        userAgent: request.headers['user-agent'],
        idempotencyKey: typeof key === 'string' && key !== '' ? key.slice(0, 200) : undefined,
        cookies: {
          get: (name) => request.cookies[name],
          set: (name, value, maxAge) =>
            void reply.setCookie(name, value, {
              path: '/',
              httpOnly: true,
              sameSite: 'lax',
              secure: request.protocol === 'https',
              maxAge,
            }),
        },
      },
    };
    return { ...ctx, actor: await actorOfSession(ctx) };
  };
  for (const module of MODULES) module.mountOn(http, makeContext);
  const tables = Object.fromEntries(MODULES.map((module) => [module.name, module.table]));
  mountHealth(http, services, VERSION);
  // A CSTR contains no slash by its standard's practice, but nothing forbids one.
  http.get('/cstr/*', async (request, reply) => {
    const ctx = await makeContext(request, reply);
    const value = (request.params as { '*': string })['*'];
    return reply.redirect(
      `/resources/${await resolveIdentifier(ctx, `CSTR:${value.replace(/^cstr[:：]/i, '')}`)}`,
      302,
    );
  });
  http.get('/api/openapi.json', async () => describeApi({ title: 'Keyuan 科源', version: VERSION }, tables));
  await web?.(http, { makeContext, plainContext: () => contextOf(ANONYMOUS) });
  const stops = MODULES.map((module) => module.start((name) => contextOf(systemActor(name))));
  const background = startBackground({
    context: (name) => contextOf(systemActor(name)),
    effects: Object.assign({}, ...MODULES.map((module) => module.effects)),
    due: MODULES.flatMap((module) => module.due),
  });
  return {
    services,
    modules: MODULES,
    http,
    background,
    contextOf,
    async close() {
      await http.close();
      await background.stop();
      await Promise.all(stops.map((stop) => stop()));
      await storage.close();
    },
  };
}
