import { expect, test } from 'vitest';
import { checkRecord } from './check-record.ts';
import { sampleType } from './testing/sample-type.ts';
import { typeFromView, type TypeView, typeView } from './type-view.ts';

const TYPE = sampleType();
const sent = (view: TypeView): TypeView => JSON.parse(JSON.stringify(view)) as TypeView;
const FACTS = { today: '2026-11-24' };

test('a type goes to the browser and back without loss', () => {
  const view = typeView(TYPE);
  expect(sent(view)).toEqual(view);
  const back = typeFromView(sent(view));
  expect(typeView(back)).toEqual(view);
  expect(back.fields).toEqual(TYPE.fields);
  expect([...back.byId.keys()]).toEqual([...TYPE.byId.keys()]);
  expect(view.references.country?.[0]).toEqual({ value: 'CHN', zh: '中国', en: 'China' });
});

test('both sides check alike', () => {
  const back = typeFromView(sent(typeView(TYPE)));
  for (const given of [
    {
      text: '样本',
      code: '绯红',
      colours: ['红色'],
      country: 'ZAR',
      region: '湖北省',
      discipline: '21030',
      latitude: 91,
    },
    { text: '样本', number: '1', code: 'rad', interval: '2020-03/2020-02', exception: 'red' },
    { text: '样本', number: '1', code: 'R', start: '2030' },
    {},
  ])
    expect(checkRecord(back, given, FACTS)).toEqual(checkRecord(TYPE, given, FACTS));
});

test('lists that no field uses are not sent', () => {
  const bare = sampleType({
    fields: [{ id: 'text', group: 'main', kind: 'text', label: { zh: '甲', en: 'A' } }],
    key: [['text']],
    content_key: ['text'],
    title: ['{text}'],
    title_en: [],
    checks: [],
  });
  expect(typeView(bare).references).toEqual({});
});
