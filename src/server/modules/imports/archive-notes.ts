import { EXPORT_COLUMNS } from '../../../shared/imports/mapping.ts';
import type { Column } from './columns.ts';
import { localName } from '../../../shared/imports/extension-places.ts';
import { type ArchiveLayout, hasKeyColumn, type PartLayout } from './find-archive.ts';
import type { Note } from './store.ts';

export type TableRole = 'records' | 'joined' | 'aside';

/** The tables of an archive, and whether anything of them goes to a field. */
export function tablesOf(layout: ArchiveLayout, headings: readonly string[], columns: readonly Column[]) {
  const filled = new Set(columns.flatMap(({ field, index }) => (field === null ? [] : [index])));
  let at = layout.records.fields.length + (hasKeyColumn(layout.records) ? 1 : 0);
  const joined = layout.joined.map((part) => {
    const places = part.fields.map((_, i) => at + i);
    at += part.fields.length;
    const isUsed = places.some((place) => filled.has(place) || headings[place] === EXPORT_COLUMNS.type);
    return { part, role: (isUsed ? 'joined' : 'aside') satisfies TableRole };
  });
  return [{ part: layout.records, role: 'records' as const }, ...joined] as { part: PartLayout; role: TableRole }[];
}

/** What is to be said of an archive as a whole: its data set, and what of it has no place here. */
export function archiveNotes(layout: ArchiveLayout, headings: readonly string[], columns: readonly Column[]): Note[] {
  const notes: Note[] = [];
  const { facts } = layout;
  if (facts) {
    const { title, creators, published, licence } = facts;
    const or = (text: string): string => (text === '' ? '–' : text.slice(0, 500));
    notes.push({
      code: 'note.dataset',
      params: { title: or(title), creators: or(creators), published: or(published), licence: or(licence) },
    });
  }
  for (const { part, role } of tablesOf(layout, headings, columns)) {
    if (role === 'aside' && part.rows > 0)
      notes.push({ code: 'note.extension_aside', params: { extension: localName(part.rowType), rows: part.rows } });
    const described = new Set([part.key, ...part.fields.map(({ index }) => index)].filter((index) => index !== null));
    if (part.width > described.size)
      notes.push({
        code: 'note.columns_undescribed',
        params: { part: part.path, columns: part.width - described.size },
      });
  }
  return notes;
}
