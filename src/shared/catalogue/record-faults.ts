import { type Bilingual, fill, type Lang, type Params, pick } from '../i18n.ts';
import { IDENTIFIER_PROBLEMS, type IdentifierProblem } from './identifier-problems.ts';

/**
 * What can be wrong or doubtful with the content of a record; `{…}` from the fault's params. A param that differs by
 * language comes twice, as `{x_zh}` and `{x_en}`.
 */
const OWN = {
  // Cells
  'record.not_a_value': {
    zh: '不是可以保存的内容（应为文字、数字或是否）',
    en: 'Not a value that can be kept (text, number or yes/no)',
  },
  'record.field_unknown': {
    zh: '本类型没有字段“{name}”，该项未采用',
    en: 'The type has no field “{name}”; it was left out',
  },
  'record.control_removed': {
    zh: '含不可见的控制字符，已去除 {count} 个',
    en: 'Held {count} invisible control character(s), which were removed',
  },
  'record.placeholder': {
    zh: '“{given}”表示没有填写，按空白处理',
    en: '“{given}” means that nothing is known and was taken as empty',
  },
  'record.too_long': {
    zh: '共 {length} 个字符，超过 {max} 个字符的上限',
    en: 'Has {length} characters; at most {max} are taken',
  },
  'record.too_many_values': {
    zh: '填有 {count} 个值，最多 {max} 个',
    en: 'Has {count} values; at most {max} are taken',
  },
  'record.pattern': {
    zh: '“{given}”不符合要求的形式：{help_zh}',
    en: '“{given}” does not have the form asked for: {help_en}',
  },
  'record.forbidden': {
    zh: '不得填写，该行未采用：{why_zh}',
    en: 'Nothing may be entered here, the record is refused: {why_en}',
  },
  'record.person_number': {
    zh: '含有居民身份证号码，不得录入',
    en: 'Holds the number of an identity card, which must not be entered',
  },
  'record.group_size': {
    zh: '{given} 不足 {least}，不构成汇总信息，不予登记',
    en: '{given} is fewer than {least}: that is no aggregate and cannot be entered',
  },
  // Numbers and yes/no
  'record.not_a_number': { zh: '“{given}”不是数字', en: '“{given}” is not a number' },
  'record.not_an_integer': { zh: '“{given}”不是整数', en: '“{given}” is not a whole number' },
  'record.out_of_range': {
    zh: '{given} 超出允许的范围（{range}）',
    en: '{given} is outside the range allowed ({range})',
  },
  'record.not_a_boolean': { zh: '“{given}”不是“是”或“否”', en: '“{given}” is neither yes nor no' },
  // Dates
  'record.date_form': {
    zh: '无法识别的日期“{given}”，请写作 {form}',
    en: '“{given}” is not readable as a date; write {form}',
  },
  'record.date_impossible': {
    zh: '没有“{given}”这一天，请核对年、月、日',
    en: 'There is no such date as “{given}”; check year, month and day',
  },
  'record.date_ambiguous': {
    zh: '“{given}”的日、月次序不明，请写作 {form}',
    en: 'Day and month of “{given}” cannot be told apart; write {form}',
  },
  'record.date_incomplete': {
    zh: '“{given}”缺少月或日，这里须填完整日期 {form}',
    en: '“{given}” lacks month or day; a whole date is needed, {form}',
  },
  'record.interval_order': { zh: '“{given}”的结束早于开始', en: '“{given}” ends before it begins' },
  // Codes
  'record.code_unknown': {
    zh: '代码表中没有“{given}”，是否为“{nearest}”？',
    en: '“{given}” is not in the code list; is “{nearest}” meant?',
  },
  'record.code_unlisted': {
    zh: '代码表中没有“{given}”，可填：{some}',
    en: '“{given}” is not in the code list; choose from: {some}',
  },
  'record.code_form': { zh: '“{given}”不是代码，形式应为 {form}', en: '“{given}” is not a code of the form {form}' },
  'record.code_obsolete': {
    zh: '“{given}”已停用，改为“{successor}”',
    en: '“{given}” is obsolete and was replaced by “{successor}”',
  },
  'record.code_former': {
    zh: '“{given}”已停用，没有唯一的现行代码，原样保留，请核对',
    en: '“{given}” is obsolete without a single successor; it was kept, please check',
  },
  'record.country_numeric': {
    zh: '“{given}”不是 ISO 3166-1 三位字母代码，可能出自其他编码，未采用',
    en: '“{given}” is no alpha-3 code of ISO 3166-1, perhaps one of another system; it was left out',
  },
  'record.region_coarser': {
    zh: '地区表中没有“{given}”，采用其上级“{taken}”',
    en: '“{given}” is not in the list of regions; “{taken}” above it was taken',
  },
  // Places
  'record.coordinate_form': {
    zh: '无法识别的{axis_zh}“{given}”，请用十进制度，例如 {form}',
    en: '“{given}” is not readable as a {axis_en}; use decimal degrees such as {form}',
  },
  'record.coordinate_range': {
    zh: '{axis_zh} {given} 超出 {range} 的范围',
    en: 'The {axis_en} {given} is outside {range}',
  },
  'record.coordinates_zero': {
    zh: '经纬度均为 0，视为未知，未采用',
    en: 'Latitude and longitude are both 0: taken as unknown and left out',
  },
  // Addresses
  'record.url': {
    zh: '“{given}”不是完整的网址（须以 http:// 或 https:// 开头）',
    en: '“{given}” is not a complete address (starting with http:// or https://)',
  },
  'record.email': { zh: '“{given}”不是电子邮箱地址', en: '“{given}” is not an e-mail address' },
  'record.phone': { zh: '“{given}”不是电话号码', en: '“{given}” is not a phone number' },
  // The record as a whole
  'record.required': { zh: '必须填写', en: 'Must be filled in' },
  'record.no_key': {
    zh: '无法识别这条记录：编号（{key_zh}）和识别内容（{content_zh}）均未填写',
    en: 'Nothing tells this record from others: neither its number ({key_en}) nor {content_en} is filled in',
  },
  'record.no_title': {
    zh: '没有名称，也无法由其他字段生成：请填写 {fields_zh}',
    en: 'There is no title and none can be made: fill in {fields_en}',
  },
  'record.when_unmet': {
    zh: '仅当“{other_zh}”为 {values_zh} 时填写，该项未采用',
    en: 'Applies only where “{other_en}” is {values_en}; it was left out',
  },
  // Checks over several fields
  'record.both': { zh: '应与“{other_zh}”同时填写', en: 'Belongs together with “{other_en}”, which is empty' },
  'record.agrees_with_dms': {
    zh: '{given} 与“{other_zh}”的 {dms}（合 {degrees} 度）不一致，请核对',
    en: '{given} does not agree with {dms} in “{other_en}” ({degrees} degrees); please check',
  },
  'record.in_order': {
    zh: '{given} 晚于“{other_zh}”的 {other_value}，请核对',
    en: '{given} is later than {other_value} in “{other_en}”; please check',
  },
  'record.in_order_number': {
    zh: '{given} 大于“{other_zh}”的 {other_value}，请核对',
    en: '{given} is greater than {other_value} in “{other_en}”; please check',
  },
  'record.not_future': {
    zh: '{given} 在今天（{today}）之后，请核对',
    en: '{given} lies after today ({today}); please check',
  },
  'record.wanted': {
    zh: '未填写；与其他平台交换数据时需要此项',
    en: 'Empty, but needed to exchange data with other platforms',
  },
  'record.exception_explained': {
    zh: '选择了开放例外，须填写依据（法律法规条款或批准文号）',
    en: 'An exception from openness needs its basis (article of law or number of the approval)',
  },
  'record.exception_review': {
    zh: '开放例外应有复核日期，到期重新判断是否开放',
    en: 'An exception from openness should have a date when it is looked at again',
  },
  'record.cstr_type': {
    zh: '标识中的资源类型代码 {given} 与本类型的 {expected} 不一致，请核对',
    en: 'The type code {given} in the identifier is not that of this type, {expected}; please check',
  },
  'record.at_least': {
    zh: '{given} 低于科技资源调查的起点 {threshold}{unit}，请核对',
    en: '{given} is below {threshold}{unit}, where the national survey begins; please check',
  },
} as const satisfies Record<string, Bilingual>;

/** `record.identifier.cstr_agency` and so on: an identifier with the reason why it is none. */
export type RecordIdentifierFault = `record.${IdentifierProblem}`;

const IDENTIFIERS = Object.fromEntries(
  Object.entries(IDENTIFIER_PROBLEMS).map(([problem, { zh, en }]) => [
    `record.${problem}`,
    { zh: `标识“{given}”有误：${zh}`, en: `Identifier “{given}”: ${en}` },
  ]),
) as Record<RecordIdentifierFault, Bilingual>;

export type RecordFaultCode = keyof typeof OWN | RecordIdentifierFault;
export const RECORD_FAULTS: Readonly<Record<RecordFaultCode, Bilingual>> = { ...OWN, ...IDENTIFIERS };

/** A fault of a record in words; a code that is not known here as it is. */
export function recordFaultText(code: string, params: Params, lang: Lang): string {
  const text = (RECORD_FAULTS as Readonly<Record<string, Bilingual>>)[code];
  return text ? fill(pick(text, lang), params) : code;
}
