import type { Bilingual } from '../../../shared/i18n.ts';
import type { NoticeList } from '../../../shared/accreditation/notice-list.ts';
import type { Procedure } from '../../../shared/policy/procedures.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { Ctx } from '../../kernel/context.ts';
import { type PlatformRecord, platformsById, portalProgrammes } from '../identity/index.ts';
import {
  type CaseRow,
  casesById,
  clockRule,
  type ClockRow,
  clocksOf,
  rulesOf,
  valueText,
} from '../procedures/index.ts';

type Item = NoticeList['items'][number];

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const orNull = (text: string): string | null => (text === '' ? null : text);
export const bothOf = (of: (lang: 'zh-CN' | 'en') => string): Bilingual => ({ zh: of('zh-CN'), en: of('en') });

/** Whether a case may be opened under one of a procedure, in a state where one is given. */
export const opensUnder = (open: Procedure['open'], procedure: string, state?: string): boolean =>
  open?.under.some(
    (under) => under.procedure === procedure && (state === undefined || !under.states || under.states.includes(state)),
  ) ?? false;

/** Fields of the case itself that stand in columns of their own. */
const NAMED = ['class', 'name_zh', 'name_en'];

/** The class a case is about, in words. */
export function classOf(ctx: Pick<Ctx, 'services'>, row: CaseRow): Bilingual | null {
  const { procedure } = rulesOf(ctx, row);
  return procedure.fields['class'] && textOf(row.data['class']) !== ''
    ? bothOf((lang) => valueText(procedure, 'class', row.data['class'], lang))
    : null;
}

/** What is published of each sub-case. */
export async function itemsOf(
  ctx: Ctx,
  db: ReadDb,
  rows: readonly CaseRow[],
): Promise<{ item: Item; about: CaseRow }[]> {
  const about = await casesById(
    db,
    rows.map(({ parent_id }) => parent_id!),
  );
  const platforms = await platformsById(
    db,
    rows.flatMap(({ platform_id }) => platform_id ?? []),
  );
  const earlier = await correctedBy(db, [...about.keys()]);
  return rows.map((row, index) => {
    const of = about.get(row.parent_id!)!;
    const platform = row.platform_id === null ? undefined : platforms.get(row.platform_id);
    const item = itemOf(ctx, row, of, platform);
    return { about: of, item: { position: index + 1, ...item, corrects: earlier.get(of.id) ?? null } };
  });
}

function itemOf(
  ctx: Ctx,
  row: CaseRow,
  about: CaseRow,
  platform: PlatformRecord | undefined,
): Omit<Item, 'position' | 'corrects'> {
  const { procedure } = rulesOf(ctx, row);
  const above = rulesOf(ctx, about).procedure;
  return {
    case: row.id,
    platform: platform?.code ?? null,
    name_zh: orNull(textOf(about.data['name_zh'])) ?? platform?.name_zh ?? row.title,
    name_en: orNull(textOf(about.data['name_en'])) ?? platform?.name_en ?? null,
    host: platform?.host_name ?? null,
    class: classOf(ctx, about),
    region: platform?.region ?? null,
    supervising: platform?.supervising_name ?? null,
    details: procedure.parent_fields
      .filter((field) => !NAMED.includes(field) && above.fields[field] && about.data[field] !== undefined)
      .map((field) => ({
        label: above.fields[field]!.label,
        value: bothOf((lang) => valueText(above, field, about.data[field], lang)),
      })),
  };
}

/** The newest notice that cases were on, by case: a further one corrects it. */
async function correctedBy(db: ReadDb, about: readonly string[]): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('public_notice_item')
    .select(['about_id', (eb) => eb.fn.max('notice_id').as('notice_id')])
    .where('about_id', 'in', [...about])
    .groupBy('about_id')
    .execute();
  return new Map(rows.map(({ about_id, notice_id }) => [about_id, notice_id]));
}

/** The clock of a notice: the one whose end does something. */
export async function noticeClock(ctx: Ctx, db: ReadDb, row: CaseRow): Promise<ClockRow> {
  const ends = rulesOf(ctx, row).procedure.expires;
  const clock = (await clocksOf(db, row.id)).findLast(({ clock: id }) => ends[id] && 'action' in ends[id]);
  if (!clock) throw new Error(`notice ${row.id} has no clock: its table starts none`);
  return clock;
}

/** How long a notice lasts, and by which article. */
export function periodOf(ctx: Ctx, row: CaseRow, clock: ClockRow): Pick<NoticeList, 'period' | 'cite'> {
  const { ruleSet } = rulesOf(ctx, row);
  const rule = clockRule(ruleSet, clock.clock);
  const counted = 'dated' in rule.value ? undefined : rule.value;
  return {
    period: {
      from: clock.from_date,
      first: clock.first_date,
      last: clock.last_date,
      count: counted ? (clock.set_count ?? counted.count) : null,
      unit: counted?.unit ?? null,
      provisional: clock.provisional,
    },
    cite: {
      policy: ruleSet.id,
      version: ruleSet.version,
      instrument: ruleSet.instrument.title,
      ...rule.cite,
      basis: rule.basis,
    },
  };
}

export async function authorityOf(ctx: Ctx, programme: string): Promise<Bilingual> {
  const found = (await portalProgrammes(ctx)).find(({ id }) => id === programme)!;
  return found.authority ?? found.name;
}
