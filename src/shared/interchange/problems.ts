import { defineProblems } from '../problems.ts';

export const interchangeProblem = defineProblems({
  'interchange.format_unknown': {
    status: 400,
    zh: '没有格式“{format}”；可用：{known}',
    en: 'There is no format “{format}”; there are: {known}',
  },
  'interchange.not_acceptable': {
    status: 406,
    zh: '不能以所要求的媒体类型提供；可用：{known}',
    en: 'It cannot be had in the media types asked for; there are: {known}',
  },
  'interchange.no_such_set': { status: 404, zh: '没有集合“{set}”', en: 'There is no set “{set}”' },
  'interchange.type_unknown': { status: 422, zh: '没有资源类型“{type}”', en: 'There is no resource type “{type}”' },
  'interchange.no_agency': {
    status: 422,
    zh: '“{platform}”没有登记注册机构代码；代码由国家平台分配，取得后在平台信息中填写',
    en: '“{platform}” has no registration agency code; the registry gives it, and it is entered with the platform',
  },
  'interchange.no_type_code': {
    status: 422,
    zh: '资源类型“{type}”没有标识类型代码，不能注册',
    en: 'The resource type “{type}” has no type code and cannot be registered',
  },
  'interchange.no_public_address': {
    status: 422,
    zh: '没有设置本站的公开网址（KEYUAN_BASE_URL），标识将无处可指',
    en: 'The public address of this site is not set (KEYUAN_BASE_URL): identifiers would lead nowhere',
  },
  'interchange.nothing_to_register': {
    status: 422,
    zh: '没有可以注册的记录：须已审核或已发布、尚无标识；另有 {count} 条缺少必填信息',
    en: 'No record can be registered: it has to be checked or published without an identifier; {count} lack information',
  },
  'interchange.batch_unknown': { status: 404, zh: '没有这批标识', en: 'There is no such batch' },
  'interchange.batch_not_now': {
    status: 409,
    zh: '这批标识“{state}”，不能这样做',
    en: 'This is not possible while the batch is “{state}”',
  },
  'interchange.answer_unreadable': {
    status: 422,
    zh: '答复文件中没有标识和状态；请上传登记任务的查询结果',
    en: 'The answer holds no identifiers with a status; please give the result of the registration task',
  },
  'interchange.answer_of_another': {
    status: 422,
    zh: '答复中的 {count} 个标识都不在这批待答复的标识中',
    en: 'None of the {count} identifiers of the answer waits for one in this batch',
  },
});
