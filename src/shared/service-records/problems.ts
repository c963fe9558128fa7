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
});
