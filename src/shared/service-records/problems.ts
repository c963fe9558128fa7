import { defineProblems } from '../problems.ts';

export const recordProblem = defineProblems({
  'service_records.platform_unknown': { status: 404, zh: '没有平台“{code}”', en: 'There is no platform “{code}”' },
  'service_records.unknown': { status: 404, zh: '没有这条服务记录', en: 'There is no such service record' },
  'service_records.refused': {
    status: 422,
    zh: '服务记录有 {count} 处不符合要求，未保存',
    en: 'The service record has {count} fault(s) and was not saved',
  },
  'service_records.never_deleted': {
    status: 409,
    zh: '服务记录 {number} 不能删除；有误时请更正或冲销，原记录保留',
    en: 'Service record {number} cannot be deleted: correct or reverse it, the record stays',
  },
  'service_records.not_in_force': {
    status: 409,
    zh: '服务记录 {number} 已冲销，不能再改',
    en: 'Service record {number} was reversed and cannot be changed any more',
  },
  'service_records.no_loan': {
    status: 409,
    zh: '不是未归还的借用，或归还日期不在借出日与今天之间',
    en: 'This is no loan that is out, or the day lies before it was given or after today',
  },
  'service_records.not_receiver': {
    status: 403,
    zh: '只有这项服务的接收人可以评价和登记成果',
    en: 'Only the receiver of this service may rate it and report what came of it',
  },
  'service_records.rated_already': {
    status: 409,
    zh: '这项服务已评价，每项服务只评价一次',
    en: 'The service was rated already; it is rated once',
  },
  'service_records.not_delivered': {
    status: 409,
    zh: '这项服务没有有效的交付记录，不能评价',
    en: 'The service has no record in force: it cannot be rated',
  },
  'service_records.rating_unknown': { status: 404, zh: '没有这条评价', en: 'There is no such rating' },
  'service_records.use_unknown': { status: 404, zh: '没有这项成果', en: 'There is no such work' },
  'service_records.use_refused': {
    status: 422,
    zh: '成果有 {count} 处不符合要求，未登记',
    en: 'The work has {count} fault(s) and was not entered',
  },
  'service_records.reason_needed': { status: 422, zh: '不计入须说明理由', en: 'Say why it does not count' },
  'service_records.bibliography_unknown': {
    status: 422,
    zh: '认不出文献格式：请用 BibTeX、RIS 或 CSL JSON',
    en: 'The form of the bibliography is not known: use BibTeX, RIS or CSL JSON',
  },
  'service_records.bibliography_too_large': {
    status: 422,
    zh: '文献文件超过 {limit} MB 或 {entries} 条',
    en: 'The bibliography has more than {limit} MB or {entries} entries',
  },
  'service_records.table_unknown': {
    status: 422,
    zh: '表中没有“服务日期”“服务类型”“服务内容”和“单位性质”列，不是服务记录表',
    en: 'The table has no columns for date, kind, content and kind of unit: it is none of service records',
  },
  'service_records.table_too_long': {
    status: 422,
    zh: '一次最多导入 {limit} 行，请分成几个文件',
    en: 'At most {limit} rows at a time: divide the table',
  },
});
