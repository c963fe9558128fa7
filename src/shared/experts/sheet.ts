import type { SheetRule } from '../policy/reviews.ts';

type Items = SheetRule['value']['items'];

/** Marks by item, as an expert enters them. */
export type Marks = Readonly<Record<string, unknown>>;

export interface SheetFault {
  item: string;
  kind: 'missing' | 'not_a_mark' | 'unknown';
}

/** What is wrong with a sheet that is handed in: every item has a mark from 0 to its largest, in steps of a half. */
export function sheetFaults(items: Items, marks: Marks): SheetFault[] {
  const known = new Set(items.map(({ id }) => id));
  return [
    ...items.flatMap(({ id, most }): SheetFault[] => {
      const mark = Object.hasOwn(marks, id) ? marks[id] : undefined;
      if (mark === undefined || mark === null || mark === '') return [{ item: id, kind: 'missing' }];
      const fits = typeof mark === 'number' && mark >= 0 && mark <= most && Number.isInteger(mark * 2);
      return fits ? [] : [{ item: id, kind: 'not_a_mark' }];
    }),
    ...Object.keys(marks)
      .filter((id) => !known.has(id))
      .map((item): SheetFault => ({ item, kind: 'unknown' })),
  ];
}

/** Total of a complete sheet, 0 to 100, to two decimals. */
export const totalOf = (items: readonly Pick<Items[number], 'id' | 'most' | 'weight'>[], marks: Marks): number =>
  rounded(items.reduce((sum, { id, most, weight }) => sum + (Number(marks[id] ?? 0) / most) * weight, 0));

export const rounded = (value: number): number => Math.round((value + Number.EPSILON) * 100) / 100;
