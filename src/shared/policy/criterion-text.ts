import { type Bilingual, defineMessages, type Lang, pick, translator } from '../i18n.ts';
import type { CriterionNode, NoteCode, Shown } from './criterion-node.ts';
import type { Figure, Figures } from './figures.ts';
import { unitText } from './figure-values.ts';
import { formatValue } from './value-text.ts';

const messages = defineMessages(
  {
    unanswered: '还没有填写：{figures}',
    at_least: '{value}，不少于 {threshold}',
    at_least_short: '{value}，须不少于 {threshold}，还差 {gap}',
    at_most: '{value}，不超过 {threshold}',
    at_most_over: '{value}，不得超过 {threshold}，超出 {gap}',
    share: '{part} / {whole}（{value}%），不低于 {threshold}%',
    share_short: '{part} / {whole}（{value}%），须不低于 {threshold}%，还差 {gap}',
    recorded: '{value}，记录为 {threshold}',
    recorded_over: '{value}，记录只有 {threshold}，有 {gap} 没有记录支持',
    near: '{value}，标称 {threshold}，在容差之内',
    near_off: '{value}，标称 {threshold}，超出容差 {gap}',
    years: '满 {value} 年，须满 {threshold} 年',
    years_short: '满 {value} 年，须满 {threshold} 年，最早在 {gap}',
    past: '{value}，已经建成',
    past_not: '{value}，尚未建成',
    recent: '最近一次：{value}',
    recent_over: '最近一次：{value}，已超过期限 {gap} 天',
    lasts: '至 {value}',
    lasts_short: '至 {value}，须到 {gap}',
    yes: '是',
    no: '否',
    one_of: '{value}',
    one_of_not: '{value}；应为：{threshold}',
    has: '{threshold}，都有',
    has_not: '缺少：{gap}',
    includes: '{value}',
    includes_not: '{value}；应含：{threshold}',
    kinds: '{value} 种，不少于 {threshold} 种',
    kinds_short: '{value} 种，须不少于 {threshold} 种，还差 {gap} 种',
    stated: '材料齐全',
    stated_judged: '已说明，由专家判断',
    stated_not: '缺少：{gap}',
    within: '{value}，在 {threshold}',
    within_not: '“{value}”不在 {threshold}',
    named: '“{value}”',
    named_not: '“{value}”不合命名格式：{threshold}',
    each: '共 {threshold} 项，全部符合',
    each_not: '共 {threshold} 项，{value} 项符合；不符合的：{gap}',
    all: '各项都符合',
    any: '其中一项符合',
    all_not: '',
    any_not: '任一项符合即可，见各项',
    none: '没有列出',
    above_range: '超过条文所写范围的上限；上限作参考',
    all_kept: '总量不足，已全部保存；总量由专家核实',
    none_exists: '总量为零，注明来源即可',
    total_missing: '没有填写总量，由专家判断是否属于总量不足',
    counted_with_others: '加上种子批才达到，由专家判断种子批是否算作个体',
    part_exceeds_whole: '部分大于总数，请核对',
    whole_is_zero: '总数为零',
    listed_missing: '条文列举而没有的：{names}',
    not_applicable: '不适用',
  },
  {
    unanswered: 'Not answered yet: {figures}',
    at_least: '{value}, at least {threshold}',
    at_least_short: '{value}, must be at least {threshold}, {gap} missing',
    at_most: '{value}, at most {threshold}',
    at_most_over: '{value}, must not exceed {threshold}, {gap} too many',
    share: '{part} of {whole} ({value} %), at least {threshold} %',
    share_short: '{part} of {whole} ({value} %), must be at least {threshold} %, {gap} missing',
    recorded: '{value}, records show {threshold}',
    recorded_over: '{value}, records show only {threshold}; {gap} not evidenced',
    near: '{value}, nominal {threshold}, within the tolerance',
    near_off: '{value}, nominal {threshold}, {gap} beyond the tolerance',
    years: '{value} full years, {threshold} needed',
    years_short: '{value} full years, {threshold} needed; possible from {gap}',
    past: '{value}, completed',
    past_not: '{value}, not yet completed',
    recent: 'Last on {value}',
    recent_over: 'Last on {value}, {gap} days overdue',
    lasts: 'Until {value}',
    lasts_short: 'Until {value}, must last until {gap}',
    yes: 'Yes',
    no: 'No',
    one_of: '{value}',
    one_of_not: '{value}; must be one of: {threshold}',
    has: '{threshold}: all there',
    has_not: 'Missing: {gap}',
    includes: '{value}',
    includes_not: '{value}; must include: {threshold}',
    kinds: '{value} kinds, at least {threshold}',
    kinds_short: '{value} kinds, must be at least {threshold}, {gap} missing',
    stated: 'All papers at hand',
    stated_judged: 'Stated; the experts judge it',
    stated_not: 'Missing: {gap}',
    within: '{value}, within {threshold}',
    within_not: '{value} lies outside {threshold}',
    named: '{value}',
    named_not: '{value} does not follow the form: {threshold}',
    each: 'All {threshold} entries meet it',
    each_not: '{value} of {threshold} entries meet it; not: {gap}',
    all: 'All parts are met',
    any: 'One part is met',
    all_not: '',
    any_not: 'Any one is enough; see the parts',
    none: 'none listed',
    above_range: 'above the upper end of the range, which is advisory',
    all_kept: 'fewer exist, and all are preserved; the experts verify the total',
    none_exists: 'none exists; name the source',
    total_missing: 'the total is not given; the experts decide whether fewer exist',
    counted_with_others: 'reached only with seed lots; the experts judge whether these count',
    part_exceeds_whole: 'the part is larger than the whole; please check',
    whole_is_zero: 'the whole is zero',
    listed_missing: 'listed in the text and not there: {names}',
    not_applicable: 'does not apply',
  },
);

type Key = keyof typeof messages.zh;

/** What a node says in a sentence: value, threshold and what is missing, with units and names of options. */
export function criterionText(node: CriterionNode, figures: Figures, lang: Lang): string {
  const t = translator(messages, lang) as (key: Key, params?: Record<string, string>) => string;
  const list = (items: readonly string[]): string => items.join(lang === 'en' ? ', ' : '、');
  const figure = figures[node.figures[0] ?? ''];
  const main = (): string => {
    const noted = node.notes.some(({ code }) => code === 'not_applicable');
    if (noted) return t('not_applicable');
    if (node.result === 'evidence_missing' && node.value === null && node.children.length === 0)
      return t('unanswered', { figures: list(node.figures.map((id) => nameOf(id, figures, lang))) });
    return t(keyOf(node), { ...shownIn(node, figure, figures, lang) });
  };
  const notes = node.notes
    .filter(({ code }) => code !== 'not_applicable')
    .map(({ code, names = [] }) =>
      t(code as NoteCode, { names: list(names.map((name) => optionOf(figure, name, lang))) }),
    );
  return [main(), ...notes].filter((part) => part !== '').join(lang === 'en' ? '; ' : '；');
}

/** What is appended to a test's name for the sentence that says what is missing. */
const FAILED = {
  at_least: '_short',
  share: '_short',
  years: '_short',
  kinds: '_short',
  lasts: '_short',
  at_most: '_over',
  recorded: '_over',
  recent: '_over',
  near: '_off',
  past: '_not',
  has: '_not',
  includes: '_not',
  each: '_not',
  stated: '_not',
  named: '_not',
  within: '_not',
  one_of: '_not',
  all: '_not',
  any: '_not',
} as const;
/** Tests without a gap of their own: their result tells. */
const BY_RESULT: readonly string[] = ['named', 'within', 'one_of', 'all', 'any'];

/** Which sentence fits: the test's, or the one that says what is missing. */
function keyOf({ is, result, gap, value }: CriterionNode): Key {
  if (is === 'yes') return value === true ? 'yes' : 'no';
  if (is === 'when') return 'all';
  const failed = BY_RESULT.includes(is) ? result !== 'met' : gap !== null;
  if (failed) return `${is}${FAILED[is]}` as Key;
  return is === 'stated' && result === 'judgement' ? 'stated_judged' : is;
}

function shownIn(
  node: CriterionNode,
  figure: Figure | undefined,
  figures: Figures,
  lang: Lang,
): Record<'value' | 'threshold' | 'gap' | 'part' | 'whole', string> {
  const counted = figure && 'unit' in figure ? unitText(figure.unit) : undefined;
  const say = (shown: Shown, unit = unitOf(node, figure)): string => {
    if (shown === null) return translator(messages, lang)('none');
    if (typeof shown === 'number') return formatValue(shown, unit === undefined ? '' : pick(unit, lang), lang);
    if (typeof shown === 'boolean') return translator(messages, lang)(shown ? 'yes' : 'no');
    if (typeof shown === 'string') return optionOf(figure, shown, lang);
    const named =
      node.is === 'stated' ? (id: string) => nameOf(id, figures, lang) : (id: string) => optionOf(figure, id, lang);
    return shown.length === 0 ? translator(messages, lang)('none') : shown.map(named).join(lang === 'en' ? ', ' : '、');
  };
  const [part, whole] = node.parts ?? [0, 0];
  return {
    value: say(node.value),
    threshold: say(node.threshold),
    gap: say(node.gap, node.is === 'share' ? counted : undefined),
    part: formatValue(part, '', lang),
    whole: formatValue(whole, '', lang),
  };
}

/** The unit that numbers of a node are written with; a ratio and a number of years say theirs in the sentence. */
export function unitOf(node: CriterionNode, figure: Figure | undefined): Bilingual | undefined {
  if (node.unit !== undefined) return unitText(node.unit);
  if (!['at_least', 'at_most', 'near', 'recorded'].includes(node.is)) return undefined;
  return figure && 'unit' in figure ? unitText(figure.unit) : undefined;
}

const nameOf = (id: string, figures: Figures, lang: Lang): string => {
  const figure = figures[id];
  return figure ? pick(figure.label, lang) : id;
};

function optionOf(figure: Figure | undefined, id: string, lang: Lang): string {
  const option = figure && 'options' in figure ? figure.options.find((one) => one.id === id) : undefined;
  return option ? pick(option.label, lang) : id;
}
