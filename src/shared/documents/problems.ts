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
  'documents.not_valid': {
    status: 409,
    zh: '这份文件已被撤回或者更正，不能再次办理',
    en: 'This document was withdrawn or replaced already',
  },
  'documents.not_yours': {
    status: 403,
    zh: '只有本共享网的认定机关可以撤回、更正文件',
    en: 'Only the deciding authority of the programme may withdraw or replace a document',
  },
  'documents.cannot_replace': {
    status: 422,
    zh: '“{kind}”不是由办件数据生成的文件，只能撤回',
    en: 'A {kind} is not made out of the data of a case: it can only be withdrawn',
  },
  'documents.correction_unknown': {
    status: 422,
    zh: '这份文件中没有可更正的内容“{name}”',
    en: 'Nothing in this document is called {name}',
  },
  'documents.kind_unknown': {
    status: 404,
    zh: '这一步骤不产生文书“{kind}”',
    en: 'This step makes no paper {kind}',
  },
});
