import { sql } from 'kysely';
import type { WorkCalendar } from '../../../shared/calendar/work-calendar.ts';
import { pick } from '../../../shared/i18n.ts';
import { act } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { calendarOf, calendarWith } from '../calendar/index.ts';
import { desksOfActor, sees } from './access.ts';
import { clockRule, movedEnd } from './clocks.ts';
import { addEvent } from './events.ts';
import { readersOf } from './place.ts';
import { citationOf } from '../../../shared/policy/ruled.ts';
import { refreshCase } from './refresh.ts';
import { rulesOf } from './rules.ts';
import { type CaseRow, type ClockRow, findCase, lockCase } from './store.ts';

const BATCH = 500;

/** Running clocks, a batch after an id. */
async function runningClocks(ctx: Ctx, after: Id): Promise<{ clock: ClockRow; row: CaseRow }[]> {
  const clocks = await ctx.db
    .selectFrom('case_clock')
    .selectAll()
    .where('state', '=', 'running')
    .where('id', '>', after)
    .orderBy('id')
    .limit(BATCH)
    .execute();
  if (clocks.length === 0) return [];
  const { rows } =
    await sql<CaseRow>`select * from proc_case where id = any(${clocks.map(({ case_id }) => case_id)}::bigint[])`.execute(
      ctx.db,
    );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return clocks.map((clock) => ({ clock, row: byId.get(clock.case_id)! }));
}

async function* movedClocks(ctx: Ctx, calendar: WorkCalendar) {
  for (let after: Id = '0'; ;) {
    const batch = await runningClocks(ctx, after);
    if (batch.length === 0) return;
    for (const { clock, row } of batch)
      yield { clock, row, moved: movedEnd(clock, rulesOf(ctx, row).ruleSet, calendar) };
    after = batch.at(-1)!.clock.id;
  }
}

/**
 * Effect `calendar.changed`: running clocks are counted anew. One that was made known may move out, never in (AMB-X-02); what moved
 * is in the timeline, with the years that changed, and those concerned are told.
 */
export async function recomputeClocks(ctx: Ctx, payload: unknown): Promise<void> {
  const { years = [] } = (payload ?? {}) as { years?: number[] };
  const calendar = await calendarOf(ctx);
  for await (const { clock, moved } of movedClocks(ctx, calendar))
    if (moved) await moveClock(ctx, clock, calendar, years);
}

async function moveClock(
  ctx: Ctx,
  { id, case_id }: ClockRow,
  calendar: WorkCalendar,
  years: readonly number[],
): Promise<void> {
  const event = {
    action: 'procedures.clock.move',
    subject: { kind: 'case', id: case_id },
    detail: { clock: id, years },
  };
  await act(ctx, event, async (tx) => {
    const row = (await lockCase(tx, case_id))!;
    const clock = await tx.db.selectFrom('case_clock').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    const rules = rulesOf(ctx, row);
    const moved = clock.state === 'running' ? movedEnd(clock, rules.ruleSet, calendar) : undefined;
    if (!moved) return;
    await tx.db.updateTable('case_clock').set(moved).where('id', '=', id).execute();
    if (moved.last_date !== clock.last_date || moved.first_date !== clock.first_date)
      await addEvent(ctx, tx, row, {
        kind: 'clock_moved',
        cite: citationOf(rules.ruleSet, clockRule(rules.ruleSet, clock.clock)),
        detail: { clock: clock.clock, before: clock.last_date, after: moved.last_date, why: { calendar_years: years } },
        told: readersOf(rules.procedure).filter((who) => who !== 'anyone'),
      });
    await refreshCase(tx, (await findCase(tx.db, case_id))!, rules);
  });
}

const LISTED = 500;
const SOMEBODYS = { zh: '（无权查看的办件）', en: '(a case that you do not see)' };

/** What a table of a year would move, for the administrator before it is loaded. @throws calendar.table_invalid */
export async function previewClocks(ctx: Ctx, { year, table }: { year: number; table: string }) {
  const desks = await desksOfActor(ctx);
  const { wanted } = await calendarWith(ctx, year, table);
  const items = [];
  let checked = 0;
  let more = false;
  for await (const { clock, row, moved } of movedClocks(ctx, wanted)) {
    checked++;
    if (!moved || moved.last_date === clock.last_date) continue;
    if (items.length === LISTED) {
      more = true;
      break;
    }
    const { ruleSet, procedure } = rulesOf(ctx, row);
    items.push({
      case: row.id,
      // Who keeps the calendar need not know whose cases they are.
      title: sees(desks, row.readers) ? row.title : pick(SOMEBODYS, ctx.lang),
      procedure: pick(procedure.label, ctx.lang),
      clock: pick(clockRule(ruleSet, clock.clock).label, ctx.lang),
      last: clock.last_date,
      would_be: moved.last_date,
      provisional: moved.provisional,
      frozen: clock.frozen,
    });
  }
  return { checked, more, items };
}
