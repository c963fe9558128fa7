import { sql } from 'kysely';
import type { Procedures } from '../../../shared/policy/procedures.ts';
import type { CaseFacts, ClockFacts } from '../../../shared/procedures/case-facts.ts';
import type { CasePlace } from '../../../shared/procedures/desks.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import { placeWith } from './place.ts';
import type { CaseRow } from './store.ts';

interface Around {
  assigned: CasePlace['assigned'];
  subs: { procedure: string; state: string; open: boolean; outcome: string | null; holds: boolean }[];
  signatures: CaseFacts['signatures'];
  events: { kind: string; action: string | null; account: string | null; party: string | null }[];
  above: Readonly<Record<string, unknown>> | null;
  /** Of the rule set's files when it was opened. */
  digest: string | null;
  clocks: (ClockFacts & { place: 'own' | 'above' | 'below' })[];
}

/** All that a decision about a case rests on, in one statement. */
export async function factsOf(
  db: ReadDb,
  row: CaseRow,
  procedures: Procedures,
): Promise<CaseFacts & { heldBy: string | undefined; digest: string | null }> {
  const { digest, assigned, subs, signatures, events, above, clocks } = await around(db, row.id);
  const filed = subs.filter(({ procedure, state }) => procedures[procedure]?.states[state]?.unfiled !== true);
  const holding = filed.find(({ open, holds }) => open && holds);
  const clocksOf = (wanted: string): ClockFacts[] =>
    clocks.flatMap(({ place, ...clock }) => (place === wanted ? clock : []));
  return {
    state: row.state,
    place: placeWith(row, assigned),
    data: row.data,
    dataAbove: above ?? undefined,
    held: holding !== undefined,
    heldBy: holding?.procedure,
    digest,
    subCases: filed.map(({ procedure, open, outcome }) => ({ procedure, open, outcome })),
    clocks: clocksOf('own'),
    clocksAbove: clocksOf('above'),
    clocksBelow: clocksOf('below'),
    signatures,
    openedAs: events.find(({ kind }) => kind === 'opened')?.party ?? null,
    taken: events.flatMap(({ kind, action, account }) => (kind === 'opened' ? [] : [{ action: action!, account }])),
  };
}

/** Lists of clocks have the latest first: of a clock started again it counts; of those of sub-cases only the newest of each. */
async function around(db: ReadDb, id: string): Promise<Around> {
  const { rows } = await sql<Around>`
    with recursive up as (
      select id, parent_id, 0 as depth from proc_case where id = ${id}
      union all select p.id, p.parent_id, up.depth + 1 from proc_case p join up on p.id = up.parent_id),
    below as (
      select distinct on (k.clock) k.* from proc_case c join case_clock k on k.case_id = c.id
      where c.parent_id = ${id} order by k.clock, k.id desc),
    clock as (
      select case when up.depth = 0 then 'own' else 'above' end as place, up.depth, k.*
      from up join case_clock k on k.case_id = up.id
      union all select 'below', 0, below.* from below)
    select
      (select coalesce(jsonb_agg(jsonb_build_object('role', a.role, 'account', a.account_id::text) order by a.id), '[]')
       from case_assignment a where a.case_id = c.id and a.ended_at is null) as assigned,
      (select coalesce(jsonb_agg(jsonb_build_object('procedure', s.procedure, 'state', s.state,
         'open', s.closed_at is null, 'outcome', s.outcome, 'holds', s.holds) order by s.id), '[]')
       from proc_case s where s.parent_id = c.id) as subs,
      (select coalesce(jsonb_agg(jsonb_build_object('action', g.action, 'party', g.party,
         'account', g.account_id::text)), '[]')
       from case_signature g where g.case_id = c.id) as signatures,
      (select coalesce(jsonb_agg(jsonb_build_object('kind', e.kind, 'action', e.action,
         'account', e.account_id::text, 'party', e.party) order by e.id), '[]')
       from case_event e where e.case_id = c.id and e.kind in ('opened', 'action', 'signed')) as events,
      (select e.detail ->> 'digest' from case_event e where e.case_id = c.id and e.kind = 'opened' order by e.id limit 1) as digest,
      (select p.data from proc_case p where p.id = c.parent_id) as above,
      (select coalesce(jsonb_agg(jsonb_build_object('place', k.place, 'clock', k.clock, 'first', k.first_date::text,
         'last', k.last_date::text, 'state', k.state, 'provisional', k.provisional) order by k.depth, k.id desc), '[]')
       from clock k) as clocks
    from proc_case c where c.id = ${id}`.execute(db);
  return rows[0]!;
}
