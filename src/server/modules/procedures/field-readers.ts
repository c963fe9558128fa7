import { readWho } from '../../../shared/policy/procedure-who.ts';
import type { Procedure } from '../../../shared/policy/procedures.ts';
import { type CasePlace, type Desk, desksOfAll } from '../../../shared/procedures/desks.ts';
import type { Ctx } from '../../kernel/context.ts';
import { desksOfActor, sees } from './access.ts';
import { placeOf } from './place.ts';
import { rulesOf } from './rules.ts';
import type { CaseRow } from './store.ts';

/**
 * Whos who read a field; undefined: all who see the case. A field that is only entered with actions which some do not see
 * is seen by those who see one of these actions.
 */
export function fieldReaders(procedure: Procedure, id: string): string[] | undefined {
  const field = procedure.fields[id];
  if (field?.seen_by) return field.seen_by;
  if (procedure.edit.some(({ fields }) => fields.includes(id))) return undefined;
  const asking = procedure.transitions.filter(({ asks }) => asks.some((ask) => ask.replace('?', '') === id));
  return asking.length > 0 && asking.every(({ seen_by }) => seen_by)
    ? asking.flatMap(({ seen_by }) => seen_by!)
    : undefined;
}

/** The fields of a value that somebody at these desks reads. */
export const readable = (
  procedure: Procedure,
  place: CasePlace,
  desks: ReadonlySet<Desk> | 'all',
  values: Readonly<Record<string, unknown>>,
): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(values).filter(([id]) => {
      const readers = fieldReaders(procedure, id);
      return desks === 'all' || !readers || sees(desks, desksOfAll(readers, place));
    }),
  );

export async function fieldSeen(ctx: Ctx, row: CaseRow, id: string): Promise<boolean> {
  const place = await placeOf(ctx.db, row);
  return id in readable(rulesOf(ctx, row).procedure, place, await desksOfActor(ctx), { [id]: true });
}

/** Roles of those the case is about: they are not told who in an office, or which expert, did something. */
const SUBJECT_SIDE = ['host_admin', 'legal_representative', 'host_accountant', 'platform_head', 'platform_staff'];
const OUTSIDE = [...SUBJECT_SIDE, 'expert', 'opener', 'anyone', 'registered_user'];
const roleOf = (desk: Desk): string => desk.split('|')[0]!;

/** Whether somebody reads a case as one of the offices that handle it. */
export const readsAsOffice = (desks: ReadonlySet<Desk> | 'all', readers: readonly Desk[]): boolean =>
  desks === 'all' || readers.some((desk) => desks.has(desk) && !OUTSIDE.includes(roleOf(desk)));

/** Whether a who is on the side of the subject: its colleagues may know each other. */
export const onSubjectSide = (party: string | null): boolean => {
  const who = party === null ? undefined : readWho(party);
  return who?.kind === 'role' && SUBJECT_SIDE.includes(who.role);
};
