import { fromStates } from '../../../shared/policy/procedure-table.ts';
import type { Procedure } from '../../../shared/policy/procedures.ts';
import type { CaseFacts } from '../../../shared/procedures/case-facts.ts';
import { partyOf } from '../../../shared/procedures/decide.ts';

type Asker = Parameters<typeof partyOf>[2];
type Standing = Pick<CaseFacts, 'state' | 'data'>;

/** What may be written in a case now, and by whom: rules of its state, and those that hold only for who was invited. */
export const openEdits = ({ edit }: Procedure, { state, data }: Standing): Procedure['edit'] =>
  edit.filter(
    ({ states, when }) =>
      states.includes(state) && (!when || when.one_of.some((wanted) => wanted === data[when.field])),
  );

/** Fields that somebody may write in a case now. */
export const editableFields = (
  procedure: Procedure,
  facts: Standing & Pick<CaseFacts, 'place'>,
  actor: Asker,
): string[] =>
  openEdits(procedure, facts)
    .filter(({ by }) => partyOf(by, facts, actor) !== undefined)
    .flatMap(({ fields }) => fields);

/**
 * Fields whose typed values count for somebody: those they may write now, and all that is being written when a step of theirs hands
 * it in. A legal representative submits, and so reads, what the administrator of the host wrote, fields that may stay empty included.
 */
export function countedFields(
  procedure: Procedure,
  facts: Standing & Pick<CaseFacts, 'place'>,
  actor: Asker,
): Set<string> {
  const written = openEdits(procedure, facts).flatMap(({ fields }) => fields);
  const handsIn = procedure.transitions.some(
    (row) =>
      fromStates(procedure, row).includes(facts.state) &&
      partyOf(row.by, facts, actor) !== undefined &&
      row.requires.some((need) => 'fields' in need && need.fields.some((field) => written.includes(field))),
  );
  return new Set(handsIn ? written : editableFields(procedure, facts, actor));
}
