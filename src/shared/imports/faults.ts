import type { Bilingual } from '../i18n.ts';

/** What the reader says of single rows and cells; `{…}` from the fault's params. */
export const IMPORT_FAULTS = {
  'import.ragged_row': {
    zh: '该行有 {found} 个单元格，而表头有 {expected} 列：可能有多余的分隔符，或含换行、分隔符的内容未加引号',
    en: 'The row has {found} cells but the heading has {expected}: a stray separator, or text with separators or line breaks that is not quoted',
  },
  'import.row_too_long': {
    zh: '该行超过 {limit} 字节的上限，未读取',
    en: 'The row is longer than the limit of {limit} bytes and was not read',
  },
  'import.quote_not_closed': {
    zh: '引号没有结束：从该行起直到文件末尾的内容都被当作同一个单元格',
    en: 'A quotation mark is never closed: everything from this row to the end of the file was taken for one cell',
  },
  'import.cell_error': {
    zh: '单元格是错误值 {value}',
    en: 'The cell holds the error value {value}',
  },
  'import.formula_empty': {
    zh: '公式没有保存计算结果。请在表格软件中重新计算并保存，或粘贴为数值',
    en: 'The formula has no saved result. Recalculate and save the workbook, or paste it as a value',
  },
  'import.formula_result': {
    zh: '单元格是公式，已采用保存的计算结果“{value}”',
    en: 'The cell is a formula; its saved result “{value}” was taken',
  },
  'import.json_malformed': {
    zh: '该行不是 JSON 对象（{detail}）',
    en: 'The line is no JSON object ({detail})',
  },
  'import.key_late': {
    zh: '键“{keys}”在文件前 {lines} 行中没有出现，无法对应字段。请把含该键的行移到前面',
    en: 'The keys “{keys}” do not occur in the first {lines} lines and match no field. Move a line that has them up',
  },
  'import.value_nested': {
    zh: '值是嵌套的 JSON 对象。请用文本、数字、是否或由它们组成的数组',
    en: 'The value is a nested JSON object. Use text, numbers, true or false, or an array of these',
  },
  'import.several_cut': {
    zh: '扩展中有 {count} 个值而字段只取一个，已采用第一个“{value}”',
    en: 'The extension gives {count} values for a field that takes one; the first, “{value}”, was taken',
  },
  'import.other_type': {
    zh: '该行是“{given}”类资源，不是“{type}”',
    en: 'The row is a resource of type “{given}”, not “{type}”',
  },
  'import.database_refused': {
    zh: '数据库无法保存该行内容（{detail}）',
    en: 'The database cannot keep the content of this row ({detail})',
  },
} as const satisfies Record<string, Bilingual>;

export type ImportFaultCode = keyof typeof IMPORT_FAULTS;

/** What is said of a batch as a whole, beside its counts. */
export const IMPORT_NOTES = {
  'note.encoding': { zh: '文件编码识别为 {encoding}', en: 'The file was read as {encoding}' },
  'note.sheet': { zh: '读取工作表“{sheet}”', en: 'Sheet “{sheet}” was read' },
  'note.heading_row': { zh: '以第 {row} 行为表头', en: 'Row {row} was taken for the heading' },
  'note.columns_aside': {
    zh: '以下列没有对应的字段，未导入：{columns}',
    en: 'These columns match no field and were left aside: {columns}',
  },
  'note.dataset': {
    zh: '数据集“{title}”；制作者：{creators}；发布日期：{published}；使用许可：{licence}',
    en: 'Data set “{title}”; by: {creators}; published: {published}; licence: {licence}',
  },
  'note.extension_aside': {
    zh: '扩展 {extension} 的 {rows} 行没有对应的字段，未导入',
    en: 'The {rows} rows of the extension {extension} have no field here and were left aside',
  },
  'note.rows_unjoined': {
    zh: '扩展 {extension} 有 {rows} 行不属于任何记录，未导入',
    en: '{rows} rows of the extension {extension} belong to no record and were left aside',
  },
  'note.columns_undescribed': {
    zh: '“{part}”有 {columns} 列未在 meta.xml 中说明，未导入',
    en: '“{part}” has {columns} columns that meta.xml does not describe; they were left aside',
  },
  'note.faults_cut': {
    zh: '问题过多，只保留前 {kept} 条，其余只计数',
    en: 'Too many faults: the first {kept} are kept, the others only counted',
  },
  'note.to_be_checked': {
    zh: '该平台要求他人审核，记录以草稿导入，待他人审核后发布',
    en: 'This platform asks for a check by another person: records went in as drafts, to be checked and published',
  },
  'note.twins_unchecked': {
    zh: '试导入只在前 {rows} 行内查找文件内重复的编号',
    en: 'The trial run looked for repeated numbers in the first {rows} rows only',
  },
} as const satisfies Record<string, Bilingual>;

export type ImportNoteCode = keyof typeof IMPORT_NOTES;
