import { type RawBuilder, sql } from 'kysely';
import { atLevel, byWhole, everything, inSample, type Scope } from './scope.ts';
import { SAMPLE_FIRST, SAMPLE_LAST } from './prominence.ts';

/** Totals are exact up to here. */
export const TOTAL_MAX = 10_000;
/** Bytes of the table a record takes, until the database has counted. */
const ROW_BYTES = 1_000;
/** A sample has this many records, up to twice as many. */
const SAMPLE = 3_000;
/** Estimated hits up to which all of them are candidates; above the largest exact total by more than a sample errs. */
const FEW = 16_000;
/** Estimated candidates of more hits than that. */
const ENOUGH = 3_000;
/** Records whose distances are looked at, where a phrase is asked for. */
const READ_MAX = 20_000;
/** Records that are the query as a whole; of more than these only the most prominent count as such. */
const WHOLES_MAX = 500;

/** Columns of the candidates; without the words, thousands of them stay within the memory of a statement. */
export const COLUMNS = sql.raw(
  'id, type, platform_id, disciplines, region, access, year, popularity, prominence, published_at, title_key',
);

/**
 * The common table expressions that find the candidates of a scope, each name under a prefix: `plan` (one row: `found`,
 * the estimated number of hits, and `level`), `wholes`, `hits` (the candidates, `whole` tells which are the query as a whole)
 * and `total` (one row: `value`, `exact`).
 *
 * A plain sample tells how many hits there are and how prominent they are; from that follows the level that leaves about
 * 3,000 candidates. The level enters the query of the words inside the statement, so the planner, which would take a
 * sequential scan for common words, cannot know what is asked for and stays with the index.
 */
export function candidates(prefix: string, scope: Scope): RawBuilder<unknown> {
  const name = (part: string): RawBuilder<unknown> => sql.raw(`${prefix}${part}`);
  const [plan, hits, wholes, probe] = [name('plan'), name('hits'), name('wholes'), name('probe')];
  const step = sql`(select step from ${name('size')})`;
  const matching = scope.loose === undefined ? sql`true` : sql`words @@ ${atLevel(scope, sql`0`)}`;
  const whole = byWhole(scope);
  return sql`${name('size')} as materialized (
      select case when records < ${sql.lit(SAMPLE * 2 ** SAMPLE_FIRST)} then 0
        else least(${sql.lit(SAMPLE_LAST)}, floor(log(2, (records / ${sql.lit(SAMPLE)})::numeric)))::int end as step
      from (select pg_relation_size(oid) * case when reltuples > 0 and relpages > 0
          then reltuples / (relpages * 8192.0) else 1.0 / ${sql.lit(ROW_BYTES)} end as records
        from pg_class where oid = 'resource_search'::regclass) counted),
    ${probe} as materialized (
      select prominence, ${matching} as hit from resource_search
      where words @@ (select ${inSample(scope, sql`step`)} from ${name('size')} where step > 0)),
    ${plan} as materialized (
      select found, greatest(
        case when found > ${sql.lit(FEW)} then ${levelOf(probe, sql`hit`, step, ENOUGH)} else 0 end,
        ${scope.loose === undefined ? sql`0` : sql`case when read > ${sql.lit(READ_MAX)} then ${levelOf(probe, sql`true`, step, READ_MAX)} else 0 end`}) as level,
        case when found > ${sql.lit(FEW)} then ${levelOf(probe, sql`hit`, step, FEW)} else 0 end as counted_level
      from (select count(*) filter (where hit) * 2 ^ ${step} as found, count(*) * 2 ^ ${step} as read from ${probe}) estimate),
    ${wholes} as materialized (${whole ? sql`select ${COLUMNS} from resource_search where words @@ (${whole}) limit ${sql.lit(WHOLES_MAX + 1)}` : sql`select ${COLUMNS} from resource_search where false`}),
    ${name('few')} as materialized (select count(*) <= ${sql.lit(WHOLES_MAX)} as few from ${wholes}),
    ${hits} as materialized (
      select ${COLUMNS}, false as whole from resource_search
      where words @@ (select ${atLevel(scope, sql`level`)} from ${plan}) ${whole ? sql`and not (id in (select id from ${wholes}) and (select few from ${name('few')}))` : sql``}
      union all select ${COLUMNS}, true from ${wholes} where (select few from ${name('few')})),
    ${totals(name, scope)}`;
}

/** Exact when all hits are candidates; else it is shown that there are more than 10,000, or counted after all. */
function totals(name: (part: string) => RawBuilder<unknown>, scope: Scope): RawBuilder<unknown> {
  const count = (asked: RawBuilder<unknown>): RawBuilder<unknown> =>
    sql`(select count(*) from (select 1 from resource_search where words @@ (${asked}) limit ${sql.lit(TOTAL_MAX + 1)}) counted)`;
  const plan = name('plan');
  // Distances of common words cannot all be read: their total stays a lower bound.
  const second =
    scope.loose === undefined
      ? count(
          sql`select ${everything(scope)} from ${plan} where level > 0 and (select value from ${name('shown')}) <= ${sql.lit(TOTAL_MAX)}`,
        )
      : sql`0`;
  return sql`${name('shown')} as materialized (
      select case when level = 0 or ${sql.lit(scope.loose !== undefined)} then (select count(*) from ${name('hits')})
        else ${count(sql`select ${atLevel(scope, sql`counted_level`)} from ${plan} where level > 0`)} end as value, level from ${plan}),
    ${name('total')} as materialized (
      select least(${sql.lit(TOTAL_MAX)}, greatest(value, again)) as value,
        greatest(value, again) <= ${sql.lit(TOTAL_MAX)} and ${scope.loose === undefined ? sql`true` : sql`level = 0`} as exact
      from (select value, level, ${second} as again from ${name('shown')}) compared)`;
}

/** The level from which at least about so many hits remain, by those in the sample. */
const levelOf = (
  probe: RawBuilder<unknown>,
  which: RawBuilder<unknown>,
  step: RawBuilder<unknown>,
  wanted: number,
): RawBuilder<unknown> =>
  sql`coalesce((select least(40, floor(prominence))::int from ${probe} where ${which} order by prominence desc
    offset ceil(${sql.lit(wanted)} / 2 ^ ${step})::int limit 1), 0)`;
