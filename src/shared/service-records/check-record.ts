import type { CivilDate } from '../dates.ts';
import type { Citation, FieldFault } from '../problems.ts';
import type { RecordFlag } from './codes.ts';
import type { RecordContent } from './record-content.ts';

/** Articles of a platform's rule sets, where they have one. */
export interface RecordRules {
  /** On custom services. */
  custom?: Citation | undefined;
  /** On material that is given. */
  delivery?: Citation | undefined;
}

/**
 * What is wrong with a record that can be seen without the database.
 * Clauses: NAT-10.4b (not in the future), NAT-18.3 and HN-11.2 (specification, participants), NAT-22.1 and HB-16.1 (quantity,
 * recipient).
 */
export function recordFaults(content: RecordContent, today: CivilDate, rules: RecordRules = {}): FieldFault[] {
  const faults: FieldFault[] = [];
  const fault = (path: string, zh: string, en: string, code = 'missing', cite?: Citation): void => {
    faults.push({ path: `body.${path}`, code, zh, en, ...(cite && { cite }) });
  };
  const ask = (holds: boolean, ...rest: Parameters<typeof fault>): void => {
    if (!holds) fault(...rest);
  };
  ask(
    content.on <= today,
    'on',
    `服务日期 ${content.on} 晚于今天 ${today}`,
    `${content.on} lies after today, ${today}`,
    'future',
  );
  if (content.kind === 'physical') {
    ask(
      hasQuantity(content),
      'quantity',
      '实物资源服务须填写数量和单位',
      'Physical resources need a quantity and its unit',
      'missing',
      rules.delivery,
    );
    ask(
      (content.receiver.address ?? '') !== '',
      'receiver.address',
      '实物资源服务须填写收件地址（当面交付的注明）',
      'Physical resources need the address they went to, or that they were handed over in person',
      'missing',
      rules.delivery,
    );
  }
  if (content.kind === 'custom') {
    ask(
      (content.specification ?? '') !== '' && (content.specified_on ?? '') !== '',
      'specification',
      '定制服务须先约定要求：填写要求和约定日期',
      'A custom service needs its agreed specification and the day it was agreed',
      'missing',
      rules.custom,
    );
    ask(
      (content.specified_on ?? '') <= content.on,
      'specified_on',
      '约定日期不能晚于服务日期',
      'The specification must be agreed before the service',
      'too_late',
      rules.custom,
    );
  }
  if (content.kind === 'popularisation')
    ask((content.participants ?? 0) > 0, 'participants', '科学普及须填写参加人数', 'Say how many took part');
  ask(
    content.receiver.unit_kind === 'individual' || (content.receiver.unit ?? '') !== '',
    'receiver.unit',
    '请填写服务对象单位名称',
    'Name the unit',
  );
  ask(
    content.receiver.abroad || (content.receiver.region ?? '') !== '',
    'receiver.region',
    '请选择服务对象所在地区，或标明为境外',
    'Choose the region of the receiver, or say that it is abroad',
  );
  ask(
    (content.due_back ?? content.on) >= content.on,
    'due_back',
    '归还日期不能早于服务日期',
    'A loan cannot be due back before it was given',
    'too_early',
  );
  return faults;
}

const hasQuantity = ({ quantity, unit, resources }: RecordContent): boolean =>
  ((quantity ?? '') !== '' && (unit ?? '') !== '') ||
  (resources.length > 0 && resources.every((one) => one.quantity && one.unit));

/** HN-13.1: information and material without a catalogue item are marked, other kinds need none. */
export function recordFlags(content: RecordContent): RecordFlag[] {
  const flags: RecordFlag[] = [];
  if (['information', 'physical'].includes(content.kind) && content.resources.length === 0)
    flags.push('no_catalogue_item');
  if (content.income_fen > 0 && !content.contract) flags.push('no_contract');
  return flags;
}
