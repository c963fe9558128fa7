import { defineProblems } from '../problems.ts';

export const plansProblem = defineProblems({
  'plans.no_form': {
    status: 404,
    zh: '这一办件没有在线表单，或您无权查看',
    en: 'The case has no form, or it is not for you',
  },
  'plans.field_unknown': {
    status: 422,
    zh: '表单中没有“{path}”，或其内容的形式不对',
    en: 'The form has no “{path}”, or what was sent for it has the wrong shape',
  },
  'plans.field_changed': {
    status: 409,
    zh: '“{field}”已被{name}修改，请选择保留哪一份',
    en: '“{field}” was changed by {name}: choose which one to keep',
  },
  'plans.signed_field_unknown': {
    status: 422,
    zh: '“{field}”不是本表单签章件的栏目',
    en: '“{field}” is no field for the signed copy of this form',
  },
  'plans.signed_too_large': {
    status: 413,
    zh: '文件 {size} 字节，超过 {limit} 字节',
    en: 'The file has {size} bytes, more than {limit}',
  },
  'plans.signed_not_pdf': {
    status: 422,
    zh: '文件内容不是 PDF（{what}），与扩展名无关',
    en: 'The content is no PDF ({what}), whatever the file is called',
  },
  'plans.signed_encrypted': {
    status: 422,
    zh: 'PDF 已加密（打开不需口令的也算），请上传未加密的文件',
    en: 'The PDF is encrypted, even if it opens without a password: upload one that is not',
  },
  'plans.signed_broken': {
    status: 422,
    zh: 'PDF 不完整或已损坏：{why_zh}',
    en: 'The PDF is cut off or damaged: {why_en}',
  },
  'plans.not_word': {
    status: 422,
    zh: '不是可读的 Word 文件（.docx）；旧的 .doc 请先另存为 .docx',
    en: 'This is no Word file that can be read (.docx); save an old .doc as .docx first',
  },
  'plans.file_unknown': { status: 404, zh: '没有这一附件', en: 'There is no such attachment' },
});
