import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkRecord } from '../../../shared/catalogue/check-record.ts';
import type { CheckOutcome } from '../../../shared/catalogue/checked-record.ts';
import { maskFields } from '../../../shared/catalogue/mask.ts';
import type { ResourceType } from '../../../shared/catalogue/resource-type.ts';
import { markOf } from '../../../shared/catalogue/type-variant.ts';
import { suggestMapping } from '../../../shared/imports/mapping.ts';
import { SHARED_DATA, skipNote } from '../../testing/shared-data.ts';
import { readResourceTypes } from './type-registry.ts';

const types = readResourceTypes([]);
const all = [...types.values()];
const typeOf = (id: string): ResourceType => types.get(id)!;
const TODAY = '2026-11-24';
const check = (id: string, given: Record<string, unknown>): CheckOutcome =>
  checkRecord(typeOf(id), given, { today: TODAY });

test('every kind of resource has its type', () => {
  expect([...types.keys()]).toEqual(
    `animal biocontrol dataset germplasm_crop germplasm_forest human_genetic instrument literature material
    reference_material rock_fossil service specimen strain`.split(/\s+/),
  );
});

test('every field, group and code is labelled in Chinese and in English', () => {
  const han = /\p{Script=Han}/u;
  const labels = all.flatMap((type) => [
    [type.id, type.label] as const,
    ...type.groups.map((group) => [`${type.id} ${group.id}`, group.label] as const),
    ...type.fields.map((field) => [`${type.id}.${field.id}`, field.label] as const),
    ...type.fields.flatMap(({ id, help }) => (help ? [[`${type.id}.${id} help`, help] as const] : [])),
  ]);
  expect(labels.length).toBeGreaterThan(600);
  expect(labels.filter(([, { zh, en }]) => !han.test(zh) || han.test(en)).map(([where]) => where)).toEqual([]);
  const codes = all.flatMap((type) => Object.values(type.code_lists).flat());
  expect(codes.filter(({ zh, en }) => zh.trim() === '' || han.test(en))).toEqual([]);
});

test.each(all.map((type) => [type.id, type] as const))('%s: title, key, minimum set, facet, search', (_, type) => {
  expect(type.title.length).toBeGreaterThan(0);
  expect(type.key.length).toBeGreaterThan(0);
  expect(type.content_key.length).toBeGreaterThanOrEqual(3);
  expect(type.fields.filter(({ minimum }) => minimum).length).toBeGreaterThanOrEqual(3);
  expect(type.fields.some(({ facet, group }) => facet && group !== 'basic')).toBe(true);
  expect(type.fields.some(({ search }) => search === 'title')).toBe(true);
  expect(type.fields.some(({ search }) => search === 'code')).toBe(true);
  expect(type.fields.filter(({ required }) => required)).toEqual([]);
});

test('what the rules read is in every type', () => {
  const read = [
    'share_scope',
    'funding',
    'exception_kind',
    'exception_basis',
    'exception_approval',
    'exception_review_on',
  ];
  for (const type of all)
    for (const id of [...read, 'cstr', 'declaration_officer', 'declaration_on'])
      expect(type.byId.has(id), `${type.id}.${id}`).toBe(true);
});

test('every heading a field goes by leads to that field', () => {
  const astray = all.flatMap(({ id: type, fields }) => {
    const names = fields.map(({ id, label, aliases = [] }) => [id, label.zh, label.en, ...aliases]);
    const most = Math.max(...names.map(({ length }) => length));
    return Array.from({ length: most }, (_, nth) => {
      const headings = names.flatMap((all) => all[nth] ?? []);
      const { mapping } = suggestMapping(fields, headings);
      return fields.flatMap(({ id }, i) => {
        const heading = names[i]![nth];
        return heading === undefined || mapping[heading] === id
          ? []
          : [`${type}.${id}: ${heading} → ${mapping[heading]}`];
      });
    }).flat();
  });
  expect(astray).toEqual([]);
});

test('every example is a value its field takes', () => {
  const wrong = all.flatMap((type) =>
    type.fields.flatMap(({ id, example }) => {
      if (example === undefined) return [];
      const { faults } = check(type.id, { title: '例', [id]: example, instrument_class: 'analytical' });
      return faults
        .filter(({ field, code }) => field === id && !code.endsWith('.both'))
        .map(({ code }) => `${type.id}.${id}: ${code}`);
    }),
  );
  expect(wrong).toEqual([]);
});

test('MCPD v2.1 is whole, its code lists included', () => {
  const terms =
    `PUID INSTCODE ACCENUMB COLLNUMB COLLCODE COLLNAME COLLINSTADDRESS COLLMISSID GENUS SPECIES SPAUTHOR SUBTAXA
    SUBTAUTHOR CROPNAME ACCENAME ACQDATE ORIGCTY COLLSITE DECLATITUDE LATITUDE DECLONGITUDE LONGITUDE COORDUNCERT COORDDATUM
    GEOREFMETH ELEVATION COLLDATE BREDCODE BREDNAME SAMPSTAT ANCEST COLLSRC DONORCODE DONORNAME DONORNUMB OTHERNUMB DUPLSITE
    DUPLINSTNAME STORAGE MLSSTAT REMARKS`.split(/\s+/);
  const germplasm = typeOf('germplasm_crop');
  expect(terms.filter((term) => germplasm.byId.get(term)?.map?.['mcpd'] !== term)).toEqual([]);
  const sizes = ['sampstat', 'collsrc', 'storage', 'mlsstat'].map((list) => germplasm.code_lists[list]!.length);
  expect(sizes).toEqual([21, 22, 9, 3]);
});

test('positions are coarse and site marks hidden unless the platform says so; an office’s phone is public', () => {
  const specimen = typeOf('specimen');
  const fields = {
    decimalLatitude: 30.12345,
    verbatimLatitude: '30°07′N',
    service_phone: '027-00000000',
    shelf: 'A-3',
  };
  expect(maskFields(specimen, fields).fields).toEqual({ decimalLatitude: 30.1, service_phone: '027-00000000' });
  const exact = maskFields(specimen, { ...fields, location_disclosure: 'exact' }).fields;
  expect(exact).toMatchObject({ decimalLatitude: 30.12345, verbatimLatitude: '30°07′N' });
  for (const [id, axis] of [
    ['germplasm_crop', 'DECLATITUDE'],
    ['strain', 'latitude'],
  ] as const)
    expect(maskFields(typeOf(id), { [axis]: 30.12345 }).fields).toEqual({ [axis]: 30.1 });
});

test('an instrument under the threshold is pointed out, in yuan as in ten thousand yuan', () => {
  const values = [
    { original_value: '499,999' },
    { original_value: '500000' },
    { original_value_wan: '49.9' },
    { original_value_wan: '128 万元' },
  ];
  const told = values.map((value) => {
    const { record, faults } = check('instrument', { chinese_name: '示范显微镜', ...value });
    return [record !== undefined, faults.map(({ code }) => code)];
  });
  expect(told).toEqual([
    [true, ['record.at_least']],
    [true, []],
    [true, ['record.at_least']],
    [true, []],
  ]);
  const { mapping } = suggestMapping(typeOf('instrument').fields, ['仪器原值（万元）', '仪器原值（元）']);
  expect(Object.values(mapping)).toEqual(['original_value_wan', 'original_value']);
});

test('numbers are told apart by the portal they come from', () => {
  const key = (source_portal?: string) =>
    check('dataset', { title: '甲', dataset_number: '106', source_portal }).record?.localKey;
  expect(key('甲市')).not.toEqual(key('乙市'));
  expect(key()).toEqual({ kind: 'number', value: '106' });
});

const HEADINGS: readonly [type: string, headings: string, share: number][] = [
  [
    'germplasm_crop',
    '全国统一编号,种质名称,种质外文名,科名,属名,学名,原产国,原产省,原产地,海拔,经度,纬度,保存单位,系谱,选育单位,育成年份,选育方法,种质类型,图像',
    1,
  ],
  [
    'strain',
    '菌株保藏编号,其他保藏机构编号,来源历史,收藏时间,中文名称,属名,种加词,模式菌株,生物危害程度,致病对象,传播途径,分离基物,采集地区,培养基编号,培养温度,保存方法,实物状态,共享方式,提供形式,获取途径',
    1,
  ],
  [
    'strain',
    'Accession number,Other culture collection numbers,Restrictions on use,Nagoya protocol restrictions and compliance conditions,Risk Group,Organism type,Taxon name,History of deposit,Recommended growth temperature,Recommended medium for growth,Form of supply,Geographic origin',
    1,
  ],
  [
    'specimen',
    '馆代码,条形码,科名,属名,学名,中文名,采集人,采集号,采集日期,国家,省,县,小地点,海拔,经度,纬度,生境,鉴定人,鉴定日期,模式类型',
    1,
  ],
  [
    'instrument',
    '仪器编号,仪器名称,英文名称,规格型号,生产制造商,产地国别,原值(万元),启用日期,所属单位,安放地址,主要技术指标,主要功能及特色,开放时间,参考收费标准,联系人,联系电话,电子邮箱,预约服务网址',
    1,
  ],
  [
    'dataset',
    '标识符,资源名称（中文）,资源名称(外文),描述,关键词,资源生成日期,学科分类,主题分类,资源信息链接发布地址,共享途径,共享范围,申请流程,服务机构名称,服务机构通信地址,服务机构邮政编码,服务机构联系电话,服务机构电子信箱',
    1,
  ],
  [
    'germplasm_forest',
    '种质编号,树种名称,种质名称,科名,属名,种加词,学名,植物类别,生活型,保存形式,保存价值,保存株数,保存面积（亩）,原产国,原产省,采集地点,纬度,经度,海拔,保存单位,可供情况,可供数量,共享方式,获取途径',
    1,
  ],
  [
    'animal',
    '资源编号,品种名称,外文名,别名,畜种,学名,种质类型,引种证明,引种日期,系谱,父本,母本,微生物等级,许可证号,存栏数,能繁母畜数,原产地,保种场,保存类型,共享方式,获取途径',
    1,
  ],
  [
    'biocontrol',
    '资源编号,中文名,学名,类别,防治对象,适用作物,LC50,田间防效,采集地点,采集日期,扩繁方法,释放方法,农药登记证号,保存单位,共享方式',
    1,
  ],
  [
    'rock_fossil',
    '标本号,标本名称,外文名,标本类别,化学式,晶系,硬度,产地,国家,地质年代,层位,采集人,采集日期,鉴定人,实物状态,库存位置号,保存单位,共享方式,获取途径',
    1,
  ],
  [
    'material',
    '细胞编号,细胞名称,别名,物种,组织,生长特性,培养条件,STR鉴定,支原体,代次,规格,保存单位,共享方式,获取途径',
    1,
  ],
  [
    'reference_material',
    '国家编号,标准物质名称,级别,基体,定值参数,标准值,定值方法,最小取样量,定值日期,有效期,研制单位,规格,保存条件,参考价格',
    1,
  ],
  [
    'human_genetic',
    '样本库名称,简称,法人单位,样本类型,数据类型,保存温度,样本量,受试者人数,性别,年龄下限,年龄上限,疾病,入组标准,审批号,伦理批件号,知情同意',
    1,
  ],
  ['literature', '题名,作者,作者单位,刊名,年,卷,期,页码,摘要,关键词,中图分类号,DOI,ISSN,全文链接', 1],
  [
    'service',
    '服务项目,服务类别,服务对象,服务条件,样品要求,响应时间,服务周期,收费依据,收费标准,资质,联系人,联系电话',
    1,
  ],
];
test.each(HEADINGS)('usual headings of %s find their fields: %s', (id, line, share) => {
  const headings = line.split(',');
  const { mapping } = suggestMapping(typeOf(id).fields, headings);
  const unmapped = headings.filter((heading) => mapping[heading] === null);
  expect(unmapped.length, unmapped.join(', ')).toBeLessThanOrEqual(headings.length * (1 - share));
});

interface RealFile {
  type: string;
  file: string;
  read: (path: string) => unknown[][] | Promise<unknown[][]>;
  /** Least share of columns that find their field. */
  mapped: number;
  rows: number;
  /** Least number of rows that go in: the others repeat an earlier one or are refused. */
  admitted: number;
}

const separated =
  (delimiter: string, quote: '"' | false) =>
  (path: string): string[][] =>
    parse(readFileSync(path), { delimiter, quote, relax_column_count: true, skip_empty_lines: true });

/** Without the columns that have no heading. */
const namedColumns = (read: (path: string) => string[][]) => (path: string) => {
  const rows = read(path);
  const kept = rows[0]!.flatMap((heading, i) => (heading === '' ? [] : [i]));
  return rows.map((row) => kept.map((i) => row[i] ?? ''));
};

async function workbook(path: string): Promise<unknown[][]> {
  const { sheets } = await readXlsx(readFileSync(path));
  const rows = sheets.find(({ name }) => name === 'DATA')!.rows;
  return rows.filter((row) => row.some((cell) => cell !== null && cell !== ''));
}

/** The description of a source as a table: `name_zh`, `description_en`, lists joined. */
function sources(path: string): string[][] {
  const flat = (value: unknown, name: string): [string, string][] => {
    if (Array.isArray(value)) return [[name, value.join(';')]];
    if (value === null) return [[name, '']];
    if (typeof value !== 'object') return [[name, typeof value === 'string' ? value : JSON.stringify(value)]];
    return Object.entries(value).flatMap(([key, inner]) => flat(inner, name === '' ? key : `${name}_${key}`));
  };
  const records = (JSON.parse(readFileSync(path, 'utf8')) as unknown[]).map((record) => new Map(flat(record, '')));
  const headings = [...new Set(records.flatMap((record) => [...record.keys()]))].filter(
    (name) => !/_(?:ko|vi|native)$/.test(name),
  );
  return [headings, ...records.map((record) => headings.map((name) => record.get(name) ?? ''))];
}

const FILES: readonly RealFile[] = [
  {
    type: 'germplasm_crop',
    file: '01-germplasm/grin-arachis-legumes-1000.mcpd.csv',
    read: separated(',', '"'),
    mapped: 1,
    rows: 1000,
    admitted: 1000,
  },
  {
    type: 'germplasm_crop',
    file: '01-germplasm/germinate-mcpd-example.xlsx',
    read: workbook,
    mapped: 1,
    rows: 2010,
    admitted: 2010,
  },
  {
    type: 'strain',
    file: '02-microbes/ijsem-strains-1000.csv',
    read: separated(',', '"'),
    mapped: 1,
    rows: 1000,
    admitted: 990,
  },
  {
    type: 'dataset',
    file: '08-chinese/city-datasets-with-description.tsv',
    read: separated('\t', false),
    mapped: 1,
    rows: 2517,
    admitted: 2517,
  },
  {
    type: 'dataset',
    file: '08-chinese/datagovtw-dataset-titles-5000.tsv',
    read: separated('\t', false),
    mapped: 1,
    rows: 5000,
    admitted: 4993,
  },
  {
    type: 'dataset',
    file: '08-chinese/csl-papers-500.tsv',
    read: separated('\t', false),
    mapped: 1,
    rows: 500,
    admitted: 500,
  },
  {
    type: 'dataset',
    file: '08-chinese/firstdata-sources-400.json',
    read: sources,
    mapped: 0.9,
    rows: 400,
    admitted: 400,
  },
  {
    type: 'literature',
    file: '08-chinese/csl-papers-500.tsv',
    read: separated('\t', false),
    mapped: 1,
    rows: 500,
    admitted: 500,
  },
  {
    type: 'animal',
    file: '11-animals/vbo-breeds-china.tsv',
    read: namedColumns(separated('\t', false)),
    // “Country” says again what the ISO code says.
    mapped: 0.9,
    rows: 729,
    admitted: 729,
  },
  ...['biobank', 'sampleCollection', 'study'].map((name) => ({
    type: 'human_genetic',
    file: `07-miabis-brapi/miabis-${name}.txt`,
    read: separated('\t', false),
    mapped: 1,
    rows: 1,
    admitted: 1,
  })),
  {
    type: 'specimen',
    file: '03-dwca/python-dwca-reader/dwca-simple-dir/occurrence.txt',
    read: separated('\t', false),
    mapped: 0.8,
    rows: 4,
    admitted: 3,
  },
];

test.skipIf(!existsSync(SHARED_DATA)).each(FILES)(
  `$type takes $file${skipNote(SHARED_DATA)}`,
  async ({ type, file, read, ...least }) => {
    const [first, ...rows] = await read(join(SHARED_DATA, file));
    const headings = first!.map(String);
    const { mapping } = suggestMapping(typeOf(type).fields, headings);
    const unmapped = headings.filter((heading) => mapping[heading] === null);
    expect(1 - unmapped.length / headings.length, unmapped.join(', ')).toBeGreaterThanOrEqual(least.mapped);
    expect(rows.length).toBe(least.rows);
    const keys = new Set<string>();
    const refused: unknown[] = [];
    for (const row of rows) {
      const given = Object.fromEntries(headings.map((heading, i) => [mapping[heading] ?? `- ${i}`, row[i]]));
      for (const name of Object.keys(given)) if (name.startsWith('- ')) delete given[name];
      const { record, faults } = check(type, given);
      if (record) keys.add(record.localKey.value);
      else refused.push(faults.filter(({ severity }) => severity === 'error'));
    }
    expect(keys.size, JSON.stringify(refused.slice(0, 3))).toBeGreaterThanOrEqual(least.admitted);
  },
);

test.skipIf(!existsSync(SHARED_DATA))(`no row of single samples or donors goes in${skipNote(SHARED_DATA)}`, () => {
  const [headings, ...rows] = separated('\t', false)(join(SHARED_DATA, '07-miabis-brapi/miabis-sample.txt'));
  const { mapping } = suggestMapping(typeOf('human_genetic').fields, headings!);
  const refused = rows.map((row) => {
    const cells = headings!.flatMap((heading, i) => (mapping[heading] === null ? [] : [[mapping[heading]!, row[i]]]));
    const { record, faults } = check('human_genetic', { ...Object.fromEntries(cells), title: '样本' });
    return [record, faults.some(({ code }) => code === 'record.forbidden')];
  });
  expect(refused).toEqual(rows.map(() => [undefined, true]));
});

describe('human genetic resources', () => {
  const given = { collection_name: '示范队列', collection_id: 'C1', entity_level: '样本集合' };
  const codesOf = (more: Record<string, unknown>) => {
    const { record, faults } = check('human_genetic', { ...given, ...more });
    return [record !== undefined, ...faults.filter((f) => f.severity === 'error').map(({ code }) => code)];
  };

  test('counts of fewer than ten, identity numbers and columns of persons refuse the record', () => {
    expect(codesOf({ donors: '10', sample_count: '20000' })).toEqual([true]);
    expect(codesOf({ donors: '9' })).toEqual([false, 'record.group_size']);
    // A number made for this test; its region code is none.
    expect(codesOf({ description: '联系 99000019900307123X 或 990000199003071227' })).toEqual([
      false,
      'record.person_number',
    ]);
    expect(codesOf({ description: '批号 990000199003071220' })).toEqual([true]);
    expect(codesOf({ person_name: '张三' })).toEqual([false, 'record.forbidden']);
    expect(codesOf({ sample_identity: '—' })).toEqual([true]);
  });

  test('what is refused is not quoted back', () => {
    const { faults } = check('human_genetic', { ...given, person_name: '张三丰' });
    expect(JSON.stringify(faults)).not.toContain('张三丰');
  });
});

test('a thesis is cited as D, an article as J', () => {
  const literature = typeOf('literature');
  const marks = ['article', 'thesis', undefined].map((kind) =>
    markOf(literature, kind ? { literature_kind: kind } : {}),
  );
  expect(marks).toEqual(['J', 'D', 'J']);
  const told = check('literature', { title: '论文', literature_kind: '学位论文', cstr: '35001.37.01.33142.20220037' });
  expect(told.faults.filter(({ code }) => code === 'record.cstr_type')).toEqual([]);
});

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'keyuan-types-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const TYPE = `id: pottery
label: { zh: 陶器, en: Pottery }
about: { zh: 示范类型。, en: A type for the test. }
standard: { name: Own, edition: '1' }
include: [core]
key: [[number]]
content_key: [title]
title: ['{number}']
datacite_type: PhysicalObject
gbt7714_mark: Z
groups:
  - { id: vessel, label: { zh: 器物, en: Vessel } }
fields:
  - { id: number, group: vessel, label: { zh: 器物号, en: Number }, kind: text }
`;
const faultOf = (yaml: string): string => {
  writeFileSync(join(folder, 'pottery.yaml'), yaml);
  try {
    readResourceTypes([folder]);
    return '';
  } catch (cause) {
    return (cause as Error).message;
  }
};

test('a type of one’s own is a file in a folder', () => {
  expect(faultOf(TYPE)).toBe('');
  expect(readResourceTypes([folder]).get('pottery')?.byId.get('title')?.search).toBe('title');
});

test.each([
  ['a kind that is none', 'kind: text', 'kind: pot', /pottery\.yaml:14:\d+ fields\.0\.kind: /],
  ['a group that is none', 'group: vessel', 'group: kiln', /pottery\.yaml:14:\d+ .*no group “kiln”/],
  ['a key that is no field', '[[number]]', '[[shard]]', /pottery\.yaml:6:\d+ key\.0\.0: no field “shard”/],
  ['a title from no field', "['{number}']", "['{shard}']", /pottery\.yaml:8:\d+ title\.0: no field “shard”/],
  ['a heading used twice', '器物号', '资源名称', /pottery\.yaml:14:\d+ fields: the heading “资源名称” means both/],
  [
    'a field of another type',
    'include: [core]',
    'include: [core, kiln]',
    /pottery\.yaml:5:\d+ include\.1: no common group “kiln”/,
  ],
  ['a key written twice', "edition: '1' }", "edition: '1' }\nid: jar", /pottery\.yaml:5:\d+ Map keys must be unique/],
  [
    'a word that is not in the schema',
    'gbt7714_mark: Z',
    'gbt7714_mark: Z\ncolour: red',
    /pottery\.yaml:\d+:\d+ .*colour/,
  ],
])('%s is told with file, line and column', (_, from, to, message) => {
  expect(TYPE).toContain(from);
  expect(faultOf(TYPE.replace(from, to))).toMatch(message);
});
