import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { addDays, type CivilDate, isCivilDate } from '../../shared/dates.ts';
import { type RecordedStep, recordedStep } from '../../shared/policy/recorded-case.ts';
import { PACKAGE_ROOT } from '../kernel/package-root.ts';
import { readYaml } from '../kernel/yaml-file.ts';

const YEARS = join(PACKAGE_ROOT, 'demo', 'years');

const demoYear = z.strictObject({
  programme: z.string(),
  /** The day the steps were written for; none lies after it. */
  written_on: z.string().refine(isCivilDate),
  /** Codes of platforms; steps number them from 1. */
  platforms: z.array(z.string()).min(1),
  steps: z.array(recordedStep).min(1),
});

/** A year of one programme: steps as in recorded cases, on their own days. */
export type DemoYear = z.output<typeof demoYear>;

/** The years of the demonstration (`demo/years/*.yaml`), moved to end on or before a day. */
export const readYears = (today: CivilDate): DemoYear[] =>
  readdirSync(YEARS)
    .filter((name) => name.endsWith('.yaml'))
    .toSorted()
    .map((name) => movedTo(today, readYaml(join(YEARS, name), demoYear)));

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const days = (from: CivilDate, to: CivilDate): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

/** Days by which what was written on a day moves: whole weeks, so that working days mostly stay what they are. */
export const weeksTo = (today: CivilDate, writtenOn: CivilDate): number => Math.floor(days(writtenOn, today) / 7) * 7;

/** Moves every day in a value; `{2026-10-08}` in a text is the year of that day. */
export function movedBy(shift: number, value: unknown): unknown {
  if (typeof value === 'string')
    return DAY.test(value)
      ? addDays(value, shift)
      : value.replaceAll(/\{(\d{4}-\d{2}-\d{2})\}/g, (_, day: string) => addDays(day, shift).slice(0, 4));
  if (Array.isArray(value)) return value.map((part) => movedBy(shift, part));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, movedBy(shift, part)]));
}

export function movedTo(today: CivilDate, year: DemoYear): DemoYear {
  const shift = weeksTo(today, year.written_on);
  return { ...year, written_on: addDays(year.written_on, shift), steps: movedBy(shift, year.steps) as RecordedStep[] };
}
