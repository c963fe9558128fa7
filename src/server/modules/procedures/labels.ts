import { pick, type Bilingual, type Lang } from '../../../shared/i18n.ts';
import { ROLES } from '../../../shared/identity/roles.ts';
import { readWho } from '../../../shared/policy/procedure-who.ts';
import { fromStates } from '../../../shared/policy/procedure-table.ts';
import type { Procedure, Transition } from '../../../shared/policy/procedures.ts';
import type { NewEvent } from './events.ts';

const PLAIN = {
  opener: { zh: '提出人', en: 'Whoever opened it' },
  anyone: { zh: '任何人', en: 'Anybody signed in' },
  outside: { zh: '来件人', en: 'Whoever wrote in' },
  clock: { zh: '期限届满', en: 'End of a clock' },
  sub_cases: { zh: '子事项办结', en: 'End of sub-cases' },
} as const;
const RELATION = {
  assigned: { zh: '（指派）', en: ' (assigned)' },
  delegate: { zh: '（受托）', en: ' (by commission)' },
} as const;

/** Who of a table, in words. */
export function whoLabel(text: string, lang: Lang): string {
  const who = readWho(text);
  if (!who) return text;
  if (!('role' in who)) return pick(PLAIN[who.kind], lang);
  return pick(ROLES[who.role], lang) + (who.kind === 'role' ? '' : pick(RELATION[who.kind], lang));
}

export const EVENT_LABELS: Readonly<Record<NewEvent['kind'], Bilingual>> = {
  opened: { zh: '开启', en: 'Opened' },
  action: { zh: '办理', en: 'Step' },
  signed: { zh: '签署', en: 'Signed' },
  overdue: { zh: '逾期提醒', en: 'Overdue' },
  clock_moved: { zh: '期限变动', en: 'Clock moved' },
  sub_case: { zh: '子事项办结', en: 'Sub-case ended' },
  assigned: { zh: '改派', en: 'Assigned anew' },
  claimed: { zh: '认领', en: 'Claimed' },
  released: { zh: '放回', en: 'Released' },
  handed_over: { zh: '移交', en: 'Handed over' },
  comment: { zh: '留言', en: 'Comment' },
  file: { zh: '文件', en: 'File' },
};

/** The row of the table behind an event: one action may be called otherwise from another state (提交, 重新提交). */
export function rowOfEvent(
  procedure: Procedure,
  { action, from_state: from }: { action: string | null; from_state: string | null },
): Transition | undefined {
  const rows = procedure.transitions.filter((row) => row.action === action);
  return rows.find((row) => from !== null && fromStates(procedure, row).includes(from)) ?? rows[0];
}

/** A value of a field as it is read. */
export function valueText(procedure: Procedure, id: string, value: unknown, lang: Lang): string {
  const field = procedure.fields[id];
  if (value === undefined || value === null) return '';
  if (field?.type === 'choice' && typeof value === 'string') {
    const choice = field.choices?.[value];
    return choice ? pick(choice, lang) : value;
  }
  if (typeof value === 'boolean')
    return value ? pick({ zh: '是', en: 'yes' }, lang) : pick({ zh: '否', en: 'no' }, lang);
  if (Array.isArray(value)) return value.join(lang === 'en' ? ', ' : '、');
  if (typeof value === 'object') return JSON.stringify(value);
  const unit = field?.unit ? ` ${pick(field.unit, lang)}` : '';
  return `${String(value as string | number)}${unit}`;
}
