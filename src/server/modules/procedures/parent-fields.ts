import type { Procedure } from '../../../shared/policy/procedures.ts';
import type { CaseRow } from './store.ts';

/** Whether the readers of a sub-case see fields of its parent in its present state. */
export const showsParent = (
  { parent_fields, parent_fields_in }: Procedure,
  { state }: Pick<CaseRow, 'state'>,
): boolean => parent_fields.length > 0 && (parent_fields_in?.includes(state) ?? true);
