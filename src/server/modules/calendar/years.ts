import type { z } from 'zod';
import { calendarProblem } from '../../../shared/calendar/problems.ts';
import type {
  calendarPreview,
  calendarYearInput,
  calendarYearSummary,
  calendarYearView,
} from '../../../shared/calendar/schemas.ts';
import {
  type DayFacts,
  dayOf,
  isWorking,
  workCalendar,
  type WorkCalendar,
} from '../../../shared/calendar/work-calendar.ts';
import { type EnteredDay, yearFaults } from '../../../shared/calendar/year-faults.ts';
import { readYearTable, writeYearTable } from '../../../shared/calendar/year-table.ts';
import { addDays, type CivilDate } from '../../../shared/dates.ts';
import { act, checkRevision, lockName } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import { checkMayEditCalendar } from './access.ts';
import { calendarLoaded } from './load-package.ts';
import { insertYear, knownYears, revisionsOf, type StoredYear, storedYears } from './store.ts';

type YearInput = z.output<typeof calendarYearInput>;
type YearView = z.input<typeof calendarYearView>;

export async function listYears(ctx: Ctx): Promise<{ today: CivilDate; items: z.input<typeof calendarYearSummary>[] }> {
  await calendarLoaded(ctx.services);
  const { years } = await knownYears(ctx);
  return {
    today: ctx.today,
    items: years.toReversed().map((year) => ({
      ...factsOf(year),
      year: year.year,
      revision: year.revision,
      source: year.source,
      ...countsOf(year.days),
      loaded_at: year.loadedAt,
    })),
  };
}

/** A year, known or not. */
export async function readYear(ctx: Ctx, year: number): Promise<YearView> {
  await calendarLoaded(ctx.services);
  const { years, calendar } = await knownYears(ctx);
  const known = years.find((other) => other.year === year);
  const days = [...daysOfYear(calendar, year)];
  return {
    year,
    known: known !== undefined,
    revision: known?.revision ?? 0,
    ...(known ? factsOf(known) : { notice: null, issued_on: null, link: null }),
    source: known?.source ?? null,
    loaded_at: known?.loadedAt ?? null,
    days: days.filter(({ name }) => name !== undefined),
    working_days: Array.from(
      { length: 12 },
      (_, month) => days.filter((day) => isWorking(day) && Number(day.date.slice(5, 7)) === month + 1).length,
    ),
  };
}

function* daysOfYear(calendar: WorkCalendar, year: number): Generator<DayFacts> {
  for (let date = `${year}-01-01`; date <= `${year}-12-31`; date = addDays(date, 1)) yield dayOf(calendar, date);
}

const factsOf = ({ notice, issuedOn, link }: StoredYear) => ({ notice, issued_on: issuedOn, link });
const countsOf = (days: readonly { kind: string }[]) => ({
  days_off: days.filter(({ kind }) => kind === 'off').length,
  make_up_days: days.filter(({ kind }) => kind === 'make_up').length,
});

export async function listRevisions(ctx: Ctx, year: number) {
  checkMayEditCalendar(ctx.actor);
  await calendarLoaded(ctx.services);
  const revisions = await revisionsOf(ctx.db, year);
  return {
    items: revisions.map(({ revision, notice, source, loadedBy, loadedAt, days }) => ({
      revision,
      notice,
      source,
      loaded_by: loadedBy,
      loaded_at: loadedAt,
      table: writeYearTable(days),
    })),
  };
}

/** @throws calendar.table_invalid naming every line at fault */
function readDays(year: number, table: string): EnteredDay[] {
  const read = readYearTable(year, table);
  const errors = read.faults.length > 0 ? read.faults : yearFaults(year, read.days);
  if (errors.length === 0) return read.days.toSorted((a, b) => (a.date < b.date ? -1 : 1));
  throw calendarProblem('calendar.table_invalid', { year, count: errors.length }, { errors });
}

/** The calendar as a table of a year would make it. @throws calendar.table_invalid | kernel.not_allowed */
export async function calendarWith(ctx: Ctx, year: number, table: string) {
  checkMayEditCalendar(ctx.actor);
  await calendarLoaded(ctx.services);
  const days = readDays(year, table);
  const { years, calendar } = await knownYears(ctx);
  const others = years.filter((other) => other.year !== year);
  return { wanted: workCalendar([...others, { year, notice: null, days }]), days, years, calendar };
}

/** What a table would change. @throws calendar.table_invalid */
export async function previewYear(ctx: Ctx, year: number, table: string): Promise<z.input<typeof calendarPreview>> {
  const { wanted, days, years, calendar } = await calendarWith(ctx, year, table);
  const dates = [...datesAround(year)];
  return {
    year,
    revision: years.find((other) => other.year === year)?.revision ?? 0,
    ...countsOf(days),
    changes: dates.flatMap((date) => {
      const [before, after] = [dayOf(calendar, date), dayOf(wanted, date)];
      if (isWorking(before) === isWorking(after)) return [];
      const name = after.name ?? before.name;
      return [{ date, before: before.kind, after: after.kind, ...(name && { name }) }];
    }),
  };
}

/** The days a year's notice can speak of. */
function* datesAround(year: number): Generator<string> {
  for (let date = `${year - 1}-12-20`; date <= `${year}-12-31`; date = addDays(date, 1)) yield date;
}

/**
 * Enters the arrangement of a year, as a further revision. Whoever keeps open clocks hears of it (`calendar.changed`).
 * @throws calendar.table_invalid | kernel.stale_version | kernel.not_allowed
 */
export async function loadYear(ctx: Ctx, year: number, input: YearInput & { revision: number }): Promise<YearView> {
  checkMayEditCalendar(ctx.actor);
  const days = readDays(year, input.table);
  const { notice } = input;
  const subject = { kind: 'calendar_year', id: String(year) };
  await act(ctx, { action: 'calendar.year.load', subject, detail: { notice, ...countsOf(days) } }, async (tx) => {
    await lockName(tx, 'calendar.years');
    const [stored] = await storedYears(tx.db, year);
    const current = { revision: stored?.revision ?? 0 };
    checkRevision(input.revision, current, { stored: stored ?? null, given: { ...input } });
    const revision = current.revision + 1;
    tx.note({ revision });
    await insertYear(ctx, tx, {
      year,
      revision,
      notice,
      issuedOn: input.issued_on ?? null,
      link: input.link ?? null,
      source: 'entered',
      days,
    });
    await tx.queue('calendar.changed', { years: [year] }, `calendar.changed:${year}:${revision}`);
  });
  return readYear(ctx, year);
}
