import { type RawBuilder, sql, type SqlBool } from 'kysely';
import type { Bilingual } from '../../../shared/i18n.ts';
import { identityProblem } from '../../../shared/identity/problems.ts';
import type { PlatformKind } from '../../../shared/identity/codes.ts';
import type { MemberState } from '../../../shared/policy/catalogue-rules.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { Id } from '../../kernel/ids.ts';

/** A platform's place in a programme. */
export interface PlatformMembership {
  programme: string;
  rule_set: string;
  state: MemberState;
  recommended_by: string | null;
  recommended_on: string | null;
}

export interface PlatformContact {
  person?: string | undefined;
  phone?: string | undefined;
  email?: string | undefined;
  address?: string | undefined;
}

/** A platform with what other modules ask of it: host, region, programmes. Read by one statement. */
export interface PlatformRecord {
  id: Id;
  code: string;
  name_zh: string;
  name_en: string | null;
  kind: PlatformKind;
  host_id: Id | null;
  /** The host's name; of its own record, else as the source gives it. */
  host_name: string | null;
  /** The host is a defence research unit (HN-2.2b). */
  host_defence: boolean;
  /** Supervising department: its own, else its host's. */
  supervising_id: Id | null;
  supervising_name: string | null;
  region_code: string | null;
  region: Bilingual | null;
  summary_zh: string | null;
  summary_en: string | null;
  homepage: string | null;
  contact: PlatformContact;
  checked_by_other: boolean;
  cstr_agency: string | null;
  demo: boolean;
  source: string | null;
  verified: boolean;
  state: 'active' | 'closed';
  revision: number;
  created_at: string;
  programmes: PlatformMembership[];
}

/** The supervising department of platform `p` with host `h`, unless the source names another that has no record here. */
export const SUPERVISOR = sql<
  string | null
>`coalesce(p.supervising_id, case when p.supervising_name is null then h.supervising_id end)`;

/** Whole records of the platforms that meet a condition on `p`. */
export async function selectPlatforms(
  db: ReadDb,
  where: RawBuilder<SqlBool>,
  after: RawBuilder<unknown> = sql`order by lower(p.code)`,
): Promise<PlatformRecord[]> {
  const { rows } = await sql<PlatformRecord>`
    select p.id, p.code, p.name_zh, p.name_en, p.kind, p.host_id, coalesce(h.name_zh, p.host_name) as host_name,
      coalesce(h.defence, false) as host_defence, ${SUPERVISOR} as supervising_id,
      coalesce(s.name_zh, p.supervising_name) as supervising_name, p.region_code,
      case when r.code is not null then jsonb_build_object('zh', r.name_zh, 'en', r.name_en) end as region,
      p.summary_zh, p.summary_en, p.homepage, p.contact, p.checked_by_other, p.cstr_agency, p.demo, p.source,
      p.verified, p.state, p.revision, p.created_at,
      coalesce((select jsonb_agg(jsonb_build_object('programme', m.programme_id, 'rule_set', g.rule_set, 'state', m.state,
          'recommended_by', m.recommended_by, 'recommended_on', m.recommended_on) order by g.position, g.id)
        from platform_programme m join programme g on g.id = m.programme_id where m.platform_id = p.id), '[]') as programmes
    from platform p
    left join organisation h on h.id = p.host_id
    left join organisation s on s.id = ${SUPERVISOR}
    left join region r on r.code = p.region_code
    where ${where} ${after}`.execute(db);
  return rows;
}

const isId = (ref: string): boolean => /^\d{1,18}$/.test(ref);

/** A platform by id or code; codes start with a letter and are compared without case. */
export async function findPlatform(db: ReadDb, ref: string): Promise<PlatformRecord | undefined> {
  const where = isId(ref) ? sql<SqlBool>`p.id = ${ref}` : sql<SqlBool>`lower(p.code) = ${ref.toLowerCase()}`;
  return (await selectPlatforms(db, where))[0];
}

/** @throws identity.platform_unknown */
export async function platformOf(db: ReadDb, ref: string): Promise<PlatformRecord> {
  const found = await findPlatform(db, ref);
  if (!found) throw identityProblem('identity.platform_unknown', { ref });
  return found;
}

/** Platforms by id; ids that have none are missing from the map. */
export async function platformsById(db: ReadDb, ids: readonly Id[]): Promise<Map<Id, PlatformRecord>> {
  if (ids.length === 0) return new Map();
  const rows = await selectPlatforms(db, sql<SqlBool>`p.id = any(${[...new Set(ids)]}::bigint[])`);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Platforms by code, case as given. */
export async function platformsByCode(db: ReadDb, codes: readonly string[]): Promise<PlatformRecord[]> {
  if (codes.length === 0) return [];
  return selectPlatforms(db, sql<SqlBool>`lower(p.code) = any(${codes.map((code) => code.toLowerCase())})`);
}

/** Codes of the active platforms. */
export const listedPlatforms = (db: ReadDb): Promise<{ code: string }[]> =>
  db.selectFrom('platform').select('code').where('state', '=', 'active').orderBy('code').limit(50_000).execute();

/** Active platforms of a programme, by code. */
export const platformsOfProgramme = (db: ReadDb, programme: string): Promise<PlatformRecord[]> =>
  selectPlatforms(
    db,
    sql<SqlBool>`p.state = 'active' and p.id in (select platform_id from platform_programme where programme_id = ${programme})`,
  );

/** Active platforms of each province (GB/T 2260), of a programme or of all. */
export async function countProvinces(db: ReadDb, programme?: string): Promise<{ code: string; count: number }[]> {
  const within =
    programme === undefined
      ? sql`true`
      : sql`p.id in (select platform_id from platform_programme where programme_id = ${programme})`;
  const { rows } = await sql<{ code: string; count: number }>`
    select left(p.region_code, 2) || '0000' as code, count(*)::int as count
    from platform p where p.state = 'active' and p.region_code is not null and ${within}
    group by 1 order by 2 desc, 1`.execute(db);
  return rows;
}
