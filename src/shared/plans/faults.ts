import type { Citation } from '../problems.ts';

/** Something a plan lacks or says wrongly. `flag`: shown, and never a reason to refuse. */
export interface PlanFault {
  path: string;
  /** Row of a table, from 0. */
  row?: number;
  level: 'fault' | 'flag';
  code: keyof typeof planTexts;
  zh: string;
  en: string;
  cite: Citation;
}

/** What is said of faults; `{name}` is the field. */
export const planTexts = {
  blank: {
    zh: '“{name}”不能空缺，无此项内容时填“{marker}”',
    en: '“{name}” may not be left blank; say {marker} where there is nothing',
  },
  cover_blank: { zh: '封面“{name}”没有填写', en: '“{name}” on the cover is missing' },
  too_long: { zh: '{count} 字，超过 {most} 字', en: '{count} characters, more than {most}' },
  number_missing: { zh: '须填写数据：{name}', en: 'a number is missing: {name}' },
  no_number: { zh: '“{name}”不是数字：{given}', en: '“{name}” is not a number: {given}' },
  out_of_range: { zh: '“{name}”应在 {min} 至 {max} 之间', en: '“{name}” has to be between {min} and {max}' },
  no_date: {
    zh: '“{name}”不是存在的日期（年-月-日）：{given}',
    en: '“{name}” is not a date that exists (YYYY-MM-DD): {given}',
  },
  no_month: { zh: '“{name}”不是月份（年-月）：{given}', en: '“{name}” is not a month (YYYY-MM): {given}' },
  no_choice: { zh: '“{name}”不在可选项之内：{given}', en: '“{name}” is none of the choices: {given}' },
  cell_blank: { zh: '第 {row} 行缺“{name}”', en: 'row {row} lacks “{name}”' },
  row_blank: { zh: '“{row}”一行没有填写', en: 'the row “{row}” is empty' },
  rows_few: { zh: '“{name}”至少填 {least} 行', en: '“{name}” needs at least {least} row(s)' },
  share_over: { zh: '占比 {share} %，超过 100 %', en: 'share {share} %: more than 100 %' },
  share_no_base: { zh: '写了数量，没有可比总量，占比无从计算', en: 'a quantity without a total to compare it with' },
  share_differs: { zh: '所填 {given} %，按数据为 {share} %', en: '{given} % was typed, the numbers give {share} %' },
  part_over: { zh: '部分（{part}）大于总数（{whole}）', en: 'the part ({part}) is more than the whole ({whole})' },
  outside_plan: {
    zh: '“{given}”不在规划期 {from} 至 {to} 之内',
    en: '“{given}” is outside the plan period {from} to {to}',
  },
  outside_reference: {
    zh: '{count} 条不在{label}（{from} 至 {to}）之内，另列，不计入',
    en: '{count} row(s) outside {label} ({from} to {to}): listed apart, not counted',
  },
  no_facts: {
    zh: '{label}（{from} 至 {to}）内没有运行服务记录，{sections} 也没有填“{marker}”',
    en: 'no services in {label} ({from} to {to}), and {sections} do not say {marker}',
  },
  sum_differs: { zh: '合计 {sum}，与“{name}” {total} 不同', en: 'the sum {sum} is not “{name}” {total}' },
  target_missing: { zh: '{span}没有工作目标', en: '{span} has no target' },
  indicator_missing: { zh: '{span}没有考核指标', en: '{span} has no assessment indicator' },
  indicator_words: { zh: '{span}的考核指标须有量化指标', en: '{span} needs quantified indicators' },
  aspect_missing: {
    zh: '“{name}”没有工作目标和考核指标，也没有填“{marker}”',
    en: '“{name}” has no targets and indicators and does not say {marker}',
  },
  none_reason: {
    zh: '填“{marker}”的，指标表须注明不适用的理由',
    en: 'with {marker} the table of indicators needs the reason why it does not apply',
  },
  none_and_more: {
    zh: '填了“{marker}”，又填了其他内容；以“{marker}”为准',
    en: 'says {marker} and something else; {marker} counts',
  },
  yearly_sum: { zh: '“{name}”各年合计 {sum}，五年总体为 {total}', en: '“{name}”: yearly sum {sum}, overall {total}' },
  row_over: {
    zh: '{span} {given} 万元，超过每年 {most} 万元',
    en: '{span}: {given} × 10,000 yuan is above the {most} × 10,000 yuan per year limit',
  },
  overlap: { zh: '“{given}”已在“{name}”中列支，疑重复', en: '“{given}” is also paid for under “{name}”: it overlaps' },
  not_covered: { zh: '没有指标对应{what}', en: 'no indicator answers {what}' },
  expected: { zh: '没有写“{name}”', en: '“{name}” is missing' },
  name_differs: { zh: '与申报名称“{other}”不同', en: 'is not the name applied for, “{other}”' },
  name_prefix: {
    zh: '与申报名称“{other}”只有前缀写法不同，视为相同',
    en: 'differs from the name applied for, “{other}”, by the prefix only: taken as the same',
  },
  host_differs: { zh: '与登记的依托单位“{other}”不同', en: 'is not the host of the register, “{other}”' },
  head_differs: { zh: '与申报的负责人“{other}”不同', en: 'is not the head of the application, “{other}”' },
  no_phone: {
    zh: '不是电话号码（手机 11 位，或带区号的固定电话）：{given}',
    en: 'is no phone number (11 digits, or a landline with area code): {given}',
  },
  no_email: { zh: '不是电子邮件地址：{given}', en: 'is no e-mail address: {given}' },
  date_future: { zh: '填报日期 {given} 在提交日之后', en: 'the date {given} is after the submission' },
  date_early: {
    zh: '填报日期 {given} 在本轮开始（{from}）之前',
    en: 'the date {given} is before the round’s start ({from})',
  },
  address_part: { zh: '单位详细地址缺{part}', en: '{part} missing in the address' },
} as const;

type Params = Readonly<Record<string, string | number>>;

/** Makes a fault with its texts filled in. A parameter may be given in both languages as `{ zh, en }`. */
export function planFault(
  code: keyof typeof planTexts,
  at: { path: string; row?: number | undefined; cite: Citation; level?: 'fault' | 'flag' },
  params: Readonly<Record<string, string | number | { zh: string; en: string }>> = {},
): PlanFault {
  const inLang = (lang: 'zh' | 'en'): Params =>
    Object.fromEntries(
      Object.entries(params).map(([key, value]) => [key, typeof value === 'object' ? value[lang] : value]),
    );
  const say = (lang: 'zh' | 'en'): string => {
    const known = inLang(lang);
    return planTexts[code][lang].replaceAll(/\{(\w+)\}/g, (_, key: string) => String(known[key] ?? ''));
  };
  return {
    path: at.path,
    ...(at.row !== undefined && { row: at.row }),
    level: at.level ?? 'fault',
    code,
    zh: say('zh'),
    en: say('en'),
    cite: at.cite,
  };
}
