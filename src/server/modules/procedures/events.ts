import { isProgram } from '../../../shared/policy/procedure-who.ts';
import { fromStates } from '../../../shared/policy/procedure-table.ts';
import type { Procedure } from '../../../shared/policy/procedures.ts';
import type { CivilDate } from '../../../shared/dates.ts';
import type { Citation } from '../../../shared/problems.ts';
import type { Desk } from '../../../shared/procedures/desks.ts';
import type { Tx } from '../../kernel/act.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import type { CaseRow } from './store.ts';
import { queueTelling } from './tell.ts';

export interface NewEvent {
  kind:
    | 'opened'
    | 'action'
    | 'signed'
    | 'overdue'
    | 'clock_moved'
    | 'sub_case'
    | 'assigned'
    | 'claimed'
    | 'released'
    | 'handed_over'
    | 'comment'
    | 'file';
  on?: CivilDate;
  action?: string;
  from?: string;
  to?: string;
  party?: string;
  cite?: Citation;
  detail?: Readonly<Record<string, unknown>>;
  readers?: readonly Desk[] | undefined;
  told?: readonly string[];
}

/** Adds to the timeline of a case; those told hear of it after commit. */
export async function addEvent(ctx: Ctx, tx: Tx, row: Pick<CaseRow, 'id'>, event: NewEvent): Promise<Id> {
  const told = [...(event.told ?? [])];
  const { id } = await tx.db
    .insertInto('case_event')
    .values({
      case_id: row.id,
      at: ctx.now,
      on_date: event.on ?? ctx.today,
      kind: event.kind,
      action: event.action ?? null,
      from_state: event.from ?? null,
      to_state: event.to ?? null,
      account_id: accountOf(ctx.actor),
      actor_name: ctx.actor.kind === 'account' ? ctx.actor.name : '',
      party: event.party ?? null,
      cite: event.cite ? JSON.stringify(event.cite) : null,
      detail: JSON.stringify(event.detail ?? {}),
      readers: event.readers ? [...event.readers] : null,
      told,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  if (told.length > 0 || event.kind === 'handed_over') await queueTelling(tx, id);
  return id;
}

/** Who has work in a state: optional actions and those of the program are none. */
export const workers = (procedure: Procedure, state: string): string[] => [
  ...new Set(
    procedure.transitions
      .filter((row) => !row.optional && fromStates(procedure, row).includes(state))
      .flatMap(({ by }) => by)
      .filter((who) => !isProgram(who)),
  ),
];
