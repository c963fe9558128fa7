import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { inject } from 'vitest';
import { addDays, type CivilDate, civilDateAt } from '../src/shared/dates.ts';

/** The product's civil date. */
export const today = (): CivilDate => civilDateAt(readFileSync(inject('clockFile'), 'utf8').trim());

/** Moves the product to ten o'clock of a day, never back. @throws Error for a day that is over */
export function moveTo(day: CivilDate): void {
  if (day < today()) throw new Error(`the product is already at ${today()}, not ${day}`);
  if (day === today()) return;
  const path = inject('clockFile');
  // Put in place whole: the product reads the file at any moment.
  writeFileSync(`${path}.next`, new Date(`${day}T10:00:00+08:00`).toISOString());
  renameSync(`${path}.next`, path);
}

export const moveOn = (days: number): void => moveTo(addDays(today(), days));
