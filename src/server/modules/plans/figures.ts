import type { PlanShape } from '../../../shared/plans/shape.ts';
import type { PlanValues } from '../../../shared/plans/values.ts';

/** A figure as it is typed; of one with a unit, its number. */
export const figureText = (figure: unknown): string => {
  const value: unknown = typeof figure === 'object' && figure !== null && 'value' in figure ? figure.value : figure;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};

/** The same figure with another number; its unit stays. */
export const figureWith = (figure: unknown, text: string): unknown =>
  text !== '' && typeof figure === 'object' && figure !== null && 'unit' in figure ? { ...figure, value: text } : text;

/** Numbers that are figures of the criteria are read from there: they are kept once. */
export function withFigures(
  shape: PlanShape,
  values: PlanValues,
  figures: Readonly<Record<string, unknown>>,
): PlanValues {
  const numbers = shape.sections.flatMap(({ fields }) =>
    fields.flatMap((field) => {
      if (field.kind !== 'number' || field.figure === undefined) return [];
      return [[field.path, figureText(figures[field.figure])] as const];
    }),
  );
  return { ...values, ...Object.fromEntries(numbers.filter(([, text]) => text !== '')) };
}

/** A revision of a value that another module keeps: the same for the same value, 0 for none. */
export function revisionOf(text: string): number {
  if (text === '') return 0;
  let hash = 7;
  for (const character of text) hash = (hash * 31 + character.codePointAt(0)!) % 2_147_483_647;
  return hash + 1;
}
