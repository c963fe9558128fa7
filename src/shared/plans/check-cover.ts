import { isCivilDate, type CivilDate } from '../dates.ts';
import { normalZh, sameNameKey } from '../policy/check-name.ts';
import type { NamingTheme } from '../policy/naming.ts';
import type { Citation } from '../problems.ts';
import { phoneOf } from './phone.ts';
import { planFault, type PlanFault } from './faults.ts';
import type { CoverField, PlanShape } from './shape.ts';
import { isBlank, type PlanRow, type PlanValues, textAt } from './values.ts';

/** What a cover is compared with. */
export interface Applied {
  name?: string | undefined;
  host?: string | undefined;
  head?: string | undefined;
  class?: string | undefined;
  naming?: NamingTheme | undefined;
  /** First day of the round. */
  from?: CivilDate | undefined;
  today: CivilDate;
}

const PARTS = {
  district: { zh: '县（区）', en: 'district' },
  street: { zh: '街（路）', en: 'street' },
  number: { zh: '门牌号', en: 'house number' },
} as const;

export const checkCover = (shape: PlanShape, values: PlanValues, applied: Applied): PlanFault[] =>
  shape.cover.flatMap((field) => {
    const { cite, path } = field;
    if (field.kind === 'address') return checkAddress(field, values);
    const text = textAt(values, path).trim();
    if (isBlank(text)) return [planFault('cover_blank', { path, cite }, { name: field.name })];
    return wrong(field, text, applied, { path, cite });
  });

function wrong(field: CoverField, text: string, applied: Applied, at: { path: string; cite: Citation }): PlanFault[] {
  switch (field.kind) {
    case 'name':
      return compareName(text, applied, at);
    case 'host':
      return applied.host === undefined || normalZh(text) === normalZh(applied.host)
        ? []
        : [planFault('host_differs', at, { other: applied.host })];
    case 'head':
      return applied.head === undefined || normalZh(text) === normalZh(applied.head)
        ? []
        : [planFault('head_differs', at, { other: applied.head })];
    case 'phone':
      return phoneOf(text) === undefined ? [planFault('no_phone', at, { given: text.slice(0, 40) })] : [];
    case 'email':
      return EMAIL.test(text) ? [] : [planFault('no_email', at, { given: text.slice(0, 60) })];
    case 'date':
      return checkDate(field, text, applied, at);
    case 'address':
    case 'department':
    case 'name_en':
    case 'text':
      return [];
  }
}

function compareName(text: string, { name, naming }: Applied, at: { path: string; cite: Citation }): PlanFault[] {
  if (name === undefined || isBlank(name) || normalZh(text) === normalZh(name)) return [];
  const same = naming !== undefined && sameNameKey(naming, text) === sameNameKey(naming, name);
  return [
    same
      ? planFault('name_prefix', { ...at, level: 'flag' }, { other: name })
      : planFault('name_differs', at, { other: name }),
  ];
}

const EMAIL = /^[^\s@<>()[\],;:"\\]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}$/i;

function checkDate(
  field: CoverField,
  text: string,
  applied: Applied,
  at: { path: string; cite: Citation },
): PlanFault[] {
  const given = text.slice(0, 40);
  if (!isCivilDate(text)) return [planFault('no_date', at, { name: field.name, given })];
  const house: Citation = { ...at.cite, basis: 'house' };
  if (text > applied.today) return [planFault('date_future', { ...at, cite: house }, { given: text })];
  if (applied.from !== undefined && text < applied.from)
    return [planFault('date_early', { ...at, cite: house, level: 'flag' }, { given: text, from: applied.from })];
  return [];
}

function checkAddress({ path, cite }: CoverField, values: PlanValues): PlanFault[] {
  const given = values[path];
  const parts = typeof given === 'object' && !Array.isArray(given) ? (given as PlanRow) : {};
  return Object.entries(PARTS).flatMap(([id, part]) =>
    isBlank(parts[id]) ? [planFault('address_part', { path, cite }, { part })] : [],
  );
}
