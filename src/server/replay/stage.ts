import { randomBytes } from 'node:crypto';
import { type Role, ROLES } from '../../shared/identity/roles.ts';
import type { App } from '../app.ts';
import { act } from '../kernel/act.ts';
import { systemActor } from '../kernel/context.ts';
import type { Id } from '../kernel/ids.ts';
import {
  accountsNamed,
  platformsById,
  renamePlatform,
  type RoleSeed,
  seedAccounts,
  seedRegister,
} from '../modules/identity/index.ts';
import { grantDelegation } from '../modules/procedures/index.ts';

/** Somebody of a recorded case: who they are, and how they call the interface. */
export interface Player {
  account: Id;
  call: (
    method: 'GET' | 'POST' | 'PATCH' | 'PUT',
    url: string,
    body?: unknown,
    /** Idempotency-Key. */
    key?: string,
  ) => Promise<{ status: number; body: never }>;
  upload: (url: string, bytes: Buffer) => Promise<{ status: number; body: never }>;
  /** `name`: what the answer offers as its file name. */
  download: (url: string) => Promise<{ status: number; bytes: Buffer; name: string }>;
  /** Asks for a file by a call with a body. */
  fetch: (method: 'POST', url: string, body: unknown) => Promise<{ status: number; bytes: Buffer }>;
}

/** Where a recorded case is played: a platform with its host and departments, and a person for each role it names. */
export interface Stage {
  programme: string;
  platform: Id;
  host: Id;
  /** Name of the host, `{host}` in a record. */
  hostName: string;
  /** Further platforms with their hosts, which steps number from 2 on. */
  others: readonly { platform: Id; host: Id }[];
  players: ReadonlyMap<string, Player>;
}

const DISTRICT = '440106';

/** Builds a stage of its own, so that cases replayed in one database do not meet. */
export async function buildStage(app: App, ruleSet: string, persons: readonly string[]): Promise<Stage> {
  const ctx = app.contextOf(systemActor('replay'));
  const mark = randomBytes(4).toString('hex');
  const [department, host, agency] = [`复演主管部门${mark}`, `复演依托单位${mark}`, `复演第三方机构${mark}`];
  const code = `RP-${mark}`;
  const register = await seedRegister(ctx, {
    organisations: [
      { name_zh: department, kind: 'authority' },
      { name_zh: host, kind: 'university', region_code: DISTRICT, supervising: department },
      { name_zh: agency, kind: 'agency' },
    ],
    programmes: [{ id: ruleSet, rule_set: ruleSet, mode: 'trial', path: `/${ruleSet}` }],
    platforms: [
      {
        code,
        name_zh: `复演资源库${mark}`,
        kind: 'resource_library',
        host,
        region_code: DISTRICT,
        programmes: [{ programme: ruleSet, state: 'owner' }],
      },
    ],
  });
  const [platform, hostId] = [register.platforms.get(code)!, register.organisations.get(host)!];
  const scopes = { platform, organisation: hostId, programme: ruleSet, region: DISTRICT, instance: '*' };
  const scopeOf = (role: Role): RoleSeed => {
    const kind = ROLES[role].scopes[0];
    if (role === 'supervising_clerk') return { role, scopeKind: 'organisation', scopeId: department };
    return { role, scopeKind: kind, scopeId: scopes[kind] };
  };
  const password = randomBytes(12).toString('base64url');
  const names = new Map(persons.map((person) => [person, `rp.${mark}.${person.replaceAll(/[_/]/g, '-')}`]));
  const accounts = persons.map((person) => {
    const role = person.split('/')[0] as Role;
    return {
      account: names.get(person)!,
      name: `复演 ${person}`,
      // Experts belong to nobody a case is about: they would be refused.
      ...(role !== 'expert' && {
        organisation: role === 'third_party_agency' ? agency : role === 'supervising_clerk' ? department : host,
      }),
      roles: [scopeOf(role)],
      demo: false,
    };
  });
  await seedAccounts(ctx, accounts, password);
  await grantDelegation(ctx, {
    programme: ruleSet,
    organisation: register.organisations.get(agency)!,
    role: 'third_party_agency',
    procedures: [],
    from_date: ctx.today,
    document: '复演委托书',
  });
  const ids = await accountsNamed(ctx.db, [...names.values()]);
  const players = new Map<string, Player>();
  for (const [person, account] of names) players.set(person, await signedIn(app, ids.get(account)!, account, password));
  return { programme: ruleSet, platform, host: hostId, hostName: host, others: [], players };
}

/** Gives platforms of a stage that got a name there another one again: the next life may ask for that name. */
export async function freeNames(app: App, { platform, others }: Stage): Promise<void> {
  const ctx = app.contextOf(systemActor('replay'));
  await act(ctx, { action: 'replay.leave' }, async (tx) => {
    const records = await platformsById(tx.db, [platform, ...others.map((one) => one.platform)]);
    for (const { id, name_zh } of records.values())
      if (!name_zh.startsWith('复演')) await renamePlatform(ctx, tx, id, { name_zh: `复演平台${id}` });
  });
}

let seats = 0;
/** Everybody sits at a machine of their own: the limits on sign-ins by address are not what is replayed. */
const nextAddress = (): string => `10.${(seats >> 16) & 255}.${(seats >> 8) & 255}.${seats++ & 255}`;

/** Signs somebody in, at a machine of their own. @throws Error when the password is wrong */
export async function signedIn(app: App, id: Id, account: string, password: string): Promise<Player> {
  const remoteAddress = nextAddress();
  const answer = await app.http.inject({
    method: 'POST',
    url: '/api/session',
    remoteAddress,
    payload: { account, password },
  });
  if (answer.statusCode !== 200) throw new Error(`${account}: ${answer.body}`);
  const cookie = [answer.headers['set-cookie']].flat().join(';').split(';')[0]!;
  const parsed = (reply: { statusCode: number; json: () => never; body: string }) => ({
    status: reply.statusCode,
    body: reply.body === '' ? (undefined as never) : reply.json(),
  });
  return {
    account: id,
    call: async (method, url, body, key) =>
      parsed(
        await app.http.inject({
          method,
          url,
          headers: { cookie, ...(key !== undefined && { 'idempotency-key': key }) },
          ...(body !== undefined && { payload: body as object }),
        }),
      ),
    async download(url) {
      const { statusCode, rawPayload, headers } = await app.http.inject({ url, headers: { cookie } });
      const name = decodeURIComponent(String(headers['content-disposition'] ?? ''));
      return { status: statusCode, bytes: rawPayload, name };
    },
    async fetch(method, url, body) {
      const { statusCode, rawPayload } = await app.http.inject({
        method,
        url,
        headers: { cookie },
        payload: body as object,
      });
      return { status: statusCode, bytes: rawPayload };
    },
    upload: async (url, bytes) =>
      parsed(
        await app.http.inject({
          method: 'POST',
          url,
          headers: { cookie, 'content-type': 'application/octet-stream' },
          payload: bytes,
        }),
      ),
  };
}
