import { sql } from 'kysely';
import type { Procedures } from '../../../shared/policy/procedures.ts';
import type { CaseFacts, ClockFacts } from '../../../shared/procedures/case-facts.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { Id } from '../../kernel/ids.ts';
import { placeOf } from './place.ts';
import type { CaseRow } from './store.ts';

interface Sub {
  id: string;
  procedure: string;
  state: string;
  closed_at: string | null;
  outcome: string | null;
  holds: boolean;
}

/** All that a decision about a case rests on. */
export async function factsOf(
  db: ReadDb,
  row: CaseRow,
  procedures: Procedures,
): Promise<CaseFacts & { heldBy: string | undefined }> {
  const [place, subs, clocks, signatures, events] = [
    await placeOf(db, row),
    await db
      .selectFrom('proc_case')
      .select(['id', 'procedure', 'state', 'closed_at', 'outcome', 'holds'])
      .where('parent_id', '=', row.id)
      .orderBy('id')
      .execute(),
    await clocksAround(db, row.id),
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
  const filed = (subs as Sub[]).filter(
    ({ procedure, state }) => procedures[procedure]?.states[state]?.unfiled !== true,
  );
  const holding = filed.find(({ closed_at, holds }) => closed_at === null && holds);
  return {
    state: row.state,
    place,
    data: row.data,
    dataAbove: await dataAbove(db, row),
    held: holding !== undefined,
    heldBy: holding?.procedure,
    subCases: filed.map(({ procedure, closed_at, outcome }) => ({
      procedure,
      open: closed_at === null,
      outcome,
    })),
    ...clocks,
    signatures,
    openedAs: events.find(({ kind }) => kind === 'opened')?.party ?? null,
    taken: events.flatMap(({ kind, action, account }) => (kind === 'opened' ? [] : [{ action: action!, account }])),
  };
}

async function dataAbove(db: ReadDb, { parent_id }: CaseRow): Promise<CaseFacts['dataAbove']> {
  if (parent_id === null) return undefined;
  const parent = await db.selectFrom('proc_case').select('data').where('id', '=', parent_id).executeTakeFirst();
  return parent?.data as CaseFacts['dataAbove'];
}

/** Clocks of a case, of its sub-cases and of the cases above it, each list with the latest first: of a clock started again it counts. */
async function clocksAround(db: ReadDb, id: Id): Promise<Pick<CaseFacts, 'clocks' | 'clocksAbove' | 'clocksBelow'>> {
  const { rows } = await sql<ClockFacts & { place: 'own' | 'above' | 'below' }>`
    with recursive up as (
      select id, parent_id, 0 as depth from proc_case where id = ${id}
      union all select p.id, p.parent_id, up.depth + 1 from proc_case p join up on p.id = up.parent_id),
    below as (
      select distinct on (k.clock) k.* from proc_case c join case_clock k on k.case_id = c.id
      where c.parent_id = ${id} order by k.clock, k.id desc)
    select case when up.depth = 0 then 'own' else 'above' end as place, up.depth, k.id,
      k.clock, k.first_date as first, k.last_date as last, k.state, k.provisional
    from up join case_clock k on k.case_id = up.id
    union all select 'below', 0, id, clock, first_date, last_date, state, provisional from below
    order by depth, id desc`.execute(db);
  const of = (wanted: string): ClockFacts[] =>
    rows.flatMap(({ place, clock, first, last, state, provisional }) =>
      place === wanted ? { clock, first, last, state, provisional } : [],
    );
  return { clocks: of('own'), clocksAbove: of('above'), clocksBelow: of('below') };
}
