import type { FieldSpec, FieldValue, RecordFields, ResourceType } from './resource-type.ts';

export interface FieldDifference {
  field: FieldSpec;
  before: FieldValue | undefined;
  after: FieldValue | undefined;
}

/** What changed between two versions of a record, in the order of form and page. */
export const diffFields = (type: ResourceType, before: RecordFields, after: RecordFields): FieldDifference[] =>
  type.fields
    .filter(({ id }) => !sameValue(before[id], after[id]))
    .map((field) => ({ field, before: before[field.id], after: after[field.id] }));

/** Two values of a field are the same; the order of several values counts (authors). */
export function sameValue(a: FieldValue | undefined, b: FieldValue | undefined): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => item === b[i]);
  return a === b;
}
