import type { Citation } from '../problems.ts';
import type { NameReasonCode } from './name-reasons.ts';
import type { NamingTheme } from './naming.ts';
import { citationOf, type Ruled } from './ruled.ts';

export const NAME_RESULTS = ['accepted', 'approval', 'refused'] as const;
/** `approval`: off the list of forms, which the authority may approve. */
export type NameResult = (typeof NAME_RESULTS)[number];

export interface NameReason {
  code: NameReasonCode;
  lang: 'zh' | 'en';
  result: NameResult;
  params: Readonly<Record<string, string>>;
  cite: Citation;
}

export interface NameCheck {
  result: NameResult;
  /** As it would be registered: without spaces, half-width; the English one with single spaces. */
  zh: string;
  en: string | undefined;
  /** Names that would be accepted instead, best first. */
  expected: { zh: readonly string[]; en: readonly string[] };
  reasons: readonly NameReason[];
}

export interface NamingRules {
  id: string;
  naming: NamingTheme;
}

/** ×× and XX stand for the field in the regulations' patterns; left in a name they say that it was not filled in. */
const PLACEHOLDER_ZH = /[×✕╳○]|[xX]{2,}|\{\w*\}|某某/;
const PLACEHOLDER_EN = /(?:^|\s)(?:[xX×]{2,}|\{\w*\})(?:\s|$)|×/;
const BRACKET = /[（(［[【][^）)］\]】]*[）)］\]】]?/g;

/** Chinese: half-width letters and digits, no spaces. */
export const normalZh = (name: string): string => name.normalize('NFKC').replaceAll(/\s+/g, '');
export const normalEn = (name: string): string => name.normalize('NFKC').replaceAll(/\s+/g, ' ').trim();

/** A Chinese name with every prefix that counts as the same written as the first of them. */
export function sameNameKey(naming: NamingTheme, name: string): string {
  const normal = normalZh(name);
  const { any } = naming.prefixes.value;
  const prefix = longest(any.filter((one) => normal.startsWith(one)));
  return prefix === undefined ? normal : `${any[0]}${normal.slice(prefix.length)}`;
}

/** The ways in which the same name may be written: what a register is asked for. */
export function namesAlike(naming: NamingTheme, name: string): string[] {
  const key = sameNameKey(naming, name);
  const [kept] = naming.prefixes.value.any;
  if (!key.startsWith(kept!)) return [key];
  return naming.prefixes.value.any.map((prefix) => `${prefix}${key.slice(kept!.length)}`);
}

const longest = (texts: readonly string[]): string | undefined => texts.toSorted((a, b) => b.length - a.length)[0];

interface Fitted {
  rule: NamingTheme['zh'][number];
  field: string;
}

/**
 * Checks a proposed name by a rule set.
 * @param taken names of other platforms, as registered
 */
export function checkName(
  rules: NamingRules,
  given: { zh: string; en?: string | undefined },
  taken: readonly string[] = [],
): NameCheck {
  const { naming } = rules;
  const zh = normalZh(given.zh);
  const en = given.en === undefined || given.en.trim() === '' ? undefined : normalEn(given.en);
  const reasons: NameReason[] = [];
  const because = (
    lang: 'zh' | 'en',
    code: NameReasonCode,
    result: NameResult,
    { rule, ...params }: { rule: Ruled<unknown> } & Readonly<Record<string, unknown>>,
  ): void => {
    reasons.push({ code, lang, result, params: params as Record<string, string>, cite: citationOf(rules, rule) });
  };
  const fitted = fitZh(naming, zh);
  const expectedZh = checkZh(naming, zh, fitted, because);
  checkTaken(naming, zh, taken, because);
  const expectedEn = checkEn(
    naming,
    en,
    fitted ?? (expectedZh.length === 1 ? fitZh(naming, expectedZh[0]!) : undefined),
    because,
  );
  const result = reasons.some((one) => one.result === 'refused')
    ? 'refused'
    : reasons.some((one) => one.result === 'approval')
      ? 'approval'
      : 'accepted';
  return { result, zh, en, expected: { zh: expectedZh, en: expectedEn }, reasons };
}

type Because = (
  lang: 'zh' | 'en',
  code: NameReasonCode,
  result: NameResult,
  params: { rule: Ruled<unknown> } & Readonly<Record<string, unknown>>,
) => void;

/** The pattern that a Chinese name follows; the one with the longest ending where several do. */
function fitZh(naming: NamingTheme, zh: string): Fitted | undefined {
  const key = sameNameKey(naming, zh);
  const fits = naming.zh.flatMap((rule): Fitted[] => {
    const [before, after] = rule.value.pattern.split('{field}') as [string, string];
    if (!key.startsWith(before) || !key.endsWith(after) || key.length <= before.length + after.length) return [];
    return [{ rule, field: key.slice(before.length, key.length - after.length) }];
  });
  return fits.toSorted((a, b) => b.rule.value.pattern.length - a.rule.value.pattern.length)[0];
}

/** @returns names that would be accepted instead */
function checkZh(naming: NamingTheme, zh: string, fitted: Fitted | undefined, because: Because): string[] {
  const first = naming.zh[0]!;
  const forms = naming.zh.map(({ value }) => value.pattern.replace('{field}', '××')).join('、');
  if (zh === '') {
    because('zh', 'name.empty', 'refused', { rule: first, forms });
    return [];
  }
  if (PLACEHOLDER_ZH.test(zh)) {
    because('zh', 'name.placeholder', 'refused', { rule: fitted?.rule ?? first });
    return [];
  }
  if (/[([【]/.test(zh)) {
    const choices = bracketChoices(naming, zh);
    const rule = fitZh(naming, choices[0] ?? '')?.rule ?? first;
    if (choices.length > 1) {
      const endings = choices.map((choice) => choice.at(-1)!).join(' 或 ');
      because('zh', 'name.choose_one', 'refused', { rule, endings });
    } else because('zh', 'name.bracket', 'refused', { rule });
    return choices;
  }
  const { any, without } = naming.prefixes.value;
  if (!any.some((prefix) => zh.startsWith(prefix))) {
    const expected = withPrefix(naming, zh);
    because('zh', 'name.prefix', without, { rule: naming.prefixes, prefix: any.join('、') });
    return expected;
  }
  if (fitted === undefined) {
    const open = naming.open.value;
    because('zh', open ? 'name.off_list' : 'name.form', open ? 'approval' : 'refused', {
      rule: open ? naming.open : first,
      forms,
    });
    return endingsFor(naming, zh);
  }
  const form = naming.form_prefix;
  if (form && !zh.startsWith(form.value))
    because('zh', 'name.form_prefix', 'accepted', { rule: form, prefix: form.value });
  return [];
}

/** A name with its bracket taken as explanation (所属领域或行业), or as a choice of endings: 库（圃）. */
function bracketChoices(naming: NamingTheme, zh: string): string[] {
  const bare = zh.replaceAll(BRACKET, '');
  const inner = /[（(［[【]([^）)］\]】]*)/.exec(zh)?.[1] ?? '';
  const other = inner.length > 0 && bare.length > inner.length ? `${bare.slice(0, -inner.length)}${inner}` : '';
  return [bare, other].filter((name, n, all) => all.indexOf(name) === n && fitZh(naming, name) !== undefined);
}

/** The field of a name that lacks the prefix, put into the forms it ends like. */
function withPrefix(naming: NamingTheme, zh: string): string[] {
  const stem = zh.replace(/^(?:国家|中国|[\p{Script=Han}]{2,3}省|湖南|湖北|[\p{Script=Han}]{2,3}市)/u, '');
  return [stem, zh]
    .map((text) => `${naming.prefixes.value.any[0]}${text}`)
    .filter((name) => fitZh(naming, name) !== undefined)
    .slice(0, 1);
}

/** A name with the right prefix and a wrong ending: the forms with its field. */
function endingsFor(naming: NamingTheme, zh: string): string[] {
  const key = sameNameKey(naming, zh);
  const stem = key
    .slice(naming.prefixes.value.any[0]!.length)
    .replace(
      /(?:自然科技|科技|科学)?(?:数据中心|资源库|资源馆|资源圃|资源中心|数据共享服务平台|共享服务平台|平台|中心|库|馆|圃)$/,
      '',
    );
  return stem === '' ? [] : naming.zh.map(({ value }) => value.pattern.replace('{field}', stem));
}

function checkTaken(naming: NamingTheme, zh: string, taken: readonly string[], because: Because): void {
  const key = sameNameKey(naming, zh);
  const clash = taken.find((name) => sameNameKey(naming, name) === key);
  if (clash !== undefined) because('zh', 'name.taken', 'refused', { rule: naming.unique, name: clash });
}

/** @returns the English name that goes with the Chinese one, its field taken from what was written */
function checkEn(naming: NamingTheme, en: string | undefined, fitted: Fitted | undefined, because: Because): string[] {
  const rule = naming.en;
  if (!rule) return [];
  const wanted = fitted?.rule.value.en;
  if (en === undefined) {
    if (rule.value.needed)
      because('en', 'name.en_missing', 'refused', {
        rule,
        form: (wanted ?? formsEn(naming)[0] ?? '').replace('{field}', 'XX'),
      });
    return [];
  }
  if (PLACEHOLDER_EN.test(en)) {
    because('en', 'name.placeholder', 'refused', { rule });
    return [];
  }
  const read = fieldOf(naming, en);
  if (wanted === undefined) {
    if (read === undefined)
      because('en', 'name.en_off_list', naming.open.value ? 'approval' : 'refused', {
        rule,
        forms: formsEn(naming)
          .map((form) => form.replace('{field}', 'XX'))
          .join(', '),
      });
    return [];
  }
  const field = read?.field ?? '';
  const expected = field === '' ? wanted.replace('{field}', '…') : wanted.replace('{field}', field);
  if (field !== '' && expected === en) return [];
  const other = naming.open.value && read === undefined;
  because('en', 'name.pair', other ? 'approval' : 'refused', {
    rule,
    zh_form: fitted!.rule.value.pattern.replace('{field}', '××'),
    expected,
  });
  return [expected];
}

const formsEn = (naming: NamingTheme): string[] => [
  ...new Set(naming.zh.flatMap(({ value }) => (value.en === undefined ? [] : [value.en]))),
];

/** The field of an English name by any of the forms, the longest ending first; spelling and style of others are seen through. */
function fieldOf(naming: NamingTheme, en: string): { field: string } | undefined {
  const text = en.replaceAll(/\bCentre\b/gi, 'Center');
  const parts = formsEn(naming)
    .map((form) => form.split('{field}') as [string, string])
    .toSorted((a, b) => b[1].length - a[1].length);
  for (const [before, after] of parts) {
    if (!text.toLowerCase().endsWith(after.toLowerCase())) continue;
    let field = text.slice(0, text.length - after.length).trim();
    const first = before.trim().split(' ')[0]!;
    if (field.toLowerCase().startsWith(before.trim().toLowerCase())) field = field.slice(before.trim().length).trim();
    else if (field.toLowerCase().startsWith(first.toLowerCase())) field = field.slice(first.length).trim();
    for (const word of naming.en?.value.field_not ?? [])
      if (field.toLowerCase().startsWith(`${word.toLowerCase()} `)) field = field.slice(word.length).trim();
    return { field };
  }
  return undefined;
}
