import { sql } from 'kysely';
import type { Access, ResourceState } from '../../../shared/catalogue/schemas.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { Id } from '../../kernel/ids.ts';
import { platformsByCode } from '../identity/index.ts';

/** A record that somebody names. */
export interface Target {
  id: Id;
  platform_id: Id;
  type: string;
  title: string;
  title_en: string | null;
  state: ResourceState;
  access: Access;
  published_at: string | null;
}

const COLUMNS = sql.raw('r.id, r.platform_id, r.type, r.title, r.title_en, r.state, r.access, r.published_at');

/** Records by what they are named by (`claimOf`); four statements at most, however many are asked for. */
export async function targetsOf(db: ReadDb, claims: Iterable<string>): Promise<Map<string, Target>> {
  const byScheme = new Map<string, string[]>();
  for (const claim of new Set(claims)) {
    const [scheme, key] = claim.split('\n') as [string, string];
    byScheme.set(scheme, [...(byScheme.get(scheme) ?? []), key]);
  }
  const found = new Map<string, Target>();
  const keep = (rows: readonly (Target & { claim: string })[]): void => {
    for (const { claim, ...target } of rows) found.set(claim, target);
  };
  const ids = byScheme.get('resource');
  if (ids) keep(await byId(db, ids));
  const local = byScheme.get('local');
  if (local) keep(await byNumber(db, local));
  const registered = ['cstr', 'doi'].flatMap((scheme) => (byScheme.get(scheme) ?? []).map((key) => ({ scheme, key })));
  if (registered.length > 0) keep(await byIdentifier(db, registered));
  return found;
}

type Rows = Promise<(Target & { claim: string })[]>;

const byId = async (db: ReadDb, ids: readonly string[]): Rows =>
  (
    await sql<Target & { claim: string }>`
      select ${COLUMNS}, 'resource' || chr(10) || r.id as claim from resource r
      where r.id = any(${[...ids]}::bigint[])`.execute(db)
  ).rows;

const byIdentifier = async (db: ReadDb, claims: readonly { scheme: string; key: string }[]): Rows =>
  (
    await sql<Target & { claim: string }>`
      select ${COLUMNS}, c.scheme || chr(10) || c.value_key as claim
      from unnest(${claims.map(({ scheme }) => scheme)}::text[], ${claims.map(({ key }) => key)}::text[]) as c(scheme, value_key)
      join resource_identifier i on i.scheme = c.scheme and i.value_key = c.value_key
      join resource r on r.id = i.resource_id`.execute(db)
  ).rows;

async function byNumber(db: ReadDb, references: readonly string[]): Rows {
  const parts = references.map((reference) => {
    const [code, type, ...number] = reference.split('/') as [string, string, ...string[]];
    return { code, type, number: number.join('/'), reference };
  });
  const platforms = await platformsByCode(db, [...new Set(parts.map(({ code }) => code))]);
  const idOf = new Map(platforms.map(({ id, code }) => [code.toUpperCase(), id]));
  const known = parts.filter(({ code }) => idOf.has(code));
  if (known.length === 0) return [];
  const { rows } = await sql<Target & { claim: string }>`
    select ${COLUMNS}, 'local' || chr(10) || c.reference as claim
    from unnest(${known.map(({ code }) => idOf.get(code)!)}::bigint[], ${known.map(({ type }) => type)}::text[],
      ${known.map(({ number }) => number)}::text[], ${known.map(({ reference }) => reference)}::text[])
      as c(platform_id, type, key, reference)
    join resource_key k on k.platform_id = c.platform_id and k.type = c.type and k.key = c.key
    join resource r on r.id = k.resource_id`.execute(db);
  return rows;
}
