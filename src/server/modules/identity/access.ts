import { type RawBuilder, sql, type SqlBool } from 'kysely';
import { ADMINISTRATION } from '../../../shared/identity/administration.ts';
import { regionPrefix } from '../../../shared/identity/codes.ts';
import { type Role, ROLE_IDS } from '../../../shared/identity/roles.ts';
import type { Actor, Ctx } from '../../kernel/context.ts';
import { scopesOf } from '../../kernel/context.ts';
import { type PlatformRecord, SUPERVISOR } from './platform-record.ts';

/**
 * Where an actor holds roles. A platform is covered by its own scope, its host, the organisation that
 * supervises it (or its host), a programme it belongs to, and the regions above it.
 */
export interface Scope {
  all: boolean;
  platforms: string[];
  organisations: string[];
  programmes: string[];
  /** Beginnings of region codes. */
  regions: string[];
}

export function scopeOf(actor: Actor, roles: readonly Role[]): Scope {
  return {
    all: actor.kind === 'system' || scopesOf(actor, 'instance', roles).length > 0,
    platforms: scopesOf(actor, 'platform', roles),
    organisations: scopesOf(actor, 'organisation', roles),
    programmes: scopesOf(actor, 'programme', roles),
    regions: scopesOf(actor, 'region', roles).map(regionPrefix),
  };
}

/** A clerk of a supervising department acts for what is supervised, everybody else for what is hosted. */
const SUPERVISES: readonly Role[] = ['supervising_clerk'];
const halves = (actor: Actor, roles: readonly Role[]) => ({
  hosting: scopeOf(
    actor,
    roles.filter((role) => !SUPERVISES.includes(role)),
  ),
  supervising: scopesOf(
    actor,
    'organisation',
    roles.filter((role) => SUPERVISES.includes(role)),
  ),
});

/** Whether an actor may act on a platform in any of the roles. The same rule as `platformCondition`. */
export function mayOnPlatform(ctx: Pick<Ctx, 'actor'>, platform: PlatformRecord, roles: readonly Role[]): boolean {
  const { hosting: scope, supervising } = halves(ctx.actor, roles);
  return (
    scope.all ||
    scope.platforms.includes(platform.id) ||
    (platform.host_id !== null && scope.organisations.includes(platform.host_id)) ||
    (platform.supervising_id !== null && supervising.includes(platform.supervising_id)) ||
    platform.programmes.some(({ programme }) => scope.programmes.includes(programme)) ||
    scope.regions.some((prefix) => platform.region_code?.startsWith(prefix) === true)
  );
}

/**
 * The same rule for lists: a condition that a column holds the id of a platform on which the actor may act.
 * @param column default `platform_id`; qualified names as `r.platform_id`
 */
export function platformCondition(
  ctx: Pick<Ctx, 'actor'>,
  roles: readonly Role[],
  column = 'platform_id',
): RawBuilder<SqlBool> {
  if (halves(ctx.actor, roles).hosting.all) return sql<SqlBool>`true`;
  return sql<SqlBool>`${sql.ref(column)} in (${platformIds(ctx, roles)})`;
}

/** Query for the ids of the platforms on which an actor may act. */
export function platformIds(ctx: Pick<Ctx, 'actor'>, roles: readonly Role[]): RawBuilder<{ id: string }> {
  const { hosting: scope, supervising } = halves(ctx.actor, roles);
  const ways: RawBuilder<SqlBool>[] = [];
  if (scope.all) ways.push(sql`true`);
  if (scope.platforms.length > 0) ways.push(sql`p.id = any(${scope.platforms}::bigint[])`);
  if (scope.organisations.length > 0) ways.push(sql`p.host_id = any(${scope.organisations}::bigint[])`);
  if (supervising.length > 0) ways.push(sql`${SUPERVISOR} = any(${supervising}::bigint[])`);
  if (scope.programmes.length > 0)
    ways.push(sql`p.id in (select platform_id from platform_programme where programme_id = any(${scope.programmes}))`);
  for (const prefix of scope.regions) ways.push(sql`p.region_code like ${`${prefix}%`}`);
  const condition = ways.length === 0 ? sql`false` : sql.join(ways, sql` or `);
  return sql`select p.id from platform p left join organisation h on h.id = p.host_id where ${condition}`;
}

/** Organisations that host or supervise a platform of these programmes, or lead one of them. */
export const organisationsOfProgrammes = (programmes: readonly string[]): RawBuilder<{ id: string }> => sql`
  select o.id from organisation o where o.id in (
    select unnest(array[p.host_id, p.supervising_id]) from platform p
      join platform_programme m on m.platform_id = p.id where m.programme_id = any(${[...programmes]})
    union all select authority_id from programme where id = any(${[...programmes]}))`;

/** Platforms of a scope in the sense of administration: no supervised ones, no regions. */
const platformsWithin = (scope: Scope): RawBuilder<{ id: string }> => sql`
  select p.id from platform p where p.id = any(${scope.platforms}::bigint[])
    or p.host_id = any(${scope.organisations}::bigint[])
    or p.id in (select platform_id from platform_programme where programme_id = any(${scope.programmes}))`;

/** Organisations of a scope, and those that have to do with its programmes. */
export const organisationsWithin = (scope: Scope): RawBuilder<{ id: string }> => sql`
  select o.id from organisation o where o.id = any(${scope.organisations}::bigint[])
    or o.id in (${organisationsOfProgrammes(scope.programmes)})`;

/** A condition on a row of `role_grant` under an alias: the grant lies within the scope. */
export const grantWithin = (scope: Scope, alias = 'g'): RawBuilder<SqlBool> => {
  if (scope.all) return sql<SqlBool>`true`;
  const kind = sql.ref(`${alias}.scope_kind`);
  const id = sql.ref(`${alias}.scope_id`);
  return sql<SqlBool>`(
    (${kind} = 'programme' and ${id} = any(${scope.programmes}))
    or (${kind} = 'platform' and ${id} in (select w.id::text from (${platformsWithin(scope)}) w))
    or (${kind} = 'organisation' and ${id} in (select w.id::text from (${organisationsWithin(scope)}) w)))`;
};

/** What a host administrator gives within the own organisation: none of the roles that administer or decide. */
const HOST_GIVES: readonly Role[] = ['legal_representative', 'host_accountant', 'platform_head', 'platform_staff'];

/** Which roles an actor may give, and where. */
const givings = (actor: Actor): readonly { roles: readonly Role[]; scope: Scope }[] => [
  { roles: ROLE_IDS, scope: scopeOf(actor, ['security_administrator']) },
  { roles: HOST_GIVES, scope: scopeOf(actor, ['host_admin']) },
];

/** Whether an actor may give or revoke a grant `g`, as a condition on it. */
export const grantManaged = (actor: Actor, alias = 'g') =>
  sql<SqlBool>`(${sql.join(
    givings(actor).map(
      ({ roles, scope }) =>
        sql<SqlBool>`(${sql.ref(`${alias}.role`)} = any(${[...roles]}) and ${grantWithin(scope, alias)})`,
    ),
    sql` or `,
  )})`;

/**
 * Accounts somebody may see: those of organisations within the scope, and those that hold a role in it.
 * @param account alias of the table `account`
 */
export function accountVisible(scope: Scope, account = 'a'): RawBuilder<SqlBool> {
  if (scope.all) return sql<SqlBool>`true`;
  return sql<SqlBool>`(
    ${sql.ref(`${account}.organisation_id`)} in (${organisationsWithin(scope)})
    or exists (select 1 from role_grant g where g.account_id = ${sql.ref(`${account}.id`)}
      and g.revoked_at is null and ${grantWithin(scope)}))`;
}

/**
 * Accounts somebody may change: visible ones without a role outside the scope, as whoever changes an account's
 * mail address could take its roles over.
 */
export function accountManaged(scope: Scope, today: string, account = 'a'): RawBuilder<SqlBool> {
  if (scope.all) return sql<SqlBool>`true`;
  return sql<SqlBool>`(${accountVisible(scope, account)} and not exists (
    select 1 from role_grant g where g.account_id = ${sql.ref(`${account}.id`)} and g.revoked_at is null
      and (g.to_date is null or g.to_date >= ${today}) and not ${grantWithin(scope)}))`;
}

/** Organisations somebody may change: those that no programme outside the scope has to do with. */
export function organisationManaged(scope: Scope, organisation = 'o'): RawBuilder<SqlBool> {
  if (scope.all) return sql<SqlBool>`true`;
  if (scope.programmes.length === 0) return sql<SqlBool>`false`;
  const id = sql.ref(`${organisation}.id`);
  return sql<SqlBool>`(not exists (
      select 1 from platform p join platform_programme m on m.platform_id = p.id
      where (p.host_id = ${id} or p.supervising_id = ${id}) and m.programme_id <> all(${scope.programmes}))
    and not exists (select 1 from programme where authority_id = ${id} and id <> all(${scope.programmes})))`;
}

/**
 * Audit events somebody may read: all, or those of accounts and platforms of the own programmes.
 * @param event alias of the events
 */
export function auditedBy(ctx: Pick<Ctx, 'actor'>, event: string): RawBuilder<SqlBool> {
  const scope = scopeOf(ctx.actor, ADMINISTRATION.read_audit);
  if (scope.all) return sql<SqlBool>`true`;
  const accounts = sql`select v.id from account v where ${accountVisible(scope, 'v')}`;
  const column = (name: string) => sql.ref(`${event}.${name}`);
  return sql<SqlBool>`(${column('actor_id')} in (${accounts})
    or (${column('subject_kind')} = 'account' and ${column('subject_id')} in (select w.id::text from (${accounts}) w))
    or (${column('subject_kind')} = 'platform'
      and ${column('subject_id')} in (select w.id::text from (${platformsWithin(scope)}) w)))`;
}
