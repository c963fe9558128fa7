import { stringify } from 'csv-stringify/sync';
import { type Cell, type DataValidation, writeXlsx, type WriteSheet } from 'hucre/xlsx';
import { unitOf } from '../../../shared/catalogue/display.ts';
import type { FieldSpec, ResourceType } from '../../../shared/catalogue/resource-type.ts';
import { type Bilingual, type Lang, pick } from '../../../shared/i18n.ts';
import { headingKey } from '../../../shared/imports/mapping.ts';
import type { Download } from '../../kernel/http/mount.ts';

const WORDS = {
  data: { zh: '数据', en: 'Data' },
  help: { zh: '填写说明', en: 'Instructions' },
  codes: { zh: '代码表', en: 'Code lists' },
  required: { zh: '必填', en: 'Required' },
  key: { zh: '编号', en: 'Local number' },
  minimum: { zh: '最低要求', en: 'Minimum set' },
  column: { zh: '列', en: 'Column' },
  field: { zh: '字段代码', en: 'Field id' },
  group: { zh: '分组', en: 'Group' },
  asked: { zh: '要求', en: 'Asked for' },
  kind: { zh: '类型', en: 'Kind' },
  explained: { zh: '说明', en: 'Explanation' },
  example: { zh: '示例', en: 'Example' },
  list: { zh: '代码表', en: 'List' },
  value: { zh: '代码', en: 'Code' },
  several: { zh: '可填多项，以“{separator}”分隔', en: 'Several values, separated by “{separator}”' },
} satisfies Record<string, Bilingual>;

const KINDS: Readonly<Record<FieldSpec['kind'], Bilingual>> = {
  text: { zh: '文本', en: 'Text' },
  long_text: { zh: '长文本', en: 'Long text' },
  integer: { zh: '整数', en: 'Whole number' },
  decimal: { zh: '数值', en: 'Number' },
  boolean: { zh: '是/否', en: 'Yes or no' },
  date: { zh: '日期 YYYY-MM-DD', en: 'Date YYYY-MM-DD' },
  partial_date: { zh: '日期，可只到年或月', en: 'Date, or year or month only' },
  mcpd_date: { zh: '日期 YYYYMMDD，未知部分填 00', en: 'Date YYYYMMDD, 00 for what is unknown' },
  interval: { zh: '日期或起止日期（ISO 8601）', en: 'Date or interval (ISO 8601)' },
  code: { zh: '代码', en: 'Code' },
  country: { zh: '国家代码（ISO 3166-1，三位字母）', en: 'Country (ISO 3166-1 alpha-3)' },
  region: { zh: '行政区划代码（GB/T 2260）', en: 'Region (GB/T 2260)' },
  discipline: { zh: '学科代码（GB/T 13745）', en: 'Discipline (GB/T 13745)' },
  latitude: { zh: '纬度（十进制度）', en: 'Latitude (decimal degrees)' },
  longitude: { zh: '经度（十进制度）', en: 'Longitude (decimal degrees)' },
  scientific_name: { zh: '学名', en: 'Scientific name' },
  url: { zh: '网址', en: 'Web address' },
  email: { zh: '电子邮箱', en: 'E-mail' },
  phone: { zh: '电话', en: 'Telephone' },
  identifier: { zh: '标识符', en: 'Identifier' },
};

/** Rows of the template that offer the codes of a list. */
const OFFERED_ROWS = 5000;

/** An empty spreadsheet for a type: a column a field; the workbook also explains every field and lists the codes. */
export async function templateOf(whole: ResourceType, format: 'csv' | 'xlsx' | 'jsonl', lang: Lang): Promise<Download> {
  const type = { ...whole, fields: whole.fields.filter(({ forbidden }) => !forbidden) };
  const headings = headingsOf(type, lang);
  const name = `${pick(type.label, lang)}-${pick({ zh: '导入模板', en: 'template' }, lang)}.${format}`;
  if (format === 'csv')
    return {
      bytes: Buffer.from(stringify([headings], { bom: true, record_delimiter: '\r\n' })),
      name,
      mediaType: 'text/csv; charset=utf-8',
    };
  if (format === 'jsonl') return { bytes: exampleLine(type), name, mediaType: 'application/x-ndjson; charset=utf-8' };
  const codes = codeRows(type);
  const sheets = [
    dataSheet(type, headings, codes, lang),
    helpSheet(type, headings, lang),
    ...(codes.length > 0 ? [codeSheet(codes, lang)] : []),
  ];
  const bytes = await writeXlsx({ sheets });
  return {
    bytes: Buffer.from(bytes),
    name,
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  };
}

/** One line with every key, filled with the examples; it is to be written over. */
function exampleLine(type: ResourceType): Buffer {
  const values = type.fields.map(({ id, many, example = '' }) => [id, many ? [example] : example] as const);
  return Buffer.from(`${JSON.stringify(Object.fromEntries(values))}\n`);
}

/** Labels; where two fields have the same one, their ids. */
function headingsOf(type: ResourceType, lang: Lang): string[] {
  const labels = type.fields.map(({ label }) => pick(label, lang));
  return type.fields.map(({ id }, i) =>
    labels.filter((label) => headingKey(label) === headingKey(labels[i]!)).length > 1 ? id : labels[i]!,
  );
}

const isKey = (type: ResourceType, id: string): boolean => type.key.some((fields) => fields.includes(id));

function askedFor(type: ResourceType, field: FieldSpec, lang: Lang): string {
  const words = [field.required && WORDS.required, isKey(type, field.id) && WORDS.key, field.minimum && WORDS.minimum];
  return words
    .filter((word) => word !== undefined && word !== false)
    .map((word) => pick(word, lang))
    .join('、');
}

const fill = (rgb: string) =>
  ({ fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb } }, font: { bold: true } }) as const;

function dataSheet(type: ResourceType, headings: readonly string[], codes: readonly CodeRow[], lang: Lang): WriteSheet {
  const cells = new Map<string, Partial<Cell>>();
  type.fields.forEach((field, i) => {
    const asked = field.required || isKey(type, field.id);
    const style = fill(asked ? 'FFFFE8B3' : field.minimum ? 'FFE3F0FF' : 'FFF2F2F2');
    cells.set(`0,${i}`, {
      value: headings[i]!,
      style,
      comment: { author: '科源 Keyuan', text: explain(type, field, lang) },
    });
  });
  return {
    name: pick(WORDS.data, lang),
    rows: [[...headings]],
    cells,
    // Text columns keep 00012 and 1.10 as they are typed.
    columns: headings.map((heading) => ({
      width: Math.min(30, Math.max(12, heading.length * 2)),
      style: { numFmt: '@' },
    })),
    freezePane: { rows: 1 },
    dataValidations: type.fields.flatMap((field, i) => offered(field, i, codes, lang)),
  };
}

function offered(field: FieldSpec, index: number, codes: readonly CodeRow[], lang: Lang): DataValidation[] {
  const first = codes.findIndex(({ list }) => list === field.codes);
  if (field.codes === undefined || field.many === true || first === -1) return [];
  const last = codes.findLastIndex(({ list }) => list === field.codes);
  const column = letters(index);
  return [
    {
      type: 'list',
      formula1: `'${pick(WORDS.codes, lang)}'!$B$${first + 2}:$B$${last + 2}`,
      range: `${column}2:${column}${OFFERED_ROWS}`,
      allowBlank: true,
      // Other spellings are understood too.
      showErrorMessage: false,
    },
  ];
}

const letters = (index: number): string =>
  (index < 26 ? '' : letters(Math.floor(index / 26) - 1)) + String.fromCharCode(65 + (index % 26));

function explain(type: ResourceType, field: FieldSpec, lang: Lang): string {
  const several = field.many === true ? pick(WORDS.several, lang).replace('{separator}', field.separator ?? ';') : '';
  const parts = [
    askedFor(type, field, lang),
    pick(KINDS[field.kind], lang),
    unitOf(field, lang) ?? '',
    field.help ? pick(field.help, lang) : '',
    several,
  ];
  return parts.filter((part) => part !== '').join(lang === 'en' ? '. ' : '。');
}

function helpSheet(type: ResourceType, headings: readonly string[], lang: Lang): WriteSheet {
  const head = [
    WORDS.column,
    WORDS.field,
    WORDS.group,
    WORDS.asked,
    WORDS.kind,
    WORDS.explained,
    WORDS.example,
    WORDS.list,
  ].map((word) => pick(word, lang));
  const groups = new Map(type.groups.map(({ id, label }) => [id, pick(label, lang)]));
  const rows = type.fields.map((field, i) => [
    headings[i]!,
    field.id,
    groups.get(field.group) ?? field.group,
    askedFor(type, field, lang),
    pick(KINDS[field.kind], lang),
    explain(type, field, lang),
    field.example ?? '',
    field.codes ?? '',
  ]);
  return {
    name: pick(WORDS.help, lang),
    rows: [head, ...rows],
    cells: new Map(head.map((value, i) => [`0,${i}`, { value, style: fill('FFF2F2F2') }])),
    columns: [20, 20, 16, 16, 20, 60, 24, 16].map((width) => ({ width })),
    freezePane: { rows: 1 },
  };
}

interface CodeRow {
  list: string;
  value: string;
  zh: string;
  en: string;
}

const codeRows = (type: ResourceType): CodeRow[] => {
  const used = new Set(type.fields.map(({ codes }) => codes));
  return Object.entries(type.code_lists).flatMap(([list, codes]) =>
    used.has(list) ? codes.map(({ value, zh, en }) => ({ list, value, zh, en })) : [],
  );
};

function codeSheet(codes: readonly CodeRow[], lang: Lang): WriteSheet {
  const head = [pick(WORDS.list, lang), pick(WORDS.value, lang), '中文', 'English'];
  return {
    name: pick(WORDS.codes, lang),
    rows: [head, ...codes.map(({ list, value, zh, en }) => [list, value, zh, en])],
    cells: new Map(head.map((value, i) => [`0,${i}`, { value, style: fill('FFF2F2F2') }])),
    columns: [20, 12, 40, 40].map((width) => ({ width })),
    freezePane: { rows: 1 },
  };
}
