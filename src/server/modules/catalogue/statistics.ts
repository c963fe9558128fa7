import { stringify } from 'csv-stringify/sync';
import { sql } from 'kysely';
import type { Access } from '../../../shared/catalogue/schemas.ts';
import { pick } from '../../../shared/i18n.ts';
import { defused } from '../../../shared/imports/formulas.ts';
import type { Ctx, Services } from '../../kernel/context.ts';
import type { Download } from '../../kernel/http/mount.ts';
import type { Id } from '../../kernel/ids.ts';
import { platformsById, platformsOfProgramme } from '../identity/index.ts';
import { regionLabel } from './labels.ts';
import { ACCESS_LABELS, platformName } from './view-parts.ts';

/** Published records of a platform that agree in type, access and month of publication. */
interface Group {
  platform_id: Id;
  type: string;
  access: Access;
  month: string;
  count: number;
}

interface Counted {
  at: string;
  groups: readonly Group[];
  disciplines: readonly { platform_id: Id; code: string; count: number }[];
}

interface Kept {
  counted: Promise<Counted>;
  until: number;
}
const kept = new WeakMap<Services, Kept>();
/** As with the counts of the home page: a small catalogue is always exact, a large one is counted seldom. */
const KEEP_FACTOR = 20;

/** Counted from the records themselves, never from the index. */
function counted(ctx: Ctx): Promise<Counted> {
  const held = kept.get(ctx.services);
  const begun = performance.now();
  if (held && held.until > begun) return held.counted;
  const entry: Kept = { counted: count(ctx), until: begun };
  kept.set(ctx.services, entry);
  entry.counted.then(
    () => (entry.until = performance.now() + KEEP_FACTOR * (performance.now() - begun)),
    () => kept.delete(ctx.services),
  );
  return entry.counted;
}

async function count({ db, now }: Ctx): Promise<Counted> {
  const groups = await sql<Group>`
    select platform_id, type, access, to_char(published_at at time zone 'Asia/Shanghai', 'YYYY-MM') as month,
      count(*)::int as count
    from resource where state = 'published' group by 1, 2, 3, 4`.execute(db);
  const disciplines = await sql<{ platform_id: Id; code: string; count: number }>`
    select platform_id, code, count(*)::int as count from (
      select distinct platform_id, id, left(jsonb_array_elements_text(fields -> 'disciplines'), 3) as code
      from resource where state = 'published' and jsonb_typeof(fields -> 'disciplines') = 'array'
    ) of_record group by 1, 2`.execute(db);
  return { at: now, groups: groups.rows, disciplines: disciplines.rows };
}

interface Asked {
  programme?: string | undefined;
}

export async function readStatistics(ctx: Ctx, asked: Asked) {
  const programme = asked.programme ?? ctx.programme;
  const members = programme === undefined ? undefined : await platformsOfProgramme(ctx.db, programme);
  const within = members && new Set(members.map(({ id }) => id));
  const { at, groups: all, disciplines } = await counted(ctx);
  const inside = ({ platform_id }: { platform_id: Id }): boolean => within === undefined || within.has(platform_id);
  const groups = all.filter(inside);
  const byPlatform = sums(groups, ({ platform_id }) => platform_id);
  const platforms = await platformsById(ctx.db, [...byPlatform.keys()]);
  const regionOf = (id: Id): string => `${platforms.get(id)?.region_code?.slice(0, 2) ?? '00'}0000`;
  const { types, references } = ctx.services;
  return {
    counted_at: at,
    total: total(groups),
    platforms: byPlatform.size,
    by_type: largestFirst(
      sums(groups, ({ type }) => type),
      (id) => pick(types.get(id)?.label ?? { zh: id, en: id }, ctx.lang),
    ),
    by_platform: largestFirst(byPlatform, (id) => platformName(ctx.lang, platforms.get(id)!)).map((row) => ({
      ...row,
      value: platforms.get(row.value)!.code,
    })),
    by_region: largestFirst(
      sums(groups, ({ platform_id }) => regionOf(platform_id)),
      (code) => (code === '000000' ? (ctx.lang === 'en' ? 'Not stated' : '未登记') : regionLabel(ctx, code)),
    ),
    by_discipline: largestFirst(
      sums(disciplines.filter(inside), ({ code }) => code),
      (code) => pick(references.discipline?.get(code) ?? { zh: code, en: code }, ctx.lang),
    ),
    by_access: largestFirst(
      sums(groups, ({ access }) => access),
      (access) => pick(ACCESS_LABELS[access as Access]!, ctx.lang),
    ),
    by_month: byMonth(sums(groups, ({ month }) => month)),
  };
}

const total = (rows: readonly { count: number }[]): number => rows.reduce((sum, row) => sum + row.count, 0);

function sums<T extends { count: number }>(rows: readonly T[], name: (row: T) => string): Map<string, number> {
  const found = new Map<string, number>();
  for (const row of rows) found.set(name(row), (found.get(name(row)) ?? 0) + row.count);
  return found;
}

const largestFirst = (counts: ReadonlyMap<string, number>, labelOf: (value: string) => string) =>
  [...counts]
    .toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .map(([value, count]) => ({ value, label: labelOf(value), count }));

/** Every month from the first to the last, those without anything too, with the sum so far. */
function byMonth(counts: ReadonlyMap<string, number>) {
  const months = [...counts.keys()].sort();
  const rows: { month: string; count: number; sum: number }[] = [];
  let sum = 0;
  for (let month = months[0]; month !== undefined && month <= months.at(-1)!; month = monthAfter(month)) {
    const count = counts.get(month) ?? 0;
    sum += count;
    rows.push({ month, count, sum });
  }
  return rows;
}

function monthAfter(month: string): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}

const HEADINGS = {
  'zh-CN': ['统计项', '代码', '名称', '数量'],
  en: ['counted by', 'code', 'name', 'records'],
} as const;

/** The tables of the page one below the other, for a spreadsheet. */
export async function exportStatistics(ctx: Ctx, asked: Asked): Promise<Download> {
  const found = await readStatistics(ctx, asked);
  const lists = ['by_type', 'by_platform', 'by_region', 'by_discipline', 'by_access'] as const;
  const rows = [
    ...lists.flatMap((list) =>
      found[list].map(({ value, label, count }) => [list.slice(3), value, defused(label), count]),
    ),
    ...found.by_month.map(({ month, count }) => ['month', month, month, count]),
  ];
  return {
    bytes: Buffer.from(`\uFEFF${stringify([[...HEADINGS[ctx.lang]], ...rows])}`),
    name: `statistics-${found.counted_at.slice(0, 10)}.csv`,
    mediaType: 'text/csv; charset=utf-8',
  };
}
