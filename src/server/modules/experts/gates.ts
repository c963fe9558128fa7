import { sheetFaults } from '../../../shared/experts/sheet.ts';
import { isSame } from '../../../shared/experts/conflicts.ts';
import { isSized } from '../../../shared/experts/panel-size.ts';
import { isCheckRows, isFilledCheck } from '../../../shared/procedures/check-rows.ts';
import type { GateFault } from '../../../shared/procedures/case-facts.ts';
import type { Id } from '../../kernel/ids.ts';
import { type CaseRow, findCase, type Gate, placeOf, rulesOf, seatsUnder } from '../procedures/index.ts';
import { conflictText } from './conflict-text.ts';
import { type PanelRow, panelRows } from './panel-rows.ts';
import { partiesOf, partnersOf } from './parties.ts';
import { seatsOf } from './seats.ts';
import { conflictsOfAccounts } from './ties.ts';

/** Those an action names as experts, and the field it names them in. */
const namedIn = (rows: readonly PanelRow[], row: CaseRow): { field: string; account: Id }[] =>
  [...new Set(rows.map(({ field }) => field))].flatMap((field) =>
    ((row.data[field] ?? []) as Id[]).map((account) => ({ field, account })),
  );

/** The panel as it is with those an action names has the number of experts that the rule set asks for, drawn or chosen by hand. */
const panelSized: Gate = async (ctx, row) => {
  const { procedure, ruleSet } = rulesOf(ctx, row);
  const rule = ruleSet.rounds?.panel;
  const rows = panelRows(procedure);
  const named = namedIn(rows, row);
  if (!rule || named.length === 0) return [];
  const seated = await seatsOf(ctx, row, rows);
  const size = new Set([...seated, ...named].map(({ account }) => account)).size;
  if (isSized(rule.value, size)) return [];
  const { least, odd } = rule.value;
  return [
    {
      path: `data.${named[0]!.field}`,
      zh: `评审组 ${size} 人：应不少于 ${least} 人${odd ? '且为单数' : ''}`,
      en: `a panel of ${size}: at least ${least}${odd ? ', and an odd number,' : ''} is asked for`,
      cite: { ...rule.cite, basis: rule.basis },
    },
  ];
};

/** Conflicts of everybody an action names as an expert, those that may be set aside or the others. */
const panelGate =
  (inPrinciple: boolean): Gate =>
  async (ctx, row) => {
    const { procedure, ruleSet } = rulesOf(ctx, row);
    const rules = (ruleSet.reviews?.conflicts ?? []).filter(({ value }) => value.in_principle === inPrinciple);
    const named = namedIn(panelRows(procedure), row);
    if (named.length === 0 || rules.length === 0) return [];
    const parties = await partiesOf(ctx, row);
    const accounts = [...new Set(named.map(({ account }) => account))];
    const checked = await conflictsOfAccounts(ctx, accounts, parties, rules);
    return checked.flatMap(({ account, name, conflicts }) =>
      conflicts.map((conflict): GateFault => {
        const text = conflictText(conflict);
        const { field } = named.find((one) => one.account === account)!;
        return {
          path: `data.${field}`,
          zh: `${name}：${text.zh}`,
          en: `${name}: ${text.en}`,
          cite: { ...conflict.rule.cite, basis: conflict.rule.basis },
        };
      }),
    );
  };

/** The expert of a review has no tie that excludes them, as far as is known by now. */
const reviewerFree: Gate = async (ctx, row) => {
  const parent = row.parent_id === null ? undefined : await findCase(ctx.db, row.parent_id);
  if (!parent) return [];
  const rules = (rulesOf(ctx, row).ruleSet.reviews?.conflicts ?? []).filter(({ value }) => !value.in_principle);
  const { assigned } = await placeOf(ctx.db, row);
  const parties = await partiesOf(ctx, parent);
  const accounts = assigned.filter(({ role }) => role === 'expert').map(({ account }) => account);
  const checked = await conflictsOfAccounts(ctx, accounts, parties, rules);
  return checked.flatMap(({ conflicts }) =>
    conflicts
      // Whom an applicant asked to avoid is the office's business, never told to anybody else.
      .filter(({ kind }) => kind !== 'avoided')
      .map((conflict) => ({
        path: 'expert',
        ...conflictText(conflict),
        cite: { ...conflict.rule.cite, basis: conflict.rule.basis },
      })),
  );
};

const SHEET_TEXTS = {
  missing: { zh: '未评分', en: 'no mark' },
  not_a_mark: { zh: '应为 0 至 {most} 分、以 0.5 分为单位', en: 'must be a mark from 0 to {most}, in halves' },
  unknown: { zh: '评分表中没有此项', en: 'is not on the sheet' },
} as const;

const sheetComplete: Gate = async (ctx, row) => {
  const sheet = rulesOf(ctx, row).ruleSet.reviews?.sheets[row.procedure];
  if (!sheet) return [];
  const marks = marksOf(row);
  return sheetFaults(sheet.value.items, marks).map(({ item, kind }): GateFault => {
    const known = sheet.value.items.find(({ id }) => id === item);
    const most = String(known?.most ?? '');
    return {
      path: `fields.sheet`,
      zh: `${known?.name.zh ?? item}：${SHEET_TEXTS[kind].zh.replace('{most}', most)}`,
      en: `${known?.name.en ?? item}: ${SHEET_TEXTS[kind].en.replace('{most}', most)}`,
      cite: { ...sheet.cite, basis: sheet.basis },
    };
  });
};

export const marksOf = (row: Pick<CaseRow, 'data'>): Record<string, unknown> =>
  typeof row.data['sheet'] === 'object' && row.data['sheet'] !== null
    ? (row.data['sheet'] as Record<string, unknown>)
    : {};

/** The visits of an application have covered its host and every unit that takes part, as the rule set asks. */
const visitsCover: Gate = async (ctx, row) => {
  const rule = rulesOf(ctx, row).ruleSet.reviews?.visits;
  if (!rule) return [];
  const { host } = await partiesOf(ctx, row);
  const asked = rule.value.covers.flatMap((kind) => (kind === 'host' ? (host ? [host] : []) : partnersOf(ctx, row)));
  const covered = (await seatsUnder(ctx.db, row.id, rule.value.procedure))
    .filter((visit) => visit.row.closed_at !== null)
    .flatMap((visit) => coveredBy(visit.row));
  return asked
    .filter((unit) => !covered.some((name) => isSame({ name }, { name: unit.name })))
    .map(({ name }) => ({
      path: 'visits',
      zh: `现场考察尚未覆盖“${name}”`,
      en: `no site visit has covered ${name}`,
      cite: { ...rule.cite, basis: rule.basis },
    }));
};

/** More experts against than in favour: to propose recognition all the same needs reasons, and the other way round. */
const followsExperts: Gate = async (ctx, row) => {
  const { result, departure } = row.data;
  if (typeof result !== 'string') return [];
  const reviews = new Set(panelRows(rulesOf(ctx, row).procedure).map(({ review }) => review));
  const said: unknown[] = [];
  for (const review of reviews)
    for (const { row: sub } of await seatsUnder(ctx.db, row.id, review)) said.push(sub.data['recommendation']);
  const against = said.filter((one) => one === 'reject').length;
  const inFavour = said.filter((one) => one === 'approve').length;
  const departs = result === 'recognise' ? against >= inFavour : inFavour > against;
  if (!departs || (typeof departure === 'string' && departure.trim() !== '')) return [];
  return [
    {
      path: 'data.departure',
      zh: `专家建议通过 ${inFavour} 人、不通过 ${against} 人，所提建议与之不一致，须说明理由`,
      en: `${inFavour} expert(s) in favour, ${against} against: the proposal departs from that and needs reasons`,
    },
  ];
};

const visitChecked: Gate = async (_ctx, row) => {
  const rows = row.data['checked'];
  if (!isCheckRows(rows) || rows.length === 0)
    return [{ path: 'fields.checked', zh: '没有核查任何事实', en: 'no fact was checked' }];
  return rows.flatMap((check, n) =>
    isFilledCheck(check)
      ? []
      : [
          {
            path: `fields.checked.${n}`,
            zh: `第 ${n + 1} 条：须写明单位和事项；不相符的须写明核实值或说明`,
            en: `fact ${n + 1}: needs unit and item, and where it is not as claimed the value found or a note`,
          },
        ],
  );
};

/** Units where a visit has checked something. */
export const coveredBy = (row: Pick<CaseRow, 'data'>): string[] =>
  isCheckRows(row.data['checked'])
    ? [...new Set(row.data['checked'].filter(isFilledCheck).map(({ unit }) => unit))]
    : [];

export const gates = {
  experts_unconflicted: panelGate(false),
  experts_outside_department: panelGate(true),
  panel_sized: panelSized,
  reviewer_unconflicted: reviewerFree,
  sheet_complete: sheetComplete,
  follows_experts: followsExperts,
  visit_checked: visitChecked,
  visits_cover_units: visitsCover,
} satisfies Record<string, Gate>;
