import { sql } from 'kysely';
import type { z } from 'zod';
import { type Bilingual, pick } from '../../../shared/i18n.ts';
import { RECORD_CHANNELS, UNIT_KINDS } from '../../../shared/service-records/codes.ts';
import type { serviceFigures } from '../../../shared/service-records/figure-routes.ts';
import { USE_KINDS } from '../../../shared/service-records/use-codes.ts';
import {
  SERVICE_CLASSES,
  SERVICE_KINDS,
  type ServiceKind,
  SERVICE_MODES,
  USER_GROUPS,
} from '../../../shared/stock/service-codes.ts';
import type { Ctx } from '../../kernel/context.ts';
import { type PlatformRecord, regionNames } from '../identity/index.ts';
import type { AnswerRow } from './hooks.ts';
import { purposesOf, servedOf } from './platform-terms.ts';
import { IN_FORCE } from './records.ts';
import { released } from './release.ts';
import { labelOf } from './view.ts';

type Figures = z.input<typeof serviceFigures>;
type Counted = Figures['by_kind'][number];
export interface Period {
  from: string;
  to: string;
}

interface Row {
  by: string;
  value: string;
  count: string;
  income_fen: string;
  cost_fen: string;
  outside: string;
  users: string;
  hours: string;
  participants: string;
}

/** Sums of what stands, once over all and once by each thing counted; dates bound the day of the service. */
async function sums(ctx: Ctx, platforms: readonly PlatformRecord[], { from, to }: Period): Promise<Row[]> {
  const ids = platforms.map(({ id }) => id);
  const by = (name: string, value: string) => sql`
    select ${name} as by, ${sql.raw(value)}::text as value, count(*) as count, coalesce(sum(income_fen), 0) as income_fen,
      coalesce(sum(cost_fen), 0) as cost_fen, 0::bigint as outside, 0::bigint as users, 0::numeric as hours, 0::bigint as participants
    from own group by 2`;
  const { rows } = await sql<Row>`
    with own as materialized (
      select r.*, coalesce('o' || coalesce(r.organisation_id, case when u.unit is not null
          then max(r.organisation_id) over (partition by u.unit) end), 'u' || u.unit, 'a' || r.receiver_account_id,
        'p' || (r.content -> 'receiver' ->> 'person'), 'r' || r.id) as who,
        coalesce((r.content ->> 'cost_fen')::bigint, 0) as cost_fen
      from service_record r cross join lateral (
        select nullif(regexp_replace(r.content -> 'receiver' ->> 'unit', '\\s', '', 'g'), '') as unit) u where r.platform_id = any(${ids}::bigint[])
        and r.on_date between ${from}::date and ${to}::date and ${IN_FORCE})
    select 'all' as by, '' as value, count(*) as count, coalesce(sum(income_fen), 0) as income_fen,
      coalesce(sum(cost_fen), 0) as cost_fen, count(*) filter (where not inside_host) as outside, count(distinct who) as users,
      coalesce(sum(hours), 0) as hours, coalesce(sum(participants), 0) as participants from own
    union all ${by('kind', 'kind')} union all ${by('unit_kind', 'unit_kind')} union all ${by('group', 'user_group')}
    union all ${by('region', "case when abroad then 'abroad' else coalesce(region_code, '') end")}
    union all ${by('purpose', 'purpose')} union all ${by('channel', 'channel')}
    union all ${by('month', "to_char(on_date, 'YYYY-MM')")}
    union all select 'mode', m.value, count(*), coalesce(sum(income_fen), 0), coalesce(sum(cost_fen), 0), 0, 0, 0, 0
      from own cross join jsonb_array_elements_text(own.content -> 'modes') as m(value) group by m.value`.execute(
    ctx.db,
  );
  return rows;
}

interface Around {
  reversed: string;
  count: string;
  resource_score: string | null;
  service_score: string | null;
  uses: { kind: string; count: number }[];
}

async function around(ctx: Ctx, platforms: readonly PlatformRecord[], { from, to }: Period): Promise<Around> {
  const ids = platforms.map(({ id }) => id);
  const { rows } = await sql<Around>`
    with rated as (select g.* from service_rating g join service_record r on r.root_id = g.root_id
      where g.platform_id = any(${ids}::bigint[]) and ${IN_FORCE} and ${released(ctx.today)} and r.on_date between ${from}::date and ${to}::date)
    select (select count(*) from service_record r where r.platform_id = any(${ids}::bigint[]) and r.entry = 'reversal'
        and not exists (select 1 from service_record n where n.replaces_id = r.reverses_id)
        and r.on_date between ${from}::date and ${to}::date) as reversed,
      (select count(*) from rated) as count, (select round(avg(resource_score), 1) from rated) as resource_score,
      (select round(avg(service_score), 1) from rated) as service_score,
      coalesce((select jsonb_agg(jsonb_build_object('kind', u.kind, 'count', u.count) order by u.count desc) from (
        select kind, count(*) as count from resource_use where platform_id = any(${ids}::bigint[]) and state = 'counted'
          and (at at time zone 'Asia/Shanghai')::date between ${from}::date and ${to}::date group by kind) u), '[]') as uses`.execute(
    ctx.db,
  );
  return rows[0]!;
}

/** Figures of services of some platforms in a period. Money in fen; reversed records are left out and said: corrections are none of them. */
export async function figuresOf(ctx: Ctx, platforms: readonly PlatformRecord[], period: Period): Promise<Figures> {
  const [rows, beside] = [await sums(ctx, platforms, period), await around(ctx, platforms, period)];
  const all = rows.find(({ by }) => by === 'all')!;
  const services = Number(all.count);
  const table = (by: string, labels: Readonly<Record<string, Bilingual>>): Counted[] =>
    rows
      .filter((row) => row.by === by)
      .map(({ value, count, income_fen, cost_fen }) => ({
        ...labelOf(ctx, labels, value),
        count: Number(count),
        income_fen: Number(income_fen),
        cost_fen: Number(cost_fen),
      }))
      .sort((a, b) => b.count - a.count || a.id.localeCompare(b.id));
  const regions = rows.filter(({ by }) => by === 'region').map(({ value }) => value);
  const places = Object.fromEntries(await regionNames(ctx.db, regions));
  const purposes = Object.assign({}, ...platforms.map((platform) => purposesOf(ctx, platform))) as Record<
    string,
    Bilingual
  >;
  const by_kind = table('kind', SERVICE_KINDS);
  const by_class = classesOf(ctx, by_kind);
  const by_group = table('group', USER_GROUPS);
  return {
    ...period,
    platforms: platforms.length,
    services,
    reversed: Number(beside.reversed),
    users: Number(all.users),
    outside: Number(all.outside),
    outside_percent: services === 0 ? null : Math.round((1000 * Number(all.outside)) / services) / 10,
    income_fen: Number(all.income_fen),
    cost_fen: Number(all.cost_fen),
    hours: Number(all.hours),
    participants: Number(all.participants),
    by_kind,
    by_class,
    by_unit_kind: table('unit_kind', UNIT_KINDS),
    by_group,
    by_region: table('region', {
      ...places,
      abroad: { zh: '境外', en: 'Abroad' },
      '': { zh: '未注明', en: 'Not told' },
    }),
    by_purpose: table('purpose', purposes),
    by_mode: table('mode', SERVICE_MODES),
    by_channel: table('channel', RECORD_CHANNELS),
    by_month: table('month', {}).sort((a, b) => a.id.localeCompare(b.id)),
    ratings: {
      count: Number(beside.count),
      resource_score: beside.resource_score === null ? null : Number(beside.resource_score),
      service_score: beside.service_score === null ? null : Number(beside.service_score),
    },
    uses: beside.uses.map(({ kind, count }) => ({
      ...labelOf(ctx, USE_KINDS, kind),
      count,
      income_fen: 0,
      cost_fen: 0,
    })),
    answers: await answersOf(ctx, platforms, period),
    gaps: gapsOf(ctx, servedOf(ctx, platforms), by_class, by_group),
  };
}

function classesOf(ctx: Ctx, by_kind: readonly Counted[]): Counted[] {
  return Object.keys(SERVICE_CLASSES).map((id) => {
    const within = by_kind.filter((row) => SERVICE_KINDS[row.id as ServiceKind]?.within === id);
    const total = (of: (row: Counted) => number): number => within.reduce((sum, row) => sum + of(row), 0);
    return {
      ...labelOf(ctx, SERVICE_CLASSES, id),
      count: total(({ count }) => count),
      income_fen: total((row) => row.income_fen),
      cost_fen: total((row) => row.cost_fen),
    };
  });
}

/** HB-12.2: public services and popularisation are asked for, custom services are not; GZ-A.data.5.1c: three groups of users. */
function gapsOf(
  ctx: Ctx,
  { classes, groups }: ReturnType<typeof servedOf>,
  by_class: readonly Counted[],
  by_group: readonly Counted[],
) {
  const lacking = classes.filter((id) => by_class.find((row) => row.id === id)?.count === 0);
  const unserved = groups.filter((id) => !by_group.some((row) => row.id === id));
  const say = (zh: string, en: string, label: string): string =>
    pick({ zh: `${zh}${label}`, en: `${en}${label}` }, ctx.lang);
  return [
    ...lacking.map((id) => ({ id, label: say('没有：', 'None: ', labelOf(ctx, SERVICE_CLASSES, id).label) })),
    ...unserved.map((id) => ({ id, label: say('没有服务：', 'Not served: ', labelOf(ctx, USER_GROUPS, id).label) })),
  ];
}

/** The middle of numbers; of an even count the mean of the two. */
export function median(numbers: readonly number[]): number | null {
  if (numbers.length === 0) return null;
  const sorted = [...numbers].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

async function answersOf(ctx: Ctx, platforms: readonly PlatformRecord[], period: Period): Promise<Figures['answers']> {
  const offered = Object.values(ctx.services.offers.answerTimes ?? {});
  if (offered.length === 0) return null;
  const asked = { ...period, platforms: platforms.map(({ id }) => id) };
  const rows: AnswerRow[] = (await Promise.all(offered.map((told) => told(ctx, asked)))).flat();
  const days = rows.flatMap((row) => row.days ?? []);
  const ended = (outcome: AnswerRow['outcome']): number => rows.filter((row) => row.outcome === outcome).length;
  return {
    asked: rows.length,
    median_days: median(days),
    worst_days: days.length === 0 ? null : Math.max(...days),
    fulfilled: ended('fulfilled'),
    partly: ended('partly'),
    refused: ended('refused'),
    open: ended(null),
  };
}
