import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import { identityProblem } from '../../shared/identity/problems.ts';
import type { App } from '../app.ts';
import { act } from '../kernel/act.ts';
import { type Ctx, systemActor } from '../kernel/context.ts';
import { readSetting, writeSetting } from '../kernel/settings.ts';
import { renewDemoPassword, seedAccounts, seedRegister } from '../modules/identity/index.ts';
import { runImport, storeFile } from '../modules/imports/index.ts';
import { firstDay, NOTHING_LIVED, YEARS_LIVED } from './years.ts';
import { readDemo, readNationalPlatforms, recordFiles } from './files.ts';
import { loadStock } from './stock.ts';

type Contexts = Pick<App, 'contextOf'>;

const DEMO_LOADED = 'demo.loaded';
const REGISTER_LOADED = 'register.loaded';

/** What a demonstration brought; the password is told only when the accounts were made now. */
export interface LoadedDemo {
  password: string;
  accounts: number;
  platforms: number;
  records: number;
  refused: number;
}

const wasLoaded = async (ctx: Ctx, key: string): Promise<boolean> =>
  (await readSetting(ctx.db, key, z.object({ at: z.string() }))) !== undefined;

const markLoaded = (ctx: Ctx, key: string, action: string, detail: Readonly<Record<string, unknown>>): Promise<void> =>
  act(ctx, { action, detail }, (tx) => writeSetting(tx, key, { at: ctx.now, ...detail }));

/** Enters the national platforms of 2019 as register entries without holdings, once. */
export async function loadRegister({ contextOf }: Contexts): Promise<void> {
  const ctx = contextOf(systemActor('register'));
  if (await wasLoaded(ctx, REGISTER_LOADED)) return;
  const { source, platforms } = readNationalPlatforms();
  await seedRegister(ctx, {
    platforms: platforms.map(({ name, host, supervising, region, ...entry }) => ({
      ...entry,
      name_zh: name,
      host_name: host ?? null,
      supervising_name: supervising,
      region_code: region ?? null,
      source,
      verified: false,
    })),
  });
  await markLoaded(ctx, REGISTER_LOADED, 'demo.register.load', { platforms: platforms.length });
}

/**
 * Loads the demonstration once: programmes, organisations and platforms, accounts that share a password, and records
 * through the importer that curators use. Interrupted, it goes on where it is run again.
 *
 * @returns what was loaded; undefined when it had been loaded before
 * @throws identity.trial_only in live mode
 */
export async function loadDemo(
  { contextOf }: Contexts,
  onStart: () => void = () => undefined,
): Promise<LoadedDemo | undefined> {
  const now = (): Ctx => contextOf(systemActor('demo'));
  const ctx = now();
  if (await wasLoaded(ctx, DEMO_LOADED)) return undefined;
  if (ctx.services.config.mode === 'live') throw identityProblem('identity.trial_only');
  onStart();
  const demo = readDemo();
  const password = passwordFor(ctx);
  await seedRegister(ctx, {
    organisations: demo.organisations.map((one) => ({ ...one, demo: true })),
    programmes: demo.programmes.map((one, position) => ({ ...one, mode: 'trial', position })),
    platforms: demo.platforms.map(({ records: _state, ...one }) => ({ ...one, demo: true })),
  });
  const { records, refused } = await importRecords(now, demo.platforms);
  await loadStock(now);
  // Last, so that a password that was made is told: what went before leaves no trace of it. Their roles are as old as the years they live.
  const since = firstDay(ctx.today);
  await seedAccounts(
    { ...ctx, today: since, now: new Date(`${since}T08:00:00+08:00`).toISOString() },
    demo.accounts.map(({ role, scope: [scopeKind, scopeId], ...one }) => ({
      ...one,
      demo: true,
      roles: [{ role, scopeKind, scopeId }],
    })),
    password,
  );
  const counts = { accounts: demo.accounts.length, platforms: demo.platforms.length, records, refused };
  await act(ctx, { action: 'demo.load', detail: counts }, async (tx) => {
    await writeSetting(tx, DEMO_LOADED, { at: ctx.now, ...counts });
    await writeSetting(tx, YEARS_LIVED, NOTHING_LIVED(ctx.today));
  });
  return { password, ...counts };
}

/** The demonstration that is there, under a password of its accounts that is told anew. */
export async function reopenDemo({ contextOf }: Contexts): Promise<LoadedDemo> {
  const ctx = contextOf(systemActor('demo'));
  const counts = (await readSetting(ctx.db, DEMO_LOADED, demoCounts))!;
  const password = passwordFor(ctx);
  await renewDemoPassword(ctx, password);
  return { password, ...counts };
}

const demoCounts = z.object({ accounts: z.number(), platforms: z.number(), records: z.number(), refused: z.number() });

const passwordFor = ({ services }: Ctx): string =>
  services.config.demoPassword ?? randomBytes(12).toString('base64url');

async function importRecords(now: () => Ctx, platforms: ReturnType<typeof readDemo>['platforms']) {
  const states = new Map(platforms.map(({ code, records }) => [code, records]));
  let [records, refused] = [0, 0];
  for (const { path, platform, type } of recordFiles()) {
    const file = await storeFile(now(), createReadStream(path), basename(path));
    const state = states.get(platform);
    if (state === undefined) throw new Error(`${basename(path)}: demo/platforms.yaml has no platform ${platform}`);
    const batch = await runImport(now(), { file: file.id, platform, type, dry_run: false, state }, { now });
    if (batch.state !== 'done') throw new Error(`${basename(path)}: ${batch.failure?.en ?? batch.state}`);
    records += Number(batch.created_count) + Number(batch.updated_count) + Number(batch.unchanged_count);
    refused += Number(batch.refused_count);
  }
  return { records, refused };
}
