import { expect, test } from 'vitest';
import { headingKey, isAddedColumn, suggestMapping } from './mapping.ts';

const FIELDS = [
  {
    id: 'ACCENUMB',
    label: { zh: '种质编号', en: 'Accession number' },
    aliases: ['统一编号'],
    map: { dwc: 'catalogNumber' },
  },
  { id: 'ELEVATION', label: { zh: '海拔', en: 'Elevation' } },
  { id: 'title', label: { zh: '资源名称', en: 'Title' }, aliases: ['名称'] },
];

test('case, width, spaces, marks and units in brackets do not count', () => {
  for (const heading of [
    'accenumb',
    'ＡＣＣＥＮＵＭＢ',
    ' Accession  Number* ',
    '种质编号：',
    '统一编号',
    'catalog_number',
  ])
    expect(suggestMapping(FIELDS, [heading]).mapping[heading]).toBe('ACCENUMB');
  for (const heading of ['海拔（米）', '海拔(m)', '海拔 [m] *'])
    expect(suggestMapping(FIELDS, [heading]).mapping[heading]).toBe('ELEVATION');
  expect(headingKey('__proto__')).toBe('proto');
});

test('how a column matched is told, and a field goes to one column only: the better match', () => {
  const { mapping, matched } = suggestMapping(FIELDS, [
    '名称',
    '统一编号',
    'ACCENUMB',
    '资源名称',
    '备注',
    '__proto__',
  ]);
  expect(mapping).toMatchObject({ 名称: null, 统一编号: null, ACCENUMB: 'ACCENUMB', 资源名称: 'title', 备注: null });
  expect(matched).toMatchObject({ ACCENUMB: 'id', 资源名称: 'label', 名称: 'none', 备注: 'none' });
});

test('columns that the program adds to refused rows are known again', () => {
  expect([' 行号', '错误', '行号2'].map(isAddedColumn)).toEqual([true, true, false]);
});
