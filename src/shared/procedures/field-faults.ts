import type { Bilingual } from '../i18n.ts';

/** What can be wrong with a field of a case. */
export const fieldFaults = {
  'procedures.field.missing': { zh: '未填写', en: 'is missing' },
  'procedures.field.unknown': { zh: '此处不能填写这一项', en: 'cannot be entered here' },
  'procedures.field.no_text': { zh: '应为文字', en: 'must be a text' },
  'procedures.field.too_long': {
    zh: '不超过 {most} 字，现为 {length} 字',
    en: 'at most {most} characters, it has {length}',
  },
  'procedures.field.no_number': { zh: '应为数字', en: 'must be a number' },
  'procedures.field.too_small': { zh: '不得小于 {min}', en: 'must be at least {min}' },
  'procedures.field.too_large': { zh: '不得大于 {max}', en: 'must be at most {max}' },
  'procedures.field.no_date': { zh: '应为真实存在的日期（YYYY-MM-DD）', en: 'must be a date that exists (YYYY-MM-DD)' },
  'procedures.field.no_time': { zh: '应为时刻（HH:MM）', en: 'must be a time of the day (HH:MM)' },
  'procedures.field.no_boolean': { zh: '应为“是”或“否”', en: 'must be yes or no' },
  'procedures.field.no_choice': { zh: '不在可选项之内', en: 'is none of the choices' },
  'procedures.field.no_file': { zh: '请先上传文件', en: 'needs an uploaded file' },
  'procedures.field.no_accounts': { zh: '应为互不重复的人员', en: 'must be persons, each of them once' },
  'procedures.field.too_many': { zh: '不超过 {most} 项', en: 'at most {most} entries' },
  'procedures.field.no_figures': { zh: '应为各项指标的数值', en: 'must be the figures of the criteria' },
  'procedures.field.no_marks': { zh: '应为评分表各项的分数', en: 'must be the marks of the score sheet' },
  'procedures.field.no_checks': {
    zh: '应为逐条的核查事实（单位、事项、是否相符）',
    en: 'must be the facts checked: unit, item, whether as claimed',
  },
} as const satisfies Record<string, Bilingual>;
