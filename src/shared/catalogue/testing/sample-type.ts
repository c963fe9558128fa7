import { createCodeList } from '../code-list.ts';
import { FIELD_KINDS, type FieldSpec, type ReferenceLists, type ResourceType, typeSpec } from '../resource-type.ts';
import { composeType } from '../type-compose.ts';

/** Small shared lists, enough to be found, mistaken and obsolete. */
export const REFERENCES: ReferenceLists = {
  country: createCodeList([
    { value: 'CHN', zh: '中国', en: 'China', aliases: ['CN', '中华人民共和国'] },
    { value: 'COD', zh: '刚果（金）', en: 'DR Congo' },
    { value: 'NAM', zh: '纳米比亚', en: 'Namibia', aliases: ['NA'] },
    { value: 'ZAR', zh: '扎伊尔', en: 'Zaire', obsolete: true, successor: 'COD' },
    { value: 'SUN', zh: '苏联', en: 'USSR', obsolete: true },
  ]),
  discipline: createCodeList([
    { value: '110', zh: '数学', en: 'Mathematics' },
    { value: '210', zh: '农学', en: 'Agronomy' },
  ]),
  region: createCodeList([
    { value: '330000', zh: '浙江省', en: 'Zhejiang', aliases: ['浙江'] },
    { value: '420000', zh: '湖北省', en: 'Hubei', aliases: ['湖北'] },
    { value: '420100', zh: '武汉市', en: 'Wuhan', aliases: ['湖北省武汉市', '武汉'] },
  ]),
};

const names = (id: string): { zh: string; en: string } => ({ zh: `字段${id}`, en: `Field ${id}` });
const field = (id: string, kind: FieldSpec['kind'], more: Partial<FieldSpec> = {}): Record<string, unknown> => ({
  id,
  group: 'main',
  kind,
  label: names(id),
  ...more,
});

/** A type with a field of every kind, named after it, and with every check; changed by what is given. */
export function sampleType(more: Record<string, unknown> = {}, references: ReferenceLists = REFERENCES): ResourceType {
  const special: Partial<Record<FieldSpec['kind'], Partial<FieldSpec>>> = {
    code: { codes: 'colour' },
    identifier: { scheme: 'cstr' },
  };
  const spec = typeSpec.parse({
    id: 'sample',
    label: { zh: '样例', en: 'Sample' },
    about: { zh: '用于测试', en: 'For tests' },
    standard: { name: 'none', edition: '1' },
    include: [],
    key: [['number', 'holder'], ['number']],
    content_key: ['text', 'country'],
    title: ['{text}（{code}）', '{text}'],
    title_en: ['{scientific_name} ({code})'],
    cstr: { code: '05', verified: false },
    datacite_type: 'PhysicalObject',
    gbt7714_mark: 'Z',
    checks: [
      'zero_means_missing(latitude, longitude)',
      'both(latitude, longitude)',
      'agrees_with_dms(latitude, dms)',
      'in_order(start, end)',
      'in_order(low, high)',
      'not_future(start)',
      'wanted(number)',
      'exception_explained(exception, basis, review)',
      'cstr_type(identifier)',
      'at_least(price, 50)',
      'group_size(people, 10)',
      'no_person_numbers()',
    ],
    groups: [{ id: 'main', label: { zh: '基本', en: 'Main' } }],
    code_lists: {
      colour: [
        { value: 'red', zh: '红色', en: 'Red', aliases: ['R'] },
        { value: 'blue', zh: '蓝色', en: 'Blue' },
        { value: 300, zh: '地方品种', en: 'Landrace' },
        { value: 'none', zh: '无', en: 'None' },
        { value: 'crimson', zh: '绯红', en: 'Crimson', obsolete: true, successor: 'red' },
        { value: 'mauve', zh: '淡紫', en: 'Mauve', obsolete: true },
      ],
    },
    fields: [
      ...FIELD_KINDS.map((kind) => field(kind, kind, special[kind])),
      field('number', 'text', { search: 'code', minimum: true }),
      field('holder', 'text'),
      field('words', 'text', { many: true, separator: ';,', max: 20 }),
      field('colours', 'code', { many: true, codes: 'colour', minimum: true }),
      field('doi', 'identifier', { scheme: 'doi' }),
      field('others', 'identifier', { scheme: 'other', many: true }),
      field('small', 'integer', { min: 1, max: 9 }),
      field('price', 'decimal', { unit: '万元', min: 0 }),
      field('height', 'integer', { unit: 'm' }),
      field('institute', 'text', {
        pattern: '^[A-Z]{3}\\d{3}$',
        pattern_help: { zh: '三个字母和三位数字', en: 'three letters, three digits' },
      }),
      field('soft', 'text', { pattern: '^\\d+$', pattern_soft: true }),
      field('dms', 'text'),
      field('start', 'partial_date', { minimum: true }),
      field('end', 'mcpd_date'),
      field('low', 'decimal'),
      field('high', 'decimal'),
      field('exception', 'code', { codes: 'colour' }),
      field('basis', 'text'),
      field('review', 'date'),
      field('only_red', 'text', { when: { field: 'code', in: ['red'] }, minimum: true }),
      field('only_then', 'text', { when: { field: 'only_red', in: ['yes'] } }),
      field('people', 'integer'),
      field('never', 'text', { forbidden: names('never') }),
      field('secret', 'text', { mask: { how: 'hide', why: names('secret') } }),
      field('rough', 'decimal', {
        mask: { how: 'round', digits: 1, why: names('rough'), unless: { field: 'colours', in: ['blue'] } },
      }),
      field('rough_text', 'text', { mask: { how: 'round', why: names('rough_text') } }),
    ],
    ...more,
  });
  const { type, faults } = composeType(spec, new Map(), references);
  if (faults.length > 0) throw new Error(JSON.stringify(faults));
  return type;
}
