import { sql } from 'kysely';
import type { z } from 'zod';
import { addDays } from '../../../shared/dates.ts';
import { pick } from '../../../shared/i18n.ts';
import type { deskRoutes } from '../../../shared/procedures/desk-routes.ts';
import type { Desk } from '../../../shared/procedures/desks.ts';
import { act } from '../../kernel/act.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { ruleSetVersion } from '../policy/index.ts';
import { desksOfActor, seenBy } from './access.ts';
import { readsAsOffice } from './field-readers.ts';
import { EVENT_LABELS, rowOfEvent } from './labels.ts';
import { firstCases } from './list-cases.ts';
import { rowViews } from './row-view.ts';
import { procedureIn, rulesOf } from './rules.ts';
import { type CaseRow, type EventRow, newestEvent } from './store.ts';
import type { NewEvent } from './events.ts';

type DeskView = z.input<(typeof deskRoutes)['readDesk']['reply']>;

const DEADLINE_DAYS = 14;
const SHOWN = 12;
/** Machine minutes of not looking after which a visit is over. */
const VISIT_MINUTES = 30;

/** The page that greets somebody: what is due, what happened, how much of what there is, what they were writing. */
export async function readDesk(ctx: Ctx): Promise<DeskView> {
  const desks = await desksOfActor(ctx);
  return {
    deadlines: await deadlines(ctx, desks),
    due: twoWeeks(ctx),
    changes: await changes(ctx, desks),
    states: readsAsOffice(desks, [...desks]) ? await states(ctx, desks) : [],
    drafts: await drafts(ctx, desks),
  };
}

const twoWeeks = ({ today }: Pick<Ctx, 'today'>) => ({ from: today, to: addDays(today, DEADLINE_DAYS) });

/**
 * Cases of others count too, as long as the caller sees them by a role: the desk should know what its applicants have to meet.
 * What anybody sees, such as the notices of other networks, is nobody's deadline.
 */
async function deadlines(ctx: Ctx, desks: ReadonlySet<Desk>): Promise<DeskView['deadlines']> {
  const { from, to } = twoWeeks(ctx);
  const asked = { closed: false, due_from: from, due_to: to };
  const own = new Set([...desks].filter((desk) => !desk.startsWith('anyone|')));
  return rowViews(ctx, await firstCases(ctx, asked, seenBy(own), SHOWN));
}

/** Newest events of others since the last visit, one line a case. */
async function changes(ctx: Ctx, desks: ReadonlySet<Desk>): Promise<DeskView['changes']> {
  const me = accountOf(ctx.actor);
  const visit = await ctx.db
    .selectFrom('desk_visit')
    .select('before_event')
    .where('account_id', '=', me ?? '0')
    .executeTakeFirst();
  if (!visit) return [];
  const { rows } = await sql<EventRow & { count: number }>`
    select distinct on (e.case_id) e.*, count(*) over (partition by e.case_id)::int as count
    from (select * from case_event where id > ${visit.before_event} order by id desc limit 5000) e
    join proc_case c on c.id = e.case_id
    where ${seenBy(desks)} and (e.readers is null or ${seenBy(desks, 'e.readers')}) and e.account_id is distinct from ${me}
    order by e.case_id, e.id desc`.execute(ctx.db);
  const newest = rows.toSorted((a, b) => Number(BigInt(b.id) - BigInt(a.id))).slice(0, SHOWN);
  const cases = await casesOf(
    ctx,
    newest.map(({ case_id }) => case_id),
  );
  return newest.map((event) => {
    const row = cases.get(event.case_id)!;
    const { procedure } = rulesOf(ctx, row);
    const step = rowOfEvent(procedure, event);
    return {
      case: row.id,
      title: row.title,
      procedure_label: pick(procedure.label, ctx.lang),
      label: pick(
        event.kind === 'action' && step ? step.label : EVENT_LABELS[event.kind as NewEvent['kind']],
        ctx.lang,
      ),
      state_label: pick(procedure.states[row.state]!.label, ctx.lang),
      at: event.at,
      count: event.count,
    };
  });
}

async function casesOf(ctx: Ctx, ids: readonly Id[]): Promise<Map<Id, CaseRow>> {
  const { rows } = await sql<CaseRow>`select * from proc_case where id = any(${[...ids]}::bigint[])`.execute(ctx.db);
  return new Map(rows.map((row) => [row.id, row]));
}

const COUNTED = 20_000;

/** Open cases by procedure and state. */
async function states(ctx: Ctx, desks: ReadonlySet<Desk>): Promise<DeskView['states']> {
  const { rows } = await sql<{
    programme: string;
    procedure: string;
    state: string;
    rule_set: string;
    version: string;
    count: number;
    overdue: number;
  }>`
    select programme_id as programme, procedure, state, rule_set, max(rule_set_version) as version, count(*)::int as count,
      count(*) filter (where due < ${ctx.today}::date)::int as overdue
    from (select c.* from proc_case c where c.closed_at is null and ${seenBy(desks)} limit ${COUNTED}) c
    group by programme_id, procedure, state, rule_set order by programme_id, procedure, state`.execute(ctx.db);
  return rows.flatMap(({ programme, procedure: id, state, rule_set, version, count, overdue }) => {
    const { procedure } = procedureIn(ruleSetVersion(ctx, rule_set, version), id, programme);
    const known = procedure.states[state];
    if (!known) return [];
    return [
      {
        programme,
        procedure: id,
        procedure_label: pick(procedure.label, ctx.lang),
        state,
        state_label: pick(known.label, ctx.lang),
        count,
        overdue,
      },
    ];
  });
}

/** Open cases in which the caller typed something that is not in force yet, the latest first. */
async function drafts(ctx: Ctx, desks: ReadonlySet<Desk>): Promise<DeskView['drafts']> {
  const { rows } = await sql<CaseRow & { typed_at: string }>`
    select c.*, d.typed_at from proc_case c
    join (select case_id, max(at) as typed_at from case_draft where account_id = ${accountOf(ctx.actor)} group by case_id) d
      on d.case_id = c.id
    where c.closed_at is null and ${seenBy(desks, 'c.desks')} order by d.typed_at desc, c.id limit ${SHOWN}`.execute(
    ctx.db,
  );
  const views = await rowViews(ctx, rows);
  return views.map((view, n) => ({ ...view, typed_at: rows[n]!.typed_at }));
}

/** Remembers up to where the caller has seen. What came since the visit before stays new until this one is over. */
export async function visitDesk(ctx: Ctx): Promise<void> {
  const account = accountOf(ctx.actor);
  if (account === null) return;
  const newest = await newestEvent(ctx);
  await act(ctx, { action: 'procedures.desk.visit', passing: true }, (tx) =>
    sql`insert into desk_visit as v (account_id, before_event, seen_event, at) values (${account}, ${newest}, ${newest}, clock_timestamp())
      on conflict (account_id) do update set
        before_event = case when v.at < clock_timestamp() - ${`${VISIT_MINUTES} minutes`}::interval then v.seen_event else v.before_event end,
        seen_event = excluded.seen_event, at = excluded.at`.execute(tx.db),
  );
}
