import type { InjectOptions, LightMyRequestResponse as Response } from 'fastify';
import type { TestApp } from './app.ts';
import { systemActor } from '../kernel/context.ts';
import { type AccountSeed, type SeededRegister, seedAccounts, seedRegister } from '../modules/identity/index.ts';

export const PASSWORD = 'Reeds-by-the-river-7';

export const HOST = '广州示范大学';
export const OTHER_HOST = '武汉示范研究院';
export const DEPARTMENT = '示范教育厅';

const role = (
  name: AccountSeed['roles'][number]['role'],
  scopeKind: 'instance' | 'programme' | 'platform' | 'organisation' | 'region',
  scopeId = '*',
) => [{ role: name, scopeKind, scopeId }];

const PEOPLE: Readonly<Record<string, Pick<AccountSeed, 'roles' | 'organisation'>>> = {
  system: { roles: role('system_administrator', 'instance') },
  security: { roles: role('security_administrator', 'instance') },
  auditor: { roles: role('auditor', 'instance') },
  'system.guangzhou': { roles: role('system_administrator', 'programme', 'guangzhou') },
  'security.guangzhou': { roles: role('security_administrator', 'programme', 'guangzhou') },
  'auditor.guangzhou': { roles: role('auditor', 'programme', 'guangzhou') },
  'city.guangzhou': { roles: role('city_department', 'programme', 'guangzhou') },
  'portal.guangzhou': { roles: role('portal_operator', 'programme', 'guangzhou') },
  host: { roles: role('host_admin', 'organisation', HOST), organisation: HOST },
  head: { roles: role('platform_head', 'platform', 'GZ-ALPHA'), organisation: HOST },
  staff: { roles: role('platform_staff', 'platform', 'GZ-ALPHA'), organisation: HOST },
  'staff.hubei': { roles: role('platform_staff', 'platform', 'HB-BETA'), organisation: OTHER_HOST },
  clerk: { roles: role('supervising_clerk', 'organisation', DEPARTMENT), organisation: DEPARTMENT },
  district: { roles: role('district_clerk', 'region', '440106') },
  plain: { roles: [], organisation: HOST },
};

/** A small register with somebody in every role that administers, all with one password. */
export async function seedPeople(app: TestApp): Promise<SeededRegister> {
  const ctx = app.contextOf(systemActor('test'));
  const ids = await seedRegister(ctx, {
    organisations: [
      { name_zh: DEPARTMENT, kind: 'authority' },
      { name_zh: HOST, kind: 'university', region_code: '440106', supervising: DEPARTMENT },
      { name_zh: OTHER_HOST, kind: 'research_institute', region_code: '420100' },
    ],
    programmes: [
      { id: 'guangzhou', rule_set: 'guangzhou', mode: 'trial', path: '/guangzhou', position: 1 },
      { id: 'hubei', rule_set: 'hubei', mode: 'trial', path: '/hubei', position: 2 },
      { id: 'national', rule_set: 'national', mode: 'trial', path: '/national' },
    ],
    platforms: [
      {
        code: 'GZ-ALPHA',
        name_zh: '示范作物库',
        kind: 'resource_library',
        host: HOST,
        region_code: '440106',
        programmes: [{ programme: 'guangzhou', state: 'owner' }],
      },
      {
        code: 'HB-BETA',
        name_zh: '示范菌种库',
        kind: 'resource_library',
        host: OTHER_HOST,
        region_code: '420100',
        programmes: [{ programme: 'hubei', state: 'accredited' }],
      },
      { code: 'GAMMA', name_zh: '示范标本库', kind: 'resource_library', host: HOST, region_code: '440100' },
    ],
  });
  const accounts = Object.entries(PEOPLE).map(([account, rest]) => ({
    account,
    name: `示范 ${account}`,
    email: `${account}@example.org`,
    demo: false,
    ...rest,
  }));
  await seedAccounts(ctx, accounts, PASSWORD);
  return ids;
}

export interface Caller {
  cookie: string;
  get: (url: string) => Promise<Response>;
  post: (url: string, payload?: object) => Promise<Response>;
  put: (url: string, payload: object) => Promise<Response>;
  patch: (url: string, payload: object) => Promise<Response>;
  delete: (url: string) => Promise<Response>;
}

/** Somebody with a cookie; nobody without one. */
export function callerOf(app: TestApp, cookie = ''): Caller {
  const call = (method: NonNullable<InjectOptions['method']>, url: string, payload?: object): Promise<Response> =>
    app.http.inject({ method, url, headers: cookie === '' ? {} : { cookie }, ...(payload && { payload }) });
  return {
    cookie,
    get: (url) => call('GET', url),
    post: (url, payload = {}) => call('POST', url, payload),
    put: (url, payload) => call('PUT', url, payload),
    patch: (url, payload) => call('PATCH', url, payload),
    delete: (url) => call('DELETE', url),
  };
}

export const cookieOf = (answer: Response): string => [answer.headers['set-cookie']].flat().join(';').split(';')[0]!;

/** Signs in over HTTP. */
export async function signIn(app: TestApp, account: string, password = PASSWORD): Promise<Caller> {
  const answer = await app.http.inject({ method: 'POST', url: '/api/session', payload: { account, password } });
  if (answer.statusCode !== 200) throw new Error(`${account}: ${answer.body}`);
  return callerOf(app, cookieOf(answer));
}
