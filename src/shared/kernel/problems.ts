import { defineProblems } from '../problems.ts';

export const kernelProblem = defineProblems({
  'kernel.invalid_input': {
    status: 400,
    zh: '提交的内容有 {count} 处不符合要求',
    en: '{count} part(s) of the input are not valid',
  },
  'kernel.not_json': {
    status: 415,
    zh: '写操作只接受 JSON（application/json）',
    en: 'Writes must be sent as JSON (application/json)',
  },
  'kernel.not_bytes': {
    status: 415,
    zh: '上传文件须以 application/octet-stream 发送',
    en: 'Uploads must be sent as application/octet-stream',
  },
  'kernel.malformed_json': { status: 400, zh: 'JSON 格式有误', en: 'The JSON is malformed' },
  'kernel.foreign_origin': {
    status: 403,
    zh: '请求来自其他站点，已拒绝',
    en: 'The request comes from another site and was refused',
  },
  'kernel.not_found': { status: 404, zh: '没有找到所请求的内容', en: 'Nothing was found at this address' },
  'kernel.too_large': {
    status: 413,
    zh: '内容超过 {limit} 字节的上限',
    en: 'The content is larger than {limit} bytes',
  },
  'kernel.too_many_requests': {
    status: 429,
    zh: '请求过于频繁，请 {seconds} 秒后再试',
    en: 'Too many requests; try again in {seconds} s',
  },
  'kernel.sign_in_first': { status: 401, zh: '请先登录', en: 'Please sign in first' },
  'kernel.not_allowed': { status: 403, zh: '您的角色无权进行此操作', en: 'Your roles do not allow this' },
  'kernel.stale_version': {
    status: 409,
    zh: '内容已被他人修改：您依据的是第 {given} 次修改，当前为第 {current} 次',
    en: 'Changed by someone else meanwhile: you started from revision {given}, it is now {current}',
  },
  'kernel.idempotency_mismatch': {
    status: 422,
    zh: '同一 Idempotency-Key 曾用于不同的请求',
    en: 'This Idempotency-Key was used for a different request',
  },
  'kernel.idempotency_unfinished': {
    status: 409,
    zh: '同一 Idempotency-Key 的请求已执行，但未留下答复',
    en: 'The request with this Idempotency-Key was carried out, but its answer was lost',
  },
  'kernel.bad_cursor': {
    status: 400,
    zh: '翻页标记无效或不属于本次查询',
    en: 'The page cursor is invalid or belongs to another query',
  },
  'kernel.range': {
    status: 416,
    zh: '所请求的字节范围超出文件的 {size} 字节',
    en: 'The range asked for lies outside the {size} bytes of the file',
  },
  'kernel.file_unknown': { status: 404, zh: '文件不存在', en: 'There is no such file' },
  'kernel.data_folder_in_use': {
    status: 503,
    zh: '数据目录 {folder} 正被进程 {pid} 使用',
    en: 'The data folder {folder} is in use by process {pid}',
  },
  'kernel.mode_fixed': {
    status: 409,
    zh: '数据库已是正式运行（live），不能改回试用（trial）',
    en: 'The database is live and cannot go back to trial',
  },
  'kernel.move_not_empty': {
    status: 409,
    zh: '目标数据库不是空的（{table}），没有迁移任何内容；请使用一个空的数据库',
    en: 'Nothing was moved: the target is not empty ({table}); use an empty database',
  },
  'kernel.move_other_version': {
    status: 409,
    zh: '目标数据库属于另一版本（{migration}），没有迁移任何内容；请使用一个空的数据库',
    en: 'Nothing was moved: the target is of another version ({migration}); use an empty database',
  },
  'kernel.move_server_unfit': {
    status: 409,
    zh: '目标须为 PostgreSQL 15 或更新版本，编码 UTF8；现为 {version}，{encoding}',
    en: 'The target must be PostgreSQL 15 or newer with encoding UTF8; it is {version}, {encoding}',
  },
  'kernel.move_embedded_only': {
    status: 409,
    zh: '数据已在 PostgreSQL 中，不需要迁移；更换服务器请用 pg_dump 和 pg_restore',
    en: 'The data is in PostgreSQL already; use pg_dump and pg_restore to change servers',
  },
  'kernel.internal': { status: 500, zh: '系统内部错误，编号 {id}', en: 'Internal error, reference {id}' },
});
