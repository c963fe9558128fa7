import { defineProblems } from '../problems.ts';

/** What refuses a whole file or batch; faults of single rows are in `faults.ts`. */
export const importsProblem = defineProblems({
  'imports.not_a_table': {
    status: 422,
    zh: '文件不是可识别的表格。请使用 CSV、TSV、XLSX、JSON Lines 或达尔文核心档案',
    en: 'The file is no table this program knows. Use CSV, TSV, XLSX, JSON Lines or a Darwin Core Archive',
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
  'imports.damaged': {
    status: 422,
    zh: '文件已损坏、不完整或不符合格式（{detail}）。工作簿请用表格软件打开并另存，压缩包请重新生成后再导入',
    en: 'The file is damaged, cut off or not of its format ({detail}). Save the workbook again, or make the archive anew',
  },
  'imports.part_too_large': {
    status: 422,
    zh: '文件中的“{part}”展开后超过 {limit} MiB。请分成几个文件，工作簿可另存为 CSV 后再导入',
    en: 'Part “{part}” of the file unpacks to more than {limit} MiB. Split it, or save a workbook as CSV',
  },
  'imports.xml_dtd': {
    status: 422,
    zh: '文件中的 XML 带有文档类型声明（DTD）或实体定义，不予读取。请删除该声明后再导入',
    en: 'XML in the file has a document type (DTD) or defines entities, which is never read. Remove the declaration',
  },
  'imports.archive_entries': {
    status: 422,
    zh: '压缩包中有 {count} 个以上的文件，超过 {limit} 个的上限',
    en: 'The archive holds {count} files or more; the limit is {limit}',
  },
  'imports.archive_bomb': {
    status: 422,
    zh: '“{part}”展开后超过原来的 {ratio} 倍，不是正常的数据文件，未读取',
    en: '“{part}” unpacks to more than {ratio} times its size: no proper data file, and not read',
  },
  'imports.archive_path': {
    status: 422,
    zh: '压缩包中的文件名“{path}”指向压缩包之外，未读取',
    en: 'The name “{path}” in the archive points outside of it; nothing was read',
  },
  'imports.archive_link': {
    status: 422,
    zh: '压缩包中的“{path}”是链接，未读取。请放入文件本身',
    en: '“{path}” in the archive is a link; nothing was read. Put the file itself in',
  },
  'imports.archive_clash': {
    status: 422,
    zh: '压缩包中的“{path}”与“{other}”重名（不分大小写）',
    en: '“{path}” and “{other}” in the archive have the same name, case aside',
  },
  'imports.archive_no_descriptor': {
    status: 422,
    zh: '压缩包中有 {count} 个文件而没有 meta.xml，无法确定以哪个文件为准。请加入 meta.xml，或只放一个数据文件',
    en: 'The archive holds {count} files but no meta.xml that says what they are. Add one, or leave a single table',
  },
  'imports.archive_descriptor': {
    status: 422,
    zh: 'meta.xml 不符合达尔文核心档案的规定：{detail}',
    en: 'meta.xml is no proper description of a Darwin Core Archive: {detail}',
  },
  'imports.archive_missing': {
    status: 422,
    zh: 'meta.xml 指明的文件“{path}”不在压缩包中',
    en: 'The archive lacks the file “{path}” that meta.xml names',
  },
  'imports.archive_elsewhere': {
    status: 422,
    zh: 'meta.xml 指向压缩包之外的“{path}”，未读取。请把文件放入压缩包',
    en: 'meta.xml points to “{path}” outside the archive, which is never read. Put the file in',
  },
  'imports.archive_field': {
    status: 422,
    zh: 'meta.xml 指明“{part}”的第 {index} 列（从 0 起），而该文件只有 {columns} 列',
    en: 'meta.xml names column {index} (from 0) of “{part}”, which has only {columns}',
  },
  'imports.archive_separator': {
    status: 422,
    zh: '“{part}”的分隔符“{value}”不受支持：字段以一个字符分隔，行以换行分隔',
    en: '“{part}” uses “{value}” as a separator: only one character between fields and line breaks between rows are read',
  },
  'imports.archive_encoding': {
    status: 422,
    zh: '“{part}”的内容不是所声明的编码 {encoding}，或该编码未知',
    en: '“{part}” is not in the encoding {encoding} it declares, or that is unknown',
  },
  'imports.archive_rows': {
    status: 422,
    zh: '扩展“{part}”超过 {limit} 行的上限',
    en: 'The extension “{part}” has more than {limit} rows',
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
  'imports.not_over': {
    status: 409,
    zh: '导入尚未结束，请先停止或等待完成再撤销',
    en: 'The import is not over. Stop it or wait for its end before undoing it',
  },
  'imports.nothing_to_undo': {
    status: 409,
    zh: '这次导入没有写入任何记录，无须撤销',
    en: 'The import wrote nothing, so there is nothing to undo',
  },
  'imports.undone': { status: 409, zh: '这次导入已经撤销或正在撤销', en: 'The import is undone, or being undone' },
  'imports.nothing_refused': { status: 404, zh: '没有被退回的行', en: 'No row was refused' },
  'imports.interrupted': {
    status: 500,
    zh: '导入因内部错误中止：{detail}',
    en: 'The import stopped on an internal error: {detail}',
  },
});
