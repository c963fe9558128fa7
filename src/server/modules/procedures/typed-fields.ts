import { fromStates } from '../../../shared/policy/procedure-table.ts';
import type { Procedure } from '../../../shared/policy/procedures.ts';
import type { CaseFacts } from '../../../shared/procedures/case-facts.ts';
import { partyOf } from '../../../shared/procedures/decide.ts';

type Asker = Parameters<typeof partyOf>[2];

/** Fields that somebody may write in a state of a case. */
export const editableFields = (
  procedure: Procedure,
  state: string,
  facts: Pick<CaseFacts, 'place'>,
  actor: Asker,
): string[] =>
  procedure.edit
    .filter(({ states, by }) => states.includes(state) && partyOf(by, facts, actor) !== undefined)
    .flatMap(({ fields }) => fields);

/**
 * Fields whose typed values count for somebody: those they may write now, and those being written that a step of theirs requires. A
 * legal representative submits, and so reads, what the administrator of the host wrote.
 */
export function countedFields(
  procedure: Procedure,
  state: string,
  facts: Pick<CaseFacts, 'place'>,
  actor: Asker,
): Set<string> {
  const written = new Set(procedure.edit.flatMap(({ states, fields }) => (states.includes(state) ? fields : [])));
  const required = procedure.transitions
    .filter((row) => fromStates(procedure, row).includes(state) && partyOf(row.by, facts, actor) !== undefined)
    .flatMap(({ requires }) => requires.flatMap((need) => ('fields' in need ? need.fields : [])));
  return new Set([
    ...editableFields(procedure, state, facts, actor),
    ...required.filter((field) => written.has(field)),
  ]);
}
