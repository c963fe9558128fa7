import type { Citation } from '../problems.ts';
import { checkTable } from './check-table.ts';
import { planFault, type PlanFault } from './faults.ts';
import { NONE, type PlanField, type PlanSection, type PlanShape, REASON } from './shape.ts';
import { countCharacters, isBlank, numberOf, type PlanValues, saysNone, shareText, textAt } from './values.ts';

/** What is wrong with one section, or missing in it. @param classId class applied for, where the case has one */
export function checkSection(
  shape: PlanShape,
  section: PlanSection,
  values: PlanValues,
  classId: string | undefined,
): PlanFault[] {
  if (section.fields.length === 0) return [];
  const { cite, number } = section;
  if (saysNone(shape, values, number)) return checkNone(shape, section, values);
  const asked = section.fields.filter(
    (field) => field.kind !== 'text' || !field.classes || field.classes.includes(classId ?? ''),
  );
  const filled = section.fields.some(({ path }) => !isBlank(values[path]));
  const named = (field: PlanField) =>
    section.fields.length === 1 && field.kind === 'text' ? section.name : field.name;
  const blank = (path: string, name: { zh: string; en: string }) =>
    planFault('blank', { path, cite }, { name, marker: shape.marker });
  if (!filled) return [blank(section.fields[0]!.path, section.name)];
  return [
    ...asked.flatMap((field): PlanFault[] => {
      if (field.kind === 'text' && isBlank(values[field.path])) {
        if (field.required === 'yes') return [blank(field.path, named(field))];
        const at = { path: field.path, cite: house(cite), level: 'flag' as const };
        return field.required === 'expected' ? [planFault('expected', at, { name: named(field) })] : [];
      }
      return checkField(shape, section, field, values);
    }),
    ...tooLong(section, values),
  ];
}

const house = (cite: Citation): Citation => ({ ...cite, basis: 'house' });

function checkNone(shape: PlanShape, section: PlanSection, values: PlanValues): PlanFault[] {
  const { cite, number } = section;
  const path = `${number}/${REASON}`;
  const reason =
    section.none_with_reason && isBlank(values[path])
      ? [planFault('none_reason', { path, cite }, { marker: shape.marker })]
      : [];
  const more =
    section.none === 'mark' && section.fields.some((field) => !isBlank(values[field.path]))
      ? [
          planFault(
            'none_and_more',
            { path: `${number}/${NONE}`, cite: house(cite), level: 'flag' },
            { marker: shape.marker },
          ),
        ]
      : [];
  return [...reason, ...more];
}

function checkField(shape: PlanShape, section: PlanSection, field: PlanField, values: PlanValues): PlanFault[] {
  const { cite } = section;
  switch (field.kind) {
    case 'text':
      return [];
    case 'number':
      return checkNumber(field, textAt(values, field.path), cite);
    case 'share':
      return checkTypedShare(section, field, values);
    case 'table':
      return checkTable(shape, field, values, cite);
  }
}

function checkNumber(field: Extract<PlanField, { kind: 'number' }>, text: string, cite: Citation): PlanFault[] {
  const at = { path: field.path, cite };
  if (text === '') return field.required === 'yes' ? [planFault('number_missing', at, { name: field.name })] : [];
  const number = numberOf(text);
  if (number === undefined) return [planFault('no_number', at, { name: field.name, given: text })];
  if (number >= field.min && number <= (field.max ?? Infinity)) return [];
  return [planFault('out_of_range', at, { name: field.name, min: field.min, max: field.max ?? '10^15' })];
}

/** Percent of two numbers of a section; undefined while one is missing. */
export const shareOf = (
  section: PlanSection,
  { part, whole, rest }: Extract<PlanField, { kind: 'share' }>,
  values: PlanValues,
) => shareText(textAt(values, `${section.number}/${part}`), textAt(values, `${section.number}/${whole}`), rest);

function checkTypedShare(
  section: PlanSection,
  field: Extract<PlanField, { kind: 'share' }>,
  values: PlanValues,
): PlanFault[] {
  const at = { path: field.path, cite: section.cite };
  const share = shareOf(section, field, values);
  if (share === undefined) return [];
  if (Number(share) > 100 || Number(share) < 0) {
    const [part, whole] = [field.part, field.whole].map((id) => textAt(values, `${section.number}/${id}`));
    return [planFault('part_over', at, { part: part!, whole: whole! })];
  }
  const typed = field.typed ? numberOf(textAt(values, field.path)) : undefined;
  if (typed === undefined || Math.abs(typed - Number(share)) < 0.5) return [];
  return [planFault('share_differs', { ...at, cite: house(at.cite), level: 'flag' }, { given: typed, share })];
}

/** Characters of all texts of a section, as the form counts them. */
export const charactersOf = (section: PlanSection, values: PlanValues): number =>
  section.fields.reduce(
    (sum, { kind, path }) => sum + (kind === 'text' ? countCharacters(textAt(values, path)) : 0),
    0,
  );

function tooLong(section: PlanSection, values: PlanValues): PlanFault[] {
  const most = section.max_characters;
  const count = charactersOf(section, values);
  if (most === undefined || count <= most) return [];
  return [planFault('too_long', { path: section.fields[0]!.path, cite: section.cite }, { count, most })];
}
