import { note, type Notes } from './check-value-notes.ts';
import type { CheckedRecord } from './checked-record.ts';
import { whenHolds } from './display.ts';
import { LONGEST_KEY } from './record-key.ts';
import { templateFields } from './record-title.ts';
import type { RecordFields, ResourceType } from './resource-type.ts';

/** What a record cannot do without: its required fields, a title and something that tells it from others. */
export function noteMissing(
  type: ResourceType,
  fields: RecordFields,
  { title, localKey }: { title: string | undefined; localKey: CheckedRecord['localKey'] | undefined },
  notes: Notes,
): void {
  const { faults } = notes;
  const refused = new Set(faults.flatMap(({ severity, field }) => (severity === 'error' && field ? [field] : [])));
  for (const field of type.fields) {
    if (!field.required || fields[field.id] !== undefined || refused.has(field.id)) continue;
    notes.field = field.id;
    if (whenHolds(field, fields)) note(notes, 'error', 'record.required');
  }
  // Where a cell was refused, its own message says what to do; what would follow from it is not said.
  const explained = (ids: readonly string[]): boolean => ids.some((id) => refused.has(id));
  notes.field = null;
  if (title === undefined && !explained(titleWays(type).flat())) {
    note(notes, 'error', 'record.no_title', titleParams(type));
  }
  if (localKey === undefined && !explained([...type.key.flat(), ...type.content_key])) {
    note(notes, 'error', 'record.no_key', keyParams(type));
  }
  if (localKey?.kind === 'number' && localKey.value.length > LONGEST_KEY) {
    notes.field = type.key[0]![0]!;
    note(notes, 'error', 'record.too_long', { length: localKey.value.length, max: LONGEST_KEY });
  }
}

/** Every set of fields that gives a title. */
const titleWays = (type: ResourceType): string[][] => [
  ...(type.byId.has('title') ? [['title']] : []),
  ...type.title.map(templateFields),
];

function titleParams(type: ResourceType): Record<string, string> {
  const ways = titleWays(type);
  return {
    fields_zh: ways.map((ids) => labels(type, ids, 'zh')).join('，或 '),
    fields_en: ways.map((ids) => labels(type, ids, 'en')).join(', or '),
  };
}

const keyParams = (type: ResourceType): Record<string, string> => ({
  key_zh: type.key.map((ids) => labels(type, ids, 'zh')).join('，或 '),
  key_en: type.key.map((ids) => labels(type, ids, 'en')).join(', or '),
  content_zh: labels(type, type.content_key, 'zh'),
  content_en: labels(type, type.content_key, 'en'),
});

function labels(type: ResourceType, ids: readonly string[], lang: 'zh' | 'en'): string {
  return ids.map((id) => type.byId.get(id)?.label[lang] ?? id).join(lang === 'en' ? ' + ' : '＋');
}
