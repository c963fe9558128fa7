/**
 * Several values in one cell. They stand between separators; where a value has one of these itself, the cell is a JSON array, so
 * that what is exported comes in again as it was.
 *
 * @param separators those of the field (`FieldSpec.separator`), `;` by default
 */
export function listCell(values: readonly (string | number)[], separators = ';'): string {
  const plain = values.every((value) => typeof value === 'number' || !needsArray(value, separators));
  return plain ? values.join(separators[0]) : JSON.stringify(values);
}

const needsArray = (value: string, separators: string): boolean =>
  /[\r\n]/.test(value) ||
  value.startsWith('[') ||
  [...separators].some((separator) => value.normalize('NFKC').includes(separator.normalize('NFKC')));

/** The values of a cell that is a JSON array of texts and numbers; undefined when it is none. */
export function cellList(cell: string): (string | number)[] | undefined {
  if (!cell.trimStart().startsWith('[')) return undefined;
  try {
    const value: unknown = JSON.parse(cell);
    const isList = Array.isArray(value) && value.every((item) => typeof item === 'string' || typeof item === 'number');
    return isList ? (value as (string | number)[]) : undefined;
  } catch {
    return undefined;
  }
}
