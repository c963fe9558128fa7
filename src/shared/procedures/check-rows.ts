/** A fact checked on the spot: where, what, as claimed and as found. */
export interface CheckRow {
  /** Organisation where it was looked at. */
  unit: string;
  item: string;
  /** Figure of `criteria.yaml` it is about, if any: what was found then takes the claim's place. */
  figure?: string | null | undefined;
  claimed?: unknown;
  /** It is as claimed. */
  confirmed: boolean;
  /** The value found, where it is not. */
  found?: unknown;
  note?: string | null | undefined;
}

const MOST_ROWS = 200;
const isText = (value: unknown, most: number): boolean => typeof value === 'string' && [...value].length <= most;
const isOptional = (value: unknown, most: number): boolean =>
  value === null || value === undefined || isText(value, most);

/** Rows as they may be while somebody is still writing them. */
export const isCheckRows = (value: unknown): value is CheckRow[] =>
  Array.isArray(value) && value.length <= MOST_ROWS && value.every(isCheckRow);

const isCheckRow = (row: unknown): boolean => {
  if (typeof row !== 'object' || row === null) return false;
  const { unit, item, figure, confirmed, note } = row as Record<string, unknown>;
  return (
    isText(unit, 200) &&
    isText(item, 300) &&
    isOptional(figure, 60) &&
    isOptional(note, 1000) &&
    typeof confirmed === 'boolean' &&
    JSON.stringify(row).length <= 10_000
  );
};

/** A row that says something: where and what was checked, and what was found instead where it was not as claimed. */
export const isFilledCheck = (row: CheckRow): boolean =>
  row.unit.trim() !== '' &&
  row.item.trim() !== '' &&
  (row.confirmed ||
    (row.found !== undefined && row.found !== null && row.found !== '') ||
    (row.note ?? '').trim() !== '');

/** Marks by item of a score sheet; what each may be is the matter of `reviews.yaml`. */
export const isMarks = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.keys(value).length <= 100 &&
  Object.values(value).every((mark) => mark === null || (typeof mark === 'number' && Number.isFinite(mark)));
