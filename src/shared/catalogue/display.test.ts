import { expect, test } from 'vitest';
import { displayValues, whenHolds } from './display.ts';
import type { FieldValue } from './resource-type.ts';
import { sampleType } from './testing/sample-type.ts';

const TYPE = sampleType();
const field = (id: string) => TYPE.byId.get(id)!;

test.each<[id: string, value: FieldValue, zh: string[], en: string[]]>([
  ['code', 'red', ['红色'], ['Red']],
  ['code', 'gone', ['gone'], ['gone']],
  ['colours', ['red', 'blue'], ['红色', '蓝色'], ['Red', 'Blue']],
  ['country', 'SUN', ['苏联'], ['USSR']],
  ['region', '420100', ['湖北省武汉市'], ['Wuhan, Hubei']],
  ['region', '420000', ['湖北省'], ['Hubei']],
  ['region', '330100', ['浙江省（330100）'], ['Zhejiang (330100)']],
  ['region', '990000', ['990000'], ['990000']],
  ['discipline', '210', ['农学'], ['Agronomy']],
  ['discipline', '21030', ['农学（21030）'], ['Agronomy (21030)']],
  ['mcpd_date', '198209--', ['1982-09'], ['1982-09']],
  ['mcpd_date', '19820901', ['1982-09-01'], ['1982-09-01']],
  ['boolean', true, ['是'], ['Yes']],
  ['boolean', false, ['否'], ['No']],
  ['decimal', 12345.5, ['12,345.5'], ['12,345.5']],
  ['long_text', 'a\nb', ['a\nb'], ['a\nb']],
])('%s %j in words', (id, value, zh, en) => {
  expect(displayValues(TYPE, field(id), value, 'zh-CN')).toEqual(zh);
  expect(displayValues(TYPE, field(id), value, 'en')).toEqual(en);
});

test('nothing shows as nothing', () => {
  expect(displayValues(TYPE, field('text'), undefined, 'zh-CN')).toEqual([]);
});

test('a field applies where the other one has a value asked for, alone or among several', () => {
  expect(whenHolds(field('text'), {})).toBe(true);
  expect(whenHolds(field('only_red'), {})).toBe(false);
  expect(whenHolds(field('only_red'), { code: 'red' })).toBe(true);
  expect(
    whenHolds({ ...field('only_red'), when: { field: 'colours', in: ['red'] } }, { colours: ['blue', 'red'] }),
  ).toBe(true);
});
