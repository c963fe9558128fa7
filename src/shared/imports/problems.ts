import { defineProblems } from '../problems.ts';

/** What refuses a whole file or batch; faults of single rows are in `faults.ts`. */
export const importsProblem = defineProblems({
  'imports.not_a_table': {
    status: 422,
    zh: '文件不是可识别的表格。请使用 CSV、TSV 或 XLSX',
    en: 'The file is no table this program knows. Use CSV, TSV or XLSX',
  },
  'imports.other_format': {
    status: 422,
    zh: '文件为 {format}，不能直接导入。请另存为 XLSX 或 CSV（UTF-8）后再导入',
    en: 'The file is {format} and cannot be imported. Save it as XLSX or CSV (UTF-8) first',
  },
  'imports.encoding_unknown': {
    status: 422,
    zh: '文件自第 {line} 行起既不是 UTF-8，也不是 GB18030（GBK）或 UTF-16 编码。请另存为 CSV UTF-8 后再导入',
    en: 'From line {line} on the file is neither UTF-8 nor GB18030 (GBK) nor UTF-16. Save it as CSV UTF-8 first',
  },
  'imports.empty_file': { status: 422, zh: '文件中没有数据', en: 'The file holds no data' },
  'imports.heading_too_long': {
    status: 422,
    zh: '表头所在的行超过 {limit} 字节，文件可能不是表格',
    en: 'The heading row is longer than {limit} bytes; the file may not be a table',
  },
  'imports.workbook_damaged': {
    status: 422,
    zh: '工作簿已损坏或不符合 XLSX 格式（{detail}）。请用表格软件打开并另存后再导入',
    en: 'The workbook is damaged or is no proper XLSX ({detail}). Open it in a spreadsheet program and save it again',
  },
  'imports.workbook_too_large': {
    status: 422,
    zh: '工作簿中的“{part}”展开后超过 {limit} MiB。请另存为 CSV 后再导入',
    en: 'Part “{part}” of the workbook unpacks to more than {limit} MiB. Save it as CSV instead',
  },
  'imports.sheet_unknown': {
    status: 422,
    zh: '工作簿中没有工作表“{sheet}”，现有：{sheets}',
    en: 'The workbook has no sheet “{sheet}”; there are: {sheets}',
  },
  'imports.no_heading': {
    status: 422,
    zh: '前 {rows} 行中没有找到与“{type}”字段对应的表头。请对照模板，或指定列与字段的对应关系',
    en: 'No heading in the first {rows} rows matches a field of “{type}”. Compare with the template or map the columns',
  },
  'imports.field_twice': {
    status: 422,
    zh: '有多列对应同一字段“{field}”：{columns}',
    en: 'Several columns are mapped to the same field “{field}”: {columns}',
  },
  'imports.heading_twice': {
    status: 422,
    zh: '表头“{column}”出现了多次，无法确定取哪一列。请改名或删除多余的列',
    en: 'The heading “{column}” occurs more than once. Rename or remove the other column',
  },
  'imports.field_unknown': {
    status: 422,
    zh: '“{type}”没有字段“{field}”（对应于列“{column}”）',
    en: '“{type}” has no field “{field}” (mapped from column “{column}”)',
  },
  'imports.column_unknown': {
    status: 422,
    zh: '文件中没有列“{column}”',
    en: 'The file has no column “{column}”',
  },
  'imports.key_unmapped': {
    status: 422,
    zh: '没有列对应“{type}”的编号字段，无法区分各条记录。需要以下任一组：{fields}',
    en: 'No column gives the local number of “{type}”, so records cannot be told apart. One of these is needed: {fields}',
  },
  'imports.mapping_malformed': {
    status: 422,
    zh: '对应关系文件 {file} 有误：{detail}',
    en: 'The mapping file {file} is not valid: {detail}',
  },
  'imports.type_unknown': { status: 422, zh: '没有资源类型“{type}”', en: 'There is no resource type “{type}”' },
  'imports.platform_closed': {
    status: 409,
    zh: '平台“{platform}”已终止，不能再导入资源',
    en: 'Platform “{platform}” is closed; nothing can be imported',
  },
  'imports.unknown': { status: 404, zh: '没有此导入任务', en: 'There is no such import' },
  'imports.over': {
    status: 409,
    zh: '导入已结束（{state}），不能取消',
    en: 'The import is over ({state}) and cannot be cancelled',
  },
  'imports.nothing_refused': { status: 404, zh: '没有被退回的行', en: 'No row was refused' },
  'imports.interrupted': {
    status: 500,
    zh: '导入因内部错误中止：{detail}',
    en: 'The import stopped on an internal error: {detail}',
  },
});
