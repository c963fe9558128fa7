import { sql } from 'kysely';
import type { CaseFacts, ClockState } from '../../../shared/procedures/case-facts.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import { placeOf } from './place.ts';
import { type CaseRow, clocksOf } from './store.ts';

interface Sub {
  id: string;
  procedure: string;
  closed_at: string | null;
  outcome: string | null;
  holds: boolean;
}

/** All that a decision about a case rests on. */
export async function factsOf(db: ReadDb, row: CaseRow): Promise<CaseFacts & { heldBy: string | undefined }> {
  const [place, subs, clocks, above, signatures, events] = [
    await placeOf(db, row),
    await db
      .selectFrom('proc_case')
      .select(['id', 'procedure', 'closed_at', 'outcome', 'holds'])
      .where('parent_id', '=', row.id)
      .orderBy('id')
      .execute(),
    await clocksOf(db, row.id),
    await clocksAbove(db, row),
    await db
      .selectFrom('case_signature')
      .select(['action', 'party', 'account_id as account'])
      .where('case_id', '=', row.id)
      .execute(),
    await db
      .selectFrom('case_event')
      .select(['kind', 'action', 'account_id as account', 'party'])
      .where('case_id', '=', row.id)
      .where('kind', 'in', ['opened', 'action', 'signed'])
      .execute(),
  ];
  const holding = (subs as Sub[]).find(({ closed_at, holds }) => closed_at === null && holds);
  return {
    state: row.state,
    place,
    data: row.data,
    held: holding !== undefined,
    heldBy: holding?.procedure,
    subCases: (subs as Sub[]).map(({ procedure, closed_at, outcome }) => ({
      procedure,
      open: closed_at === null,
      outcome,
    })),
    // Of a clock started again the latest counts.
    clocks: clocks.toReversed().map((clock) => ({
      clock: clock.clock,
      first: clock.first_date,
      last: clock.last_date,
      state: clock.state as ClockState,
    })),
    clocksAbove: above,
    signatures,
    openedAs: events.find(({ kind }) => kind === 'opened')?.party ?? null,
    taken: events.flatMap(({ kind, action, account }) => (kind === 'opened' ? [] : [{ action: action!, account }])),
  };
}

async function clocksAbove(db: ReadDb, { parent_id }: CaseRow): Promise<CaseFacts['clocksAbove']> {
  if (parent_id === null) return [];
  const { rows } = await sql<{ clock: string; first: string; last: string; state: ClockState }>`
    with recursive up as (
      select id, parent_id, 0 as depth from proc_case where id = ${parent_id}
      union all select p.id, p.parent_id, up.depth + 1 from proc_case p join up on p.id = up.parent_id)
    select k.clock, k.first_date as first, k.last_date as last, k.state
    from up join case_clock k on k.case_id = up.id order by up.depth, k.id desc`.execute(db);
  return rows;
}
