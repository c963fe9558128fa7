import type { Procedure } from '../../../shared/policy/procedures.ts';
import { isProgram } from '../../../shared/policy/procedure-who.ts';
import type { CasePlace } from '../../../shared/procedures/desks.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { CaseRow } from './store.ts';

/** What decides on whose desks a case lies. */
export async function placeOf(db: ReadDb, row: CaseRow): Promise<CasePlace> {
  const assigned = await db
    .selectFrom('case_assignment')
    .select(['role', 'account_id as account'])
    .where('case_id', '=', row.id)
    .where('ended_at', 'is', null)
    .execute();
  return placeWith(row, assigned);
}

/** The same with the assignments already read. */
export function placeWith(row: CaseRow, assigned: CasePlace['assigned']): CasePlace {
  return {
    programme: row.programme_id,
    procedure: row.procedure,
    platform: row.platform_id,
    host: row.host_id,
    supervising: row.supervising_id,
    region: row.region_code,
    opener: row.opened_by,
    assigned,
  };
}

/**
 * Whos who see a case: as the table says, else everybody it names. Who may only open one sees those they opened.
 * In a state that is not public yet, `anyone` sees nothing: a call being drafted is the office's.
 */
export function readersOf(procedure: Procedure, state?: string): string[] {
  if (procedure.seen_by)
    return state === undefined || procedure.states[state]!.public
      ? procedure.seen_by
      : procedure.seen_by.filter((who) => who !== 'anyone');
  const named = [
    ...procedure.edit.flatMap(({ by }) => by),
    ...procedure.transitions.flatMap(({ by, tells }) => [...by, ...tells]),
    ...(procedure.open?.by.filter((who) => who !== 'anyone') ?? []),
    ...(procedure.open ? ['opener'] : []),
  ];
  return [...new Set(named)].filter((who) => !isProgram(who));
}
