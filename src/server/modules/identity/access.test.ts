import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { ROLE_IDS, ROLES, type Role, type ScopeKind } from '../../../shared/identity/roles.ts';
import { type Actor, systemActor } from '../../kernel/context.ts';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { HOST, DEPARTMENT, OTHER_HOST, seedPeople } from '../../testing/people.ts';
import { mayOnPlatform, platformCondition, type PlatformRecord, seedRegister, selectPlatforms } from './index.ts';

let app: TestApp;
let platforms: PlatformRecord[];
const scopeIds: Record<ScopeKind, string[]> = {
  instance: ['*'],
  programme: ['guangzhou', 'hubei', 'national'],
  region: ['440000', '440100', '440106', '420000', '420100', '110000'],
  platform: [],
  organisation: [],
};
beforeAll(async () => {
  app = await startTestApp();
  await seedPeople(app);
  const ctx = app.contextOf(systemActor('test'));
  const { organisations } = await seedRegister(ctx, {
    organisations: [HOST, OTHER_HOST, DEPARTMENT].map((name_zh) => ({ name_zh, kind: 'other' })),
    platforms: [
      { code: 'P-OWN', name_zh: '自有主管部门', kind: 'other', host: HOST, supervising: OTHER_HOST },
      { code: 'P-NAMED', name_zh: '主管部门无登记', kind: 'other', host: HOST, supervising_name: '某部' },
      { code: 'P-BARE', name_zh: '无依托单位', kind: 'other', region_code: '110000' },
      {
        code: 'P-NATIONAL',
        name_zh: '两处',
        kind: 'other',
        supervising: DEPARTMENT,
        programmes: [
          { programme: 'national', state: 'owner' },
          { programme: 'guangzhou', state: 'accredited' },
        ],
      },
    ],
  });
  platforms = await selectPlatforms(ctx.db, sql`true`);
  scopeIds.platform = platforms.map(({ id }) => id);
  scopeIds.organisation = [...organisations.values()];
});
afterAll(() => app.close());

const held = fc
  .constantFrom<Role>(...ROLE_IDS)
  .chain((role) => fc.tuple(fc.constant(role), fc.constantFrom<ScopeKind>(...ROLES[role].scopes), fc.nat()));

test('the predicate and the SQL condition on platforms say the same', async () => {
  expect(platforms).toHaveLength(7);
  await fc.assert(
    fc.asyncProperty(
      fc.array(held, { maxLength: 4 }),
      fc.uniqueArray(fc.constantFrom<Role>(...ROLE_IDS), { minLength: 1, maxLength: 6 }),
      async (grants, asked) => {
        const actor: Actor = {
          kind: 'account',
          id: '1',
          name: '',
          account: '',
          sessionId: '',
          roles: grants.map(([role, scopeKind, pick]) => ({
            role,
            scopeKind,
            scopeId: scopeIds[scopeKind][pick % scopeIds[scopeKind].length]!,
          })),
        };
        const ctx = app.contextOf(actor);
        const byPredicate = platforms.filter((platform) => mayOnPlatform(ctx, platform, asked)).map(({ code }) => code);
        const bySql = await selectPlatforms(ctx.db, platformCondition(ctx, asked, 'p.id'));
        expect(bySql.map(({ code }) => code)).toEqual(byPredicate);
      },
    ),
    { numRuns: 300 },
  );
});

test('a department acts for what it supervises, a host for what it hosts', () => {
  const codes = (role: Role, name: number) => {
    const roles = [{ role, scopeKind: 'organisation' as const, scopeId: scopeIds.organisation[name]! }];
    const ctx = app.contextOf({ kind: 'account', id: '1', name: '', account: '', sessionId: '', roles });
    return platforms.filter((platform) => mayOnPlatform(ctx, platform, [role])).map(({ code }) => code);
  };
  expect(codes('host_admin', 0)).toEqual(['GAMMA', 'GZ-ALPHA', 'P-NAMED', 'P-OWN']);
  expect(codes('supervising_clerk', 0)).toEqual([]);
  expect(codes('supervising_clerk', 1)).toEqual(['P-OWN']);
  expect(codes('supervising_clerk', 2)).toEqual(['GAMMA', 'GZ-ALPHA', 'P-NATIONAL']);
});
