import type { Bilingual } from '../i18n.ts';

/** What can be wrong with an identifier. Rules of CSTR: GB/T 32843-2016 and the practice of the national registry. */
export const IDENTIFIER_PROBLEMS = {
  'identifier.empty': { zh: '没有填写标识', en: 'No identifier is given' },
  'identifier.placeholder': {
    zh: '这是占位文字（undefined、null 之类），不是标识',
    en: 'This is a placeholder (undefined, null and the like), not an identifier',
  },
  'identifier.unknown_scheme': {
    zh: '不是可识别的标识（CSTR、DOI、Handle、ARK 或网址）',
    en: 'Not an identifier of a known kind (CSTR, DOI, Handle, ARK or an address)',
  },
  'identifier.too_long': { zh: '标识不得超过 255 个字符', en: 'An identifier has at most 255 characters' },
  'identifier.space': { zh: '标识内不得有空格', en: 'An identifier has no spaces in it' },
  'identifier.forbidden_character': {
    zh: '标识只能由英文字母、数字和 . _ - / : ; ( ) ~ + 组成，不得含“!”“?”',
    en: 'An identifier is made of letters, digits and . _ - / : ; ( ) ~ +, never “!” or “?”',
  },
  'identifier.cstr_separator': {
    zh: 'CSTR 的各部分以“.”分隔：注册机构代码.类型代码.内部标识符',
    en: 'The parts of a CSTR are separated by “.”: agency.type.internal identifier',
  },
  'identifier.cstr_agency': {
    zh: 'CSTR 的注册机构代码为 5 位字母或数字',
    en: 'The agency code of a CSTR has 5 letters or digits',
  },
  'identifier.cstr_type': { zh: 'CSTR 的资源类型代码为 2 位数字', en: 'The type code of a CSTR has 2 digits' },
  'identifier.cstr_internal': {
    zh: 'CSTR 缺少内部标识符，或内部标识符不以字母、数字开头',
    en: 'The internal identifier of a CSTR is missing or does not start with a letter or digit',
  },
  'identifier.doi': {
    zh: 'DOI 的形式为 10.注册号/后缀',
    en: 'A DOI has the form 10.registrant/suffix',
  },
  'identifier.handle': { zh: 'Handle 的形式为 前缀/后缀', en: 'A Handle has the form prefix/suffix' },
  'identifier.ark': { zh: 'ARK 的形式为 ark:机构号/名称', en: 'An ARK has the form ark:authority number/name' },
  'identifier.url': { zh: '网址不完整', en: 'The address is not complete' },
  'identifier.not_cstr': { zh: '这里只能填写 CSTR', en: 'Only a CSTR goes here' },
  'identifier.not_doi': { zh: '这里只能填写 DOI', en: 'Only a DOI goes here' },
} as const satisfies Record<string, Bilingual>;

export type IdentifierProblem = keyof typeof IDENTIFIER_PROBLEMS;
