import type { z } from 'zod';
import { noticeList, type NoticeList } from '../../../shared/accreditation/notice-list.ts';
import type { NOTICE_STATES, noticeRow, noticeView } from '../../../shared/accreditation/schemas.ts';
import type { Bilingual } from '../../../shared/i18n.ts';
import { clockText } from '../../../shared/policy/statement-text.ts';
import type { Procedures } from '../../../shared/policy/procedures.ts';
import { citationOf } from '../../../shared/policy/ruled.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import { portalProgrammes } from '../identity/index.ts';
import { ruleSetVersion } from '../policy/index.ts';
import { type CaseRow, casesById, type ClockRow, clocksOfCases, rulesOf } from '../procedures/index.ts';
import { opensUnder } from './notice-facts.ts';
import type { ItemRow, NoticeRow } from './notice-store.ts';
import { itemsOfNotices } from './notice-store.ts';

type State = (typeof NOTICE_STATES)[number];
type ItemState = z.input<typeof noticeView>['states'][number];

export const daysUntil = (last: string, today: string): number =>
  Math.round((Date.parse(last) - Date.parse(today)) / 86_400_000);

const CLOSED: Bilingual = { zh: '随主件办结', en: 'Ended with its case' };
const HELD: Bilingual = { zh: '有异议，复核中', en: 'Held: an objection is being reviewed' };

/** What is shown of a notice besides its list, read from the sub-cases. */
interface Live {
  cases: ReadonlyMap<string, CaseRow>;
  clocks: readonly ClockRow[];
}

/** Last day of a notice as it stands: the latest of its clocks. */
const lastOf = (notice: NoticeRow, items: readonly ItemRow[], { clocks }: Live): string =>
  clocks
    .filter(({ case_id, clock }) => items.some((item) => item.case_id === case_id) && clock === notice.clock)
    .reduce((latest, { last_date }) => (last_date > latest ? last_date : latest), notice.last_date);

const listOf = (notice: NoticeRow): NoticeList => noticeList.parse(JSON.parse(notice.list));

async function liveOf(ctx: Ctx, items: readonly ItemRow[]): Promise<Live> {
  const ids = items.map(({ case_id }) => case_id);
  return { cases: await casesById(ctx.db, ids), clocks: await clocksOfCases(ctx.db, ids) };
}

/** Rows of lists of notices. */
export async function noticeRows(ctx: Ctx, notices: readonly NoticeRow[]): Promise<z.input<typeof noticeRow>[]> {
  const items = await itemsOfNotices(
    ctx.db,
    notices.map(({ id }) => id),
  );
  const live = await liveOf(ctx, items);
  const programmes = await portalProgrammes(ctx);
  return notices.map((notice) => {
    const own = items.filter(({ notice_id }) => notice_id === notice.id);
    const { procedures } = ruleSetVersion(ctx, notice.rule_set, notice.rule_set_version);
    const last = lastOf(notice, own, live);
    const running = last >= ctx.today && own.some(({ case_id }) => live.cases.get(case_id)?.closed_at === null);
    return {
      id: notice.id,
      programme: notice.programme_id,
      programme_name: programmes.find(({ id }) => id === notice.programme_id)!.name,
      kind: notice.procedure,
      kind_label: procedures!.procedures[notice.procedure]!.label,
      title: { zh: notice.title_zh, en: notice.title_en },
      published_at: notice.published_at,
      first: notice.first_date,
      last,
      days_left: running ? daysUntil(last, ctx.today) : null,
      items: own.length,
      running,
      trial: notice.trial,
    };
  });
}

/** A notice whole. */
export async function viewOfNotice(ctx: Ctx, notice: NoticeRow): Promise<z.input<typeof noticeView>> {
  const [row] = (await noticeRows(ctx, [notice])) as [z.input<typeof noticeRow>];
  const items = await itemsOfNotices(ctx.db, [notice.id]);
  const live = await liveOf(ctx, items);
  const corrections = await correctionsOf(ctx.db, notice.id);
  const entries = await entriesOf(ctx.db, items);
  const key = await ctx.db
    .selectFrom('notice_key')
    .select(['fingerprint', 'public_key'])
    .where('fingerprint', '=', notice.key_fingerprint)
    .executeTakeFirstOrThrow();
  return {
    ...row,
    list: listOf(notice),
    sha256: notice.sha256,
    signature: notice.signature,
    key,
    extended: row.last > notice.last_date,
    clock: notice.clock,
    states: items.map((item) => ({
      position: item.position,
      ...itemState(ctx, notice, live.cases.get(item.case_id)!, row.last),
      next: corrections.get(item.about_id) ?? null,
      entry: entries.get(item.about_id) ?? null,
    })),
    objection: objectionRules(ctx, notice),
  };
}

function itemState(
  ctx: Ctx,
  notice: NoticeRow,
  row: CaseRow,
  last: string,
): Pick<ItemState, 'state' | 'label' | 'may_object'> {
  const { procedure, procedures } = rulesOf(ctx, row);
  const state = procedure.states[row.state]!;
  if (state.final)
    return { state: row.outcome === 'corrected' ? 'corrected' : 'passed', label: state.label, may_object: false };
  if (row.closed_at !== null) return { state: 'closed', label: CLOSED, may_object: false };
  if (last < ctx.today) return { state: 'held', label: HELD, may_object: false };
  const may_object = objectionTo(procedures, notice.procedure, row.state) !== null;
  return { state: 'running' satisfies State, label: state.label, may_object };
}

/** The procedure by which anybody objects to a kind of notice. */
const objectionTo = (procedures: Procedures, kind: string, state?: string): string | null =>
  Object.entries(procedures).find(
    ([, { open }]) => open?.by.includes('anyone') && opensUnder(open, kind, state),
  )?.[0] ?? null;

/** Later notices that correct this one, by the case they are about. */
async function correctionsOf(db: ReadDb, id: string): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('public_notice_item')
    .select(['about_id', 'notice_id'])
    .where('corrects', '=', id)
    .execute();
  return new Map(rows.map(({ about_id, notice_id }) => [about_id, notice_id]));
}

async function entriesOf(db: ReadDb, items: readonly ItemRow[]): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('register_entry')
    .select(['case_id', 'id'])
    .where('case_id', 'in', [...new Set(items.map(({ about_id }) => about_id))])
    .execute();
  return new Map(rows.map(({ case_id, id }) => [case_id!, id]));
}

/** What the rule set says of objections. */
function objectionRules(ctx: Ctx, notice: NoticeRow): z.input<typeof noticeView>['objection'] {
  const set = ruleSetVersion(ctx, notice.rule_set, notice.rule_set_version);
  const rule = set.notice?.objection;
  if (!rule) return null;
  const { accept, decide, excluded, most } = rule.value;
  const clock = (id: string) => {
    const known = set.clocks?.clocks[id];
    return known ? { text: clockText(set, id), basis: known.basis, cite: citationOf(set, known) } : null;
  };
  return {
    procedure: objectionTo(set.procedures?.procedures ?? {}, notice.procedure),
    excluded: excluded.items,
    most,
    accept: clock(accept.clock),
    decide: clock(decide.clock),
    cite: citationOf(set, rule),
  };
}
