import type { Bilingual } from '../i18n.ts';

/** Why a name is refused, held for approval, or accepted with a word. */
export const nameReasons = {
  'name.empty': { zh: '没有填写中文名称；应为：{forms}', en: 'The Chinese name is missing; it takes the form {forms}' },
  'name.placeholder': {
    zh: '名称中仍有占位符（××、XX），请换成所属领域',
    en: 'The name still has a placeholder (××, XX); replace it by the field',
  },
  'name.bracket': {
    zh: '括号内是条文的说明，不写入名称',
    en: 'The bracket is an explanation of the text and no part of the name',
  },
  'name.choose_one': { zh: '括号表示选择，请选用{endings}', en: 'The bracket means a choice: choose {endings}' },
  'name.prefix': { zh: '名称应以“{prefix}”开头', en: 'The name must begin with {prefix}' },
  'name.form': { zh: '名称应为：{forms}', en: 'The name takes the form {forms}' },
  'name.off_list': {
    zh: '名称不在列举的格式（{forms}）之内；条文以“等”结尾，可报主管部门同意后使用',
    en: 'The name is off the listed forms ({forms}); the list is open, and the authority may approve it',
  },
  'name.form_prefix': {
    zh: '可以使用；编写提纲的格式写作“{prefix}”',
    en: 'It can be used; the form writes {prefix}',
  },
  'name.taken': { zh: '与已登记的“{name}”是同一名称', en: 'It is the same name as {name}, which is registered' },
  'name.en_missing': {
    zh: '没有填写英文名称；应为：{form}',
    en: 'The English name is missing; it takes the form {form}',
  },
  'name.en_off_list': {
    zh: '英文名称不在列举的格式（{forms}）之内',
    en: 'The English name is off the listed forms ({forms})',
  },
  'name.pair': {
    zh: '英文名称与中文名称（{zh_form}）不相配，应为“{expected}”',
    en: 'The English name does not match the Chinese one ({zh_form}); expected: {expected}',
  },
} as const satisfies Readonly<Record<string, Bilingual>>;

export type NameReasonCode = keyof typeof nameReasons;
