import type { FieldSpec } from '../catalogue/resource-type.ts';

/** Column heading to field id; null leaves the column aside. */
export type Mapping = Readonly<Record<string, string | null>>;
export type Match = 'id' | 'label' | 'alias' | 'none';

export interface Suggestion {
  mapping: Record<string, string | null>;
  matched: Record<string, Match>;
}

/** Columns this program adds to files of refused rows; a corrected file may still have them. */
export const ADDED_COLUMNS = { row: '行号', faults: '错误' } as const;

/** Columns that exports add to what the record holds; an import looks at the type only. */
export const EXPORT_COLUMNS = { id: 'keyuan_id', type: 'keyuan_type', platform: 'keyuan_platform' } as const;

const ADDED = new Set<string>([...Object.values(ADDED_COLUMNS), ...Object.values(EXPORT_COLUMNS)]);

type Names = Pick<FieldSpec, 'id' | 'label' | 'aliases' | 'map'>;

/** Case, width, spaces and marks do not count: “ ＡＣＣＥＮＵＭＢ* ” is “accenumb”. */
export const headingKey = (heading: string): string =>
  heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{Cf}\p{Cc}_\-.:*'"/\\、，,；;]+/gu, '');

/** Without what stands in brackets at its end: “海拔（米）” is also “海拔”. */
const bareKey = (heading: string): string =>
  headingKey(heading.normalize('NFKC').replace(/[([{【][^)\]}】]*[)\]}】]\s*\*?\s*$/u, ''));

/** Every name of a field by its key; where two fields share a name, the stronger kind of match and then the earlier field wins. */
function namesOf(fields: readonly Names[]): Map<string, { field: string; match: Match }> {
  const names = new Map<string, { field: string; match: Match }>();
  const add = (name: string, field: string, match: Match): void => {
    for (const key of [headingKey(name), bareKey(name)])
      if (key !== '' && !names.has(key)) names.set(key, { field, match });
  };
  for (const { id } of fields) add(id, id, 'id');
  for (const { id, label } of fields) {
    add(label.zh, id, 'label');
    add(label.en, id, 'label');
  }
  for (const { id, aliases = [] } of fields) for (const name of aliases) add(name, id, 'alias');
  // What an outward standard calls a field counts after what any field is called here.
  for (const { id, map = {} } of fields) for (const name of Object.values(map)) add(name, id, 'alias');
  return names;
}

const STRENGTH: Readonly<Record<Match, number>> = { id: 3, label: 2, alias: 1, none: 0 };

/** Proposes a field for every heading. A field is given to one column only: to the better match, then to the first. */
export function suggestMapping(fields: readonly Names[], headings: readonly string[]): Suggestion {
  const names = namesOf(fields);
  const taken = new Map<string, { heading: string; match: Match }>();
  const isExact = (heading: string, field: string): number => Number(heading.trim() === field);
  for (const heading of headings) {
    const found = names.get(headingKey(heading)) ?? names.get(bareKey(heading));
    if (!found) continue;
    const held = taken.get(found.field);
    const better =
      !held ||
      STRENGTH[found.match] > STRENGTH[held.match] ||
      // Files of several types may have scientificName and scientific_name.
      (found.match === 'id' && isExact(heading, found.field) > isExact(held.heading, found.field));
    if (better) taken.set(found.field, { heading, match: found.match });
  }
  const byHeading = new Map([...taken].map(([field, { heading, match }]) => [heading, { field, match }]));
  return {
    mapping: Object.fromEntries(headings.map((heading) => [heading, byHeading.get(heading)?.field ?? null])),
    matched: Object.fromEntries(headings.map((heading) => [heading, byHeading.get(heading)?.match ?? 'none'])),
  };
}

export const isAddedColumn = (heading: string): boolean => ADDED.has(heading.trim());
