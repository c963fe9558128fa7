import { desksOfAll } from '../../../shared/procedures/desks.ts';
import type { Procedure } from '../../../shared/policy/procedures.ts';
import type { Tx } from '../../kernel/act.ts';
import { workers } from './events.ts';
import { placeOf, readersOf } from './place.ts';
import type { CaseRules } from './rules.ts';
import { type CaseRow, NO_DUE } from './store.ts';
import { openEdits } from './typed-fields.ts';

/** Those with work on a case in a state: who may take it further, and who may fill in what is still being written. */
const atWork = (procedure: Procedure, row: CaseRow): string[] => [
  ...workers(procedure, row.state),
  ...openEdits(procedure, row).flatMap(({ by }) => by),
];

/** Works out anew on whose desks a case lies, who sees it and when it is due. */
export async function refreshCase(tx: Tx, row: CaseRow, { procedure }: CaseRules): Promise<void> {
  const place = await placeOf(tx.db, row);
  const { due } = await tx.db
    .selectFrom('case_clock')
    .select((eb) => eb.fn.min('last_date').as('due'))
    .where('case_id', '=', row.id)
    .where('ended_on', 'is', null)
    .where('state', '<>', 'paused')
    .executeTakeFirstOrThrow();
  const closed = row.closed_at !== null;
  await tx.db
    .updateTable('proc_case')
    .set({
      desks: closed ? [] : desksOfAll(atWork(procedure, row), place),
      readers: desksOfAll(readersOf(procedure, row.state), place),
      due: closed ? NO_DUE : (due ?? NO_DUE),
    })
    .where('id', '=', row.id)
    .execute();
}
