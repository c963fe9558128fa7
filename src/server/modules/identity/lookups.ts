import { sql } from 'kysely';
import type { Role, ScopeKind } from '../../../shared/identity/roles.ts';
import type { Bilingual } from '../../../shared/i18n.ts';
import type { CivilDate } from '../../../shared/dates.ts';
import type { Ctx, HeldRole } from '../../kernel/context.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { Id } from '../../kernel/ids.ts';
import { inEffect } from './held-roles.ts';

/** Names of organisations; those that do not exist are missing. */
export async function organisationNames(ctx: Pick<Ctx, 'db'>, ids: readonly Id[]): Promise<Map<Id, string>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.db
    .selectFrom('organisation')
    .select(['id', 'name_zh'])
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map(({ id, name_zh }) => [id, name_zh]));
}

/** Names of regions by code, in both languages. */
export async function regionNames(db: ReadDb, codes: readonly string[]): Promise<Map<string, Bilingual>> {
  if (codes.length === 0) return new Map();
  const rows = await db
    .selectFrom('region')
    .select(['code', 'name_zh', 'name_en'])
    .where('code', 'in', [...new Set(codes)])
    .execute();
  return new Map(rows.map(({ code, name_zh, name_en }) => [code, { zh: name_zh, en: name_en }]));
}

/** Codes of regions by their Chinese names; names that several bear are left out. */
export async function regionsNamed(db: ReadDb, names: readonly string[]): Promise<Map<string, string>> {
  if (names.length === 0) return new Map();
  const rows = await db
    .selectFrom('region')
    .select((eb) => ['name_zh', eb.fn.min('code').as('code')])
    .where('name_zh', 'in', [...new Set(names)])
    .groupBy('name_zh')
    .having((eb) => eb.fn.countAll(), '=', 1)
    .execute();
  return new Map(rows.map(({ name_zh, code }) => [name_zh, code]));
}

/** Where an organisation is and who supervises it. */
export const organisationPlace = (
  db: ReadDb,
  id: Id,
): Promise<
  { id: Id; name_zh: string; region_code: string | null; supervising_id: Id | null; demo: boolean } | undefined
> =>
  db
    .selectFrom('organisation')
    .select(['id', 'name_zh', 'region_code', 'supervising_id', 'demo'])
    .where('id', '=', id)
    .executeTakeFirst();

export interface OrganisationFacts {
  name_zh: string;
  name_en: string | null;
  /** Unified social credit code. */
  uscc: string | null;
  kind: string;
  region: string | null;
}

/** What papers say of an organisation; undefined where there is none. */
export const organisationFacts = (db: ReadDb, id: Id): Promise<OrganisationFacts | undefined> =>
  db
    .selectFrom('organisation as o')
    .leftJoin('region as r', 'r.code', 'o.region_code')
    .select(['o.name_zh', 'o.name_en', 'o.uscc', 'o.kind', 'r.name_zh as region'])
    .where('o.id', '=', id)
    .executeTakeFirst();

/** The organisation of that very name, if just one is. */
export async function organisationNamed(db: ReadDb, name: string): Promise<Id | null> {
  const rows = await db
    .selectFrom('organisation')
    .select('id')
    .where('name_zh', '=', name.trim())
    .where('state', '=', 'active')
    .limit(2)
    .execute();
  return rows.length === 1 ? rows[0]!.id : null;
}

/** Names of accounts. */
export async function accountNames(db: ReadDb, ids: readonly Id[]): Promise<Map<Id, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('account')
    .select(['id', 'name'])
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Sign-in names of accounts. */
export async function accountLogins(db: ReadDb, ids: readonly Id[]): Promise<Map<Id, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('account')
    .select(['id', 'account'])
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map(({ id, account }) => [id, account]));
}

/** Organisations accounts belong to; those without one are missing. */
export async function employersOf(db: ReadDb, ids: readonly Id[]): Promise<Map<Id, { id: Id; name: string }>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('account as a')
    .innerJoin('organisation as o', 'o.id', 'a.organisation_id')
    .select(['a.id as account', 'o.id', 'o.name_zh as name'])
    .where('a.id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map(({ account, id, name }) => [account, { id, name }]));
}

/** Those of some accounts that are active and hold a role, in whatever scope, on a day. */
export async function accountsInRole(db: ReadDb, ids: readonly Id[], role: Role, today: CivilDate): Promise<Set<Id>> {
  const { rows } = await sql<{ id: Id }>`
    select distinct a.id from account a join role_grant g on g.account_id = a.id and g.role = ${role} and ${inEffect(today)}
    where a.id = any(${[...ids]}::bigint[]) and a.state = 'active'`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

export interface Reached {
  id: Id;
  name: string;
  email: string | null;
}

/** Active accounts that hold a role, or one of several, exactly in a scope; a region is given by the beginning of its code. */
export async function accountsIn(
  db: ReadDb,
  role: string | readonly string[],
  kind: ScopeKind,
  scopeId: string,
  today: CivilDate,
): Promise<Reached[]> {
  const code = kind === 'region' ? scopeId.padEnd(6, '0') : scopeId;
  const { rows } = await sql<Reached>`
    select distinct a.id, a.name, a.email from account a join role_grant g on g.account_id = a.id
    where g.role = any(${[role].flat()}::text[]) and g.scope_kind = ${kind} and g.scope_id = ${code} and ${inEffect(today)}
      and a.state = 'active' order by a.id limit 1000`.execute(db);
  return rows;
}

/** Active accounts by id. */
export const activeAccounts = (db: ReadDb, ids: readonly Id[]): Promise<Reached[]> =>
  db
    .selectFrom('account')
    .select(['id', 'name', 'email'])
    .where('id', 'in', ['0', ...ids])
    .where('state', '=', 'active')
    .execute();

/** Active accounts of an organisation that hold a role. */
export async function accountsOfOrganisation(
  db: ReadDb,
  organisations: readonly Id[],
  role: string,
  today: CivilDate,
): Promise<Reached[]> {
  const { rows } = await sql<Reached>`
    select distinct a.id, a.name, a.email from account a join role_grant g on g.account_id = a.id
    where a.organisation_id = any(${[...organisations]}::bigint[]) and g.role = ${role} and ${inEffect(today)} and a.state = 'active'
    order by a.id limit 1000`.execute(db);
  return rows;
}

/** The organisation and the roles of an active account on a day; undefined for none. */
export async function seatOf(
  db: ReadDb,
  account: Id,
  today: CivilDate,
): Promise<{ organisation: Id | null; roles: HeldRole[] } | undefined> {
  const { rows } = await sql<{ organisation: Id | null; roles: HeldRole[] }>`
    select a.organisation_id as organisation, coalesce((
      select jsonb_agg(jsonb_build_object('role', g.role, 'scopeKind', g.scope_kind, 'scopeId', g.scope_id))
      from role_grant g where g.account_id = a.id and ${inEffect(today)}), '[]') as roles
    from account a where a.id = ${account} and a.state = 'active'`.execute(db);
  return rows[0];
}

/** Ids of accounts by sign-in name. */
export async function accountsNamed(db: ReadDb, names: readonly string[]): Promise<Map<string, Id>> {
  const rows = await db
    .selectFrom('account')
    .select(['id', 'account'])
    .where('account', 'in', ['', ...names])
    .execute();
  return new Map(rows.map(({ id, account }) => [account, id]));
}
