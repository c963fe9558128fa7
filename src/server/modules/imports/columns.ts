import type { ResourceType } from '../../../shared/catalogue/resource-type.ts';
import { EXPORT_COLUMNS, type Mapping, suggestMapping } from '../../../shared/imports/mapping.ts';
import { importsProblem } from '../../../shared/imports/problems.ts';
import { dataColumns } from './table.ts';

/** A column of the file and the field it fills; null: it is left aside. */
export interface Column {
  index: number;
  heading: string;
  field: string | null;
}

export type Constants = Readonly<Record<string, string>>;

/**
 * Settles which column fills which field: a given mapping goes first, the other columns are matched by their headings.
 *
 * @throws imports.column_unknown, imports.field_unknown, imports.field_twice, imports.heading_twice, imports.key_unmapped
 */
export function settleColumns(
  type: ResourceType,
  headings: readonly string[],
  given: Mapping = {},
  constants: Constants = {},
): Column[] {
  const columns = dataColumns(headings);
  checkGiven(type, headings, given, constants);
  const fixed = new Set(Object.values(given).filter((field) => field !== null));
  const open = columns.map(({ heading }) => heading).filter((heading) => !Object.hasOwn(given, heading));
  const suggested = suggestMapping(
    type.fields.filter(({ id }) => !fixed.has(id)),
    open,
  ).mapping;
  const settled = columns.map(({ index, heading }) => ({
    index,
    heading,
    field: (Object.hasOwn(given, heading) ? given[heading] : suggested[heading]) ?? null,
  }));
  refuseTwice(type, settled);
  const filled = new Set([...settled.map(({ field }) => field), ...Object.keys(constants)]);
  const hasNumber = type.key.some((fields) => fields.every((field) => filled.has(field)));
  if (!hasNumber && !type.content_key.some((field) => filled.has(field))) {
    const fields = [...type.key, type.content_key]
      .map((alternative) => alternative.map((id) => labelOf(type, id)).join(' + '))
      .join('；');
    throw importsProblem('imports.key_unmapped', { type: type.label.zh, fields });
  }
  return settled;
}

/** Where an export says of what type a row is; -1 in other files. */
export const typeColumnOf = (headings: readonly string[]): number =>
  headings.findIndex((heading) => heading.trim() === EXPORT_COLUMNS.type);

const labelOf = (type: ResourceType, id: string): string => `${type.byId.get(id)?.label.zh ?? id} ${id}`;

function checkGiven(type: ResourceType, headings: readonly string[], given: Mapping, constants: Constants): void {
  for (const [column, field] of Object.entries(given)) {
    if (field === null) continue;
    if (!headings.includes(column)) throw importsProblem('imports.column_unknown', { column });
    if (!type.byId.has(field)) throw importsProblem('imports.field_unknown', { type: type.label.zh, field, column });
  }
  for (const field of Object.keys(constants)) {
    if (!type.byId.has(field))
      throw importsProblem('imports.field_unknown', { type: type.label.zh, field, column: '=' });
  }
}

function refuseTwice(type: ResourceType, columns: readonly Column[]): void {
  const first = new Map<string, string>();
  for (const { field, heading } of columns) {
    if (field === null) continue;
    const other = first.get(field);
    first.set(field, heading);
    if (other === undefined) continue;
    if (other === heading) throw importsProblem('imports.heading_twice', { column: heading });
    throw importsProblem('imports.field_twice', { field: labelOf(type, field), columns: `${other}、${heading}` });
  }
}
