/** What can be wrong with a figure. `{label}` is its name, `{unit}` what it is counted or measured in. */
export const figureFaults = {
  'figure.unknown': { zh: '没有“{label}”这项数据', en: 'There is no figure {label}' },
  'figure.not_a_number': {
    zh: '“{label}”应为数字（单位：{unit}），不是“{given}”',
    en: '{label} must be a number ({unit}), not {given}',
  },
  'figure.not_whole': {
    zh: '“{label}”应为整数（单位：{unit}），不是“{given}”',
    en: '{label} must be a whole number ({unit}), not {given}',
  },
  'figure.places': {
    zh: '“{label}”最多写六位小数（单位：{unit}），不是“{given}”',
    en: '{label} takes at most six decimal places ({unit}), not {given}',
  },
  'figure.too_small': {
    zh: '“{label}”不能小于 {limit}（单位：{unit}），不是“{given}”',
    en: '{label} cannot be less than {limit} ({unit}), not {given}',
  },
  'figure.too_large': {
    zh: '“{label}”大得不合常理：不应超过 {limit}（单位：{unit}），不是“{given}”',
    en: '{label} is beyond reason: not more than {limit} ({unit}), not {given}',
  },
  'figure.unit': {
    zh: '“{label}”的单位应为 {unit}，不是“{given}”',
    en: '{label} is measured in {unit}, not in {given}',
  },
  'figure.no_such_date': {
    zh: '“{label}”写的日期“{given}”不存在，应写如 2026-11-21',
    en: '{label}: there is no date {given}; write it as 2026-11-21',
  },
  'figure.yes_no': { zh: '“{label}”应答是或否，不是“{given}”', en: '{label} is answered by yes or no, not {given}' },
  'figure.choice': {
    zh: '“{label}”应为下列之一：{options}；不是“{given}”',
    en: '{label} is one of: {options}; not {given}',
  },
  'figure.text': { zh: '“{label}”应为 200 字以内的文字', en: '{label} is a text of at most 200 characters' },
  'figure.list': { zh: '“{label}”应为列表', en: '{label} is a list' },
  'figure.too_long': { zh: '“{label}”最多 {limit} 项', en: '{label} takes at most {limit} entries' },
  'figure.column_missing': { zh: '“{label}”没有填写', en: '{label} is missing' },
  'figure.column_unknown': { zh: '列表中没有“{label}”这一列', en: 'The list has no column {label}' },
} as const;

export type FigureFaultCode = keyof typeof figureFaults;
