import { describe, expect, test } from 'vitest';
import { checkRecord } from './check-record.ts';
import { RECORD_FAULTS, recordFaultText } from './record-faults.ts';
import type { FieldValue } from './resource-type.ts';
import { sampleType } from './testing/sample-type.ts';

const TYPE = sampleType();
const FACTS = { today: '2026-11-24' };
/** Enough to be a record. */
const BASE = { text: '样本', number: 'No. 1' };

const check = (given: Record<string, unknown>, type = TYPE) => checkRecord(type, given, FACTS);
const valueOf = (field: string, given: unknown): FieldValue | undefined => {
  const { record, faults } = check({ ...BASE, [field]: given });
  expect(faults.filter(({ severity }) => severity === 'error')).toEqual([]);
  return record!.fields[field];
};

describe('values in their normal form', () => {
  test.each<[field: string, given: unknown, kept: FieldValue | undefined]>([
    ['text', '  a\tb\n', 'a b'],
    ['text', 'e\u0301', 'é'],
    ['text', 'ＡＢ１', 'ＡＢ１'],
    ['text', 1.5, '1.5'],
    ['long_text', ' a\r\n\r\nb\u2028c ', 'a\n\nb\nc'],
    ['number', ' ＺＤＭ０００１２ ', 'ZDM00012'],
    ['words', 'a; b,c；d', ['a', 'b,c', 'd']],
    ['words', 'a，b', ['a', 'b']],
    ['words', 'a\nb\r\na', ['a', 'b']],
    ['words', ['a;b', ' c ', ''], ['a;b', 'c']],
    ['words', ' ; ；', undefined],
    ['integer', '１２', 12],
    ['integer', '1,234', 1234],
    ['integer', '12.0', 12],
    ['decimal', '−1.50', -1.5],
    ['decimal', '-0', 0],
    ['decimal', '1e3', 1000],
    ['decimal', '', undefined],
    ['decimal', 2.5, 2.5],
    ['height', '35 米', 35],
    ['height', '1,035m', 1035],
    ['price', '１２.５万', 12.5],
    ['boolean', '是', true],
    ['boolean', 'No', false],
    ['boolean', '无', false],
    ['boolean', 1, true],
    ['boolean', false, false],
    ['date', '2020/2/3', '2020-02-03'],
    ['date', '2020年2月3日', '2020-02-03'],
    ['date', '２０２０年２月３号', '2020-02-03'],
    ['date', '20200203', '2020-02-03'],
    ['date', 20200203, '2020-02-03'],
    ['date', '2020-02-03T00:00:00.000Z', '2020-02-03'],
    ['date', '2020-02-02T16:00:00Z', '2020-02-03'],
    ['date', '2020-02-03 23:59:59', '2020-02-03'],
    ['date', '31/12/2020', '2020-12-31'],
    ['date', '12/31/2020', '2020-12-31'],
    ['date', '3 Feb 2020', '2020-02-03'],
    ['date', 'February 3, 2020', '2020-02-03'],
    ['date', '2020-Feb-3', '2020-02-03'],
    ['date', '0000-00-00', undefined],
    ['partial_date', '2020', '2020'],
    ['partial_date', '2020年', '2020'],
    ['partial_date', '2020.2', '2020-02'],
    ['partial_date', '202002', '2020-02'],
    ['partial_date', '20200200', '2020-02'],
    ['partial_date', 'Feb 2020', '2020-02'],
    ['mcpd_date', '1982', '1982----'],
    ['mcpd_date', '19820900', '198209--'],
    ['mcpd_date', '198209--', '198209--'],
    ['mcpd_date', '1982-09-01', '19820901'],
    ['mcpd_date', '--------', undefined],
    ['mcpd_date', '00000000', undefined],
    ['mcpd_date', '0', undefined],
    ['interval', '2009-02-20T08:40Z', '2009-02-20T08:40Z'],
    ['interval', '1963-03-08T14:07-0600', '1963-03-08T14:07-06:00'],
    ['interval', '1900/1909', '1900/1909'],
    ['interval', '2007-11-13/15', '2007-11-13/2007-11-15'],
    ['interval', '2007-11-13/12-01', '2007-11-13/2007-12-01'],
    ['interval', '2020/2/3', '2020-02-03'],
    ['interval', '2020年2月3日至2020年2月5日', '2020-02-03/2020-02-05'],
    ['interval', '2007-03-01T13:00:00Z/2008-05-11T15:30:00Z', '2007-03-01T13:00:00Z/2008-05-11T15:30:00Z'],
    ['code', 'RED', 'red'],
    ['code', '红色', 'red'],
    ['code', 300, '300'],
    ['code', '300.0', '300'],
    ['code', '300 - Landrace', '300'],
    ['code', '无', 'none'],
    ['code', '-', undefined],
    ['colours', '红色；blue', ['red', 'blue']],
    ['country', 'cn', 'CHN'],
    ['country', '中华人民共和国', 'CHN'],
    ['country', 'NA', 'NAM'],
    ['region', '湖北省武汉市', '420100'],
    ['region', '4201', '420100'],
    ['region', '420100000000', '420100'],
    ['region', 330100, '330100'],
    ['region', '湖北省武汉市洪山区', '420100'],
    ['discipline', '农学', '210'],
    ['discipline', '210.30', '21030'],
    ['discipline', '2103010', '2103010'],
    ['discipline', '21030 作物学', '21030'],
    ['latitude', '23.4333', 23.4333],
    ['latitude', '23°26′N', 23.433333],
    ['latitude', `23°26'15.5"S`, -23.437639],
    ['latitude', '北纬23°26′', 23.433333],
    ['longitude', '东经113.5度', 113.5],
    ['longitude', 'W 71 30 00', -71.5],
    ['longitude', '113.5E', 113.5],
    ['scientific_name', 'Oryza　 sativa\u00a0L.', 'Oryza sativa L.'],
    ['url', 'HTTPS://例子.测试/路径?a=1', 'https://例子.测试/路径?a=1'],
    ['url', 'www.example.org/a', 'http://www.example.org/a'],
    ['email', 'mailto:a.b@example.org', 'a.b@example.org'],
    ['phone', '０２７－8788 0000 转 12', '027-8788 0000 转 12'],
    ['identifier', 'CSTR：31253.11.x', '31253.11.x'],
    ['doi', 'https://doi.org/10.1000/182', '10.1000/182'],
    ['others', 'doi:10.1000/182; 本馆 A-1; hdl:20.1000/100', ['DOI:10.1000/182', '本馆 A-1', 'hdl:20.1000/100']],
    ['institute', 'ｃｈｎ００１', 'CHN001'],
    ['soft', 'about 3', 'about 3'],
  ])('%s: %j', (field, given, kept) => {
    expect(valueOf(field, given)).toEqual(kept);
  });
});

type Row = [
  code: string,
  severity: 'error' | 'warning',
  field: string | null,
  given: Record<string, unknown>,
  words: string,
];
const TROUBLE: Row[] = [
  ['record.not_a_value', 'error', 'text', { text: { a: 1 } }, '不是可以保存的内容'],
  ['record.not_a_value', 'error', 'decimal', { decimal: Number.NaN }, '不是可以保存的内容'],
  ['record.field_unknown', 'warning', null, { nonsense: 'x' }, '“nonsense”'],
  ['record.field_unknown', 'warning', null, JSON.parse('{"__proto__": "x"}'), '“__proto__”'],
  ['record.control_removed', 'warning', 'text', { text: 'a\0b\u200bc\ud800' }, '已去除 3 个'],
  ['record.forbidden', 'error', 'never', { never: 'x' }, '不得填写'],
  ['record.forbidden', 'error', 'never', { never: ['', 'x'] }, '不得填写'],
  ['record.group_size', 'error', 'people', { people: 9 }, '9 不足 10'],
  ['record.person_number', 'error', 'words', { words: ['a', '990000199003071227'] }, '居民身份证'],
  ['record.placeholder', 'warning', 'holder', { holder: 'N/A' }, '“N/A”'],
  ['record.placeholder', 'warning', 'decimal', { decimal: '不详' }, '“不详”'],
  ['record.placeholder', 'warning', 'boolean', { boolean: '未知' }, '“未知”'],
  ['record.placeholder', 'warning', 'code', { code: '不详' }, '“不详”'],
  ['record.too_long', 'error', 'text', { text: '长'.repeat(2001) }, '共 2001 个字符'],
  ['record.too_long', 'error', 'words', { words: ['x'.repeat(21)] }, '超过 20 个字符'],
  ['record.too_long', 'error', 'long_text', { long_text: 'x'.repeat(10_000_000) }, '超过 50000'],
  ['record.too_long', 'error', 'words', { words: 'x;'.repeat(5_000_000) }, '超过 400000'],
  ['record.too_long', 'error', 'number', { number: 'x'.repeat(401) }, '超过 400 个字符'],
  ['record.too_many_values', 'error', 'text', { text: ['a', 'b'] }, '填有 2 个值，最多 1 个'],
  ['record.too_many_values', 'error', 'words', { words: 'a;'.repeat(1001) }, '最多 1000 个'],
  ['record.pattern', 'error', 'institute', { institute: 'CH1' }, '三个字母和三位数字'],
  ['record.pattern', 'warning', 'soft', { soft: 'about 3' }, '^\\d+$'],
  ['record.not_a_number', 'error', 'decimal', { decimal: '1/2' }, '“1/2”不是数字'],
  ['record.not_a_number', 'error', 'decimal', { decimal: '0xff' }, '“0xff”'],
  ['record.not_a_number', 'error', 'decimal', { decimal: '1e400' }, '“1e400”'],
  ['record.not_a_number', 'error', 'height', { height: '35 kg' }, '“35 kg”'],
  ['record.not_an_integer', 'error', 'integer', { integer: '1.5' }, '不是整数'],
  ['record.out_of_range', 'error', 'small', { small: '10' }, '1 … 9'],
  ['record.out_of_range', 'error', 'price', { price: -1 }, '≥ 0'],
  ['record.out_of_range', 'error', 'decimal', { decimal: '9'.repeat(30) }, '超出允许的范围'],
  ['record.not_a_boolean', 'error', 'boolean', { boolean: 'maybe' }, '“maybe”'],
  ['record.date_form', 'error', 'date', { date: '去年春天' }, 'YYYY-MM-DD'],
  ['record.date_form', 'error', 'date', { date: '43864' }, '“43864”'],
  ['record.date_impossible', 'error', 'date', { date: '20200230' }, '没有“20200230”这一天'],
  ['record.date_impossible', 'error', 'mcpd_date', { mcpd_date: '19821301' }, '“19821301”'],
  ['record.date_impossible', 'error', 'mcpd_date', { mcpd_date: '1982--01' }, '“1982--01”'],
  ['record.date_impossible', 'error', 'interval', { interval: '2020-02-30/2020-03-01' }, '2020-02-30'],
  ['record.date_impossible', 'error', 'interval', { interval: '2020-02-03T25:00' }, '25:00'],
  ['record.date_ambiguous', 'error', 'date', { date: '03/02/2020' }, '次序不明'],
  ['record.date_incomplete', 'error', 'date', { date: '2020-02' }, '缺少月或日'],
  ['record.interval_order', 'error', 'interval', { interval: '2020-03/2020-02' }, '结束早于开始'],
  ['record.code_unknown', 'error', 'code', { code: 'rad' }, '是否为“red 红色 Red”'],
  ['record.code_unlisted', 'error', 'code', { code: '铁观音' }, 'red 红色 Red; blue 蓝色 Blue'],
  ['record.code_obsolete', 'warning', 'code', { code: '绯红' }, '改为“red 红色 Red”'],
  ['record.code_obsolete', 'warning', 'country', { country: 'ZAR' }, 'COD'],
  ['record.code_former', 'warning', 'country', { country: 'SUN' }, 'SUN 苏联 USSR'],
  ['record.country_numeric', 'warning', 'country', { country: '033' }, '“033”'],
  ['record.region_coarser', 'warning', 'region', { region: '湖北省武汉市洪山区' }, '420100 武汉市'],
  ['record.coordinate_form', 'error', 'latitude', { latitude: '113°E' }, '无法识别的纬度'],
  ['record.coordinate_form', 'error', 'longitude', { longitude: '113°75′E' }, '无法识别的经度'],
  ['record.coordinate_range', 'error', 'latitude', { latitude: '91' }, '-90 … 90'],
  ['record.coordinate_range', 'error', 'longitude', { longitude: -180.5 }, '-180 … 180'],
  ['record.coordinates_zero', 'warning', 'latitude', { latitude: '0', longitude: '0.000' }, '均为 0'],
  ['record.url', 'error', 'url', { url: 'javascript:alert(1)' }, 'http://'],
  ['record.url', 'error', 'url', { url: 'https://user:pw@example.org/' }, 'http://'],
  ['record.email', 'error', 'email', { email: 'a@b' }, '“a@b”'],
  ['record.phone', 'error', 'phone', { phone: '找李老师' }, '“找李老师”'],
  ['record.required', 'error', 'must', {}, '必须填写'],
  ['record.no_key', 'error', null, { number: '', text: '', scientific_name: 'Oryza' }, '字段number'],
  ['record.no_title', 'error', null, { text: '' }, '字段text'],
  ['record.when_unmet', 'warning', 'only_red', { only_red: 'x', code: 'blue' }, '仅当“字段code”为 红色 时填写'],
  ['record.both', 'warning', 'latitude', { latitude: 1 }, '“字段longitude”'],
  ['record.agrees_with_dms', 'warning', 'latitude', { latitude: 10.5, longitude: 1, dms: '103000S' }, '合 -10.5 度'],
  ['record.in_order', 'warning', 'start', { start: '1983', end: '1982' }, '晚于'],
  ['record.in_order_number', 'warning', 'low', { low: 8, high: 7 }, '8 大于“字段high”的 7'],
  ['record.not_future', 'warning', 'start', { start: '2026-12' }, '在今天（2026-11-24）之后'],
  ['record.wanted', 'warning', 'number', { number: '' }, '交换数据'],
  ['record.exception_explained', 'error', 'basis', { exception: 'red' }, '须填写依据'],
  ['record.exception_review', 'warning', 'review', { exception: 'red', basis: '某条例第一条' }, '复核日期'],
  ['record.cstr_type', 'warning', 'identifier', { identifier: '31253.11.x' }, '11 与本类型的 05'],
  ['record.at_least', 'warning', 'price', { price: 49.9 }, '49.9 低于科技资源调查的起点 50 万元'],
  ['record.identifier.empty', 'error', 'identifier', { identifier: 'CSTR:' }, '没有填写标识'],
  ['record.identifier.placeholder', 'error', 'identifier', { identifier: 'CSTR:null' }, '占位文字'],
  ['record.identifier.unknown_scheme', 'error', 'identifier', { identifier: '甲乙丙' }, '不是可识别的标识'],
  ['record.identifier.too_long', 'error', 'identifier', { identifier: `31253.11.${'x'.repeat(300)}` }, '255'],
  ['record.identifier.space', 'error', 'doi', { doi: '10.1000/a b' }, '空格'],
  ['record.identifier.forbidden_character', 'error', 'identifier', { identifier: '31253.11.a!b' }, '“!”“?”'],
  ['record.identifier.cstr_separator', 'error', 'identifier', { identifier: 'CSTR:31253-11-x' }, '以“.”分隔'],
  ['record.identifier.cstr_agency', 'error', 'identifier', { identifier: 'CSTR:3125.11.x' }, '注册机构代码为 5 位'],
  ['record.identifier.cstr_type', 'error', 'identifier', { identifier: 'CSTR:31253.1.x' }, '2 位数字'],
  ['record.identifier.cstr_internal', 'error', 'identifier', { identifier: 'CSTR:31253.11.' }, '内部标识符'],
  ['record.identifier.doi', 'error', 'doi', { doi: 'doi:11.1000/1' }, '10.注册号/后缀'],
  ['record.identifier.handle', 'warning', 'others', { others: 'hdl:abc' }, '前缀/后缀'],
  ['record.identifier.ark', 'warning', 'others', { others: 'ark:abc' }, 'ark:机构号'],
  ['record.identifier.url', 'warning', 'others', { others: 'http://x' }, '网址不完整'],
  ['record.identifier.not_cstr', 'error', 'identifier', { identifier: 'doi:10.1000/1' }, '只能填写 CSTR'],
  ['record.identifier.not_doi', 'error', 'doi', { doi: 'CSTR:31253.11.x' }, '只能填写 DOI'],
  ['record.code_form', 'error', 'country', { country: 'China' }, 'ISO 3166-1'],
  ['record.code_form', 'error', 'region', { region: '武汉' }, 'GB/T 2260'],
  ['record.code_form', 'error', 'discipline', { discipline: '农学' }, 'GB/T 13745'],
];

/** The same type with one field that must be filled; and without the shared lists. */
const NEEDY = sampleType({
  checks: [],
  fields: [
    { id: 'text', group: 'main', kind: 'text', label: { zh: '甲', en: 'A' } },
    { id: 'number', group: 'main', kind: 'text', label: { zh: '乙', en: 'B' } },
    { id: 'must', group: 'main', kind: 'text', label: { zh: '丙', en: 'C' }, required: true },
  ],
  key: [['number']],
  content_key: ['text'],
  title: ['{text}'],
  title_en: [],
});
const BARE = sampleType({}, {});
const typeFor = (code: string) => (code === 'record.required' ? NEEDY : code === 'record.code_form' ? BARE : TYPE);

describe('what is wrong or doubtful', () => {
  test.each(TROUBLE)('%s (%s) in %s', (code, severity, field, given, words) => {
    const { record, faults } = check({ ...BASE, ...given }, typeFor(code));
    const found = faults.find((fault) => fault.code === code && fault.field === field);
    expect(faults).toContainEqual(found);
    expect(found).toMatchObject({ severity });
    expect(recordFaultText(code, found!.params, 'zh-CN')).toContain(words);
    for (const lang of ['zh-CN', 'en'] as const) {
      const text = recordFaultText(code, found!.params, lang);
      expect(text).not.toMatch(/\{\w+\}|“undefined”|\[object/);
      expect(text.length).toBeLessThan(500);
    }
    expect(record === undefined).toBe(faults.some((fault) => fault.severity === 'error'));
    if (severity === 'error') expect(record).toBeUndefined();
  });

  test('every fault there is was produced above, and has a text in both languages', () => {
    expect(new Set(TROUBLE.map(([code]) => code))).toEqual(new Set(Object.keys(RECORD_FAULTS)));
    for (const [code, { zh, en }] of Object.entries(RECORD_FAULTS)) {
      expect(zh, code).toMatch(/\p{Script=Han}/u);
      expect(en, code).toMatch(/[a-z]{3}/);
      expect(en.replace(/“[^”]*”|\{\w+\}/g, ''), code).not.toMatch(/\p{Script=Han}/u);
      expect(placeholders(en), code).toEqual(placeholders(zh));
    }
  });

  test('a thousand bad values give a few messages, not a thousand', () => {
    const { faults } = check({ ...BASE, colours: Array.from({ length: 900 }, (_, i) => `x${i}`) });
    expect(faults.filter(({ field }) => field === 'colours')).toHaveLength(5);
  });

  test('a message about a cell is not followed by what follows from it', () => {
    const { faults } = check({ text: 'x'.repeat(3000) });
    expect(faults.filter(({ severity }) => severity === 'error').map(({ code }) => code)).toEqual(['record.too_long']);
  });
});

/** Names in a text, language marks taken off. */
const placeholders = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{(\w+?)(?:_zh|_en)?\}/g)].map(([, name]) => name!))].sort();

describe('what follows from the content', () => {
  test('values that do not apply go, with what hangs on them', () => {
    const { record, faults } = check({ ...BASE, code: 'blue', only_red: 'yes', only_then: 'x' });
    expect(record!.fields).toEqual({ text: '样本', number: 'No. 1', code: 'blue' });
    expect(faults.map(({ field, code }) => [field, code])).toEqual([
      ['only_red', 'record.when_unmet'],
      ['only_then', 'record.when_unmet'],
    ]);
    expect(check({ ...BASE, code: 'red', only_red: 'yes', only_then: 'x' }).record!.fields).toMatchObject({
      only_red: 'yes',
      only_then: 'x',
    });
  });

  test('0,0 is left out, a single 0 stays', () => {
    expect(check({ ...BASE, latitude: 0, longitude: '0' }).record!.fields).toEqual(BASE);
    expect(check({ ...BASE, latitude: 0, longitude: 9 }).record!.fields).toMatchObject({ latitude: 0, longitude: 9 });
  });

  test('the first title whose fields are filled is taken, codes in words', () => {
    expect(check({ ...BASE, code: 'red' }).record!.title).toBe('样本（红色）');
    expect(check(BASE).record!.title).toBe('样本');
    const { record } = check({ ...BASE, code: 'red', scientific_name: 'Oryza sativa' });
    expect(record!.titleEn).toBe('Oryza sativa (Red)');
    expect(check(BASE).record).not.toHaveProperty('titleEn');
  });

  test('the number is the key: the first alternative that is filled, in one spelling', () => {
    const keyOf = (given: Record<string, unknown>) => check(given).record!.localKey;
    expect(keyOf({ ...BASE, number: ' No.　 1 ', holder: '甲' })).toEqual({ kind: 'number', value: 'No. 1|甲' });
    expect(keyOf({ ...BASE, number: 'ＮＯ１' })).toEqual({ kind: 'number', value: 'NO1' });
  });

  test('without a number the content is, whatever the case', () => {
    const keyOf = (given: Record<string, unknown>) => check(given).record!.localKey;
    expect(keyOf({ text: 'Ab' })).toEqual({ kind: 'content', value: '["ab",null]' });
    expect(keyOf({ text: 'AB', country: '中国' })).toEqual({ kind: 'content', value: '["ab","chn"]' });
    expect(keyOf({ text: 'ab', country: 'cn' })).toEqual(keyOf({ text: ' AB ', country: 'CHN' }));
  });

  test('quality is the share of the minimum set that applies', () => {
    expect(check({ text: 'x' }).record!.quality).toBe(0);
    expect(check(BASE).record!.quality).toBe(33);
    expect(check({ ...BASE, code: 'red' }).record!.quality).toBe(25);
    expect(check({ ...BASE, colours: 'red', start: '2020' }).record!.quality).toBe(100);
    expect(check({ text: 'a', must: 'b' }, NEEDY).record!.quality).toBe(100);
  });
});
