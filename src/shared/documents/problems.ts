import { defineProblems } from '../problems.ts';

export const documentsProblem = defineProblems({
  'documents.code_unknown': {
    status: 404,
    zh: '没有验证码为“{code}”的文件，请核对文件下方的验证码',
    en: 'There is no document with the code {code}; compare it with the foot of the document',
  },
  'documents.file_withheld': {
    status: 403,
    zh: '这份文件只供当事人和主管部门下载；验证页可核对其真伪',
    en: 'Only those concerned may download this document; the verification page tells whether a copy is genuine',
  },
  'documents.characters_missing': {
    status: 422,
    zh: '文件中有 {count} 个字符无法印出：{characters}',
    en: '{count} character(s) cannot be printed: {characters}',
  },
});
