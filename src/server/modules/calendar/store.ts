import type { CivilDate } from '../../../shared/dates.ts';
import {
  type ArrangedDay,
  type CalendarYear,
  workCalendar,
  type WorkCalendar,
} from '../../../shared/calendar/work-calendar.ts';
import type { Tx } from '../../kernel/act.ts';
import { accountOf, type Ctx, type Services } from '../../kernel/context.ts';
import { insertRows } from '../../kernel/db/rows.ts';

type Db = Pick<Ctx['db'], 'selectFrom'>;

export interface StoredYear extends CalendarYear {
  revision: number;
  issuedOn: CivilDate | null;
  link: string | null;
  source: 'package' | 'entered';
  loadedBy: string;
  loadedAt: string;
}

/** The word that holds on every year, or on one; the earliest year first. */
export function storedYears(db: Db, year?: number): Promise<StoredYear[]> {
  let query = selectYears(db).where('y.revision', '=', (eb) =>
    eb
      .selectFrom('calendar_year as later')
      .select((part) => part.fn.max('later.revision').as('revision'))
      .whereRef('later.year', '=', 'y.year'),
  );
  if (year !== undefined) query = query.where('y.year', '=', year);
  return withDays(db, query.orderBy('y.year'));
}

/** Every word on a year, the latest first. */
export const revisionsOf = (db: Db, year: number): Promise<StoredYear[]> =>
  withDays(db, selectYears(db).where('y.year', '=', year).orderBy('y.revision', 'desc'));

const selectYears = (db: Db) => db.selectFrom('calendar_year as y').selectAll('y');

async function withDays(db: Db, query: ReturnType<typeof selectYears>): Promise<StoredYear[]> {
  const rows = await query.execute();
  if (rows.length === 0) return [];
  const days = await db
    .selectFrom('calendar_day')
    .selectAll()
    .where((eb) => eb.or(rows.map((row) => eb.and([eb('year', '=', row.year), eb('revision', '=', row.revision)]))))
    .orderBy('date')
    .execute();
  return rows.map((row) => ({
    year: row.year,
    revision: row.revision,
    notice: row.notice,
    issuedOn: row.issued_on,
    link: row.link,
    source: row.source as StoredYear['source'],
    loadedBy: row.loaded_by_name,
    loadedAt: row.loaded_at,
    days: days
      .filter((day) => day.year === row.year && day.revision === row.revision)
      .map((day) => ({
        date: day.date,
        kind: day.kind as ArrangedDay['kind'],
        name: { zh: day.name_zh, en: day.name_en },
      })),
  }));
}

export interface NewYear extends CalendarYear {
  revision: number;
  issuedOn: CivilDate | null;
  link: string | null;
  source: 'package' | 'entered';
}

export async function insertYear(ctx: Ctx, tx: Tx, year: NewYear): Promise<void> {
  await tx.db
    .insertInto('calendar_year')
    .values({
      year: year.year,
      revision: year.revision,
      notice: year.notice,
      issued_on: year.issuedOn,
      link: year.link,
      source: year.source,
      loaded_by: accountOf(ctx.actor),
      loaded_by_name: ctx.actor.kind === 'anonymous' ? '' : ctx.actor.name,
      loaded_at: ctx.now,
    })
    .execute();
  const rows = year.days.map(({ date, kind, name }) => ({
    year: year.year,
    revision: year.revision,
    date,
    kind,
    name_zh: name.zh,
    name_en: name.en,
  }));
  const columns = {
    year: 'int',
    revision: 'int',
    date: 'date',
    kind: 'text',
    name_zh: 'text',
    name_en: 'text',
  } as const;
  await insertRows('calendar_day', columns, rows).execute(tx.db);
}

interface Kept {
  mark: string;
  years: StoredYear[];
  calendar: WorkCalendar;
}
const kept = new WeakMap<Services, Kept>();

/**
 * Every year that is known and the calendar made of them. Read anew only when a word was added: rows are never changed,
 * so their number tells.
 */
export async function knownYears(ctx: Pick<Ctx, 'db' | 'services'>): Promise<Kept> {
  const { count } = await ctx.db
    .selectFrom('calendar_year')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow();
  const mark = String(count);
  const before = kept.get(ctx.services);
  if (before?.mark === mark) return before;
  const years = await storedYears(ctx.db);
  const now = { mark, years, calendar: workCalendar(years) };
  kept.set(ctx.services, now);
  return now;
}
