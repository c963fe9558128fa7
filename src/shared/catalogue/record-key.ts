import type { CheckedRecord } from './checked-record.ts';
import type { FieldValue, RecordFields, ResourceType } from './resource-type.ts';

/** A number is kept in an index, whose rows are bounded. */
export const LONGEST_KEY = 400;

const PLAIN = /^[\x21-\x7e]*$/;
const keyText = (value: FieldValue): string => {
  const text = Array.isArray(value) ? value.join(';') : String(value);
  return PLAIN.test(text) ? text : text.normalize('NFKC').replace(/\s+/g, ' ').trim();
};

/**
 * What tells a record from others of its platform and type: the first key alternative that is filled, several values
 * joined by `|`; without one the content key as canonical JSON, letters in lower case. Undefined where both are empty.
 */
export function localKeyOf(type: ResourceType, fields: RecordFields): CheckedRecord['localKey'] | undefined {
  for (const alternative of type.key) {
    if (alternative.some((id) => fields[id] === undefined)) continue;
    const value = alternative.map((id) => keyText(fields[id]!)).join('|');
    if (value !== '') return { kind: 'number', value };
  }
  if (type.content_key.every((id) => fields[id] === undefined)) return undefined;
  const content = type.content_key.map((id) => (fields[id] === undefined ? null : keyText(fields[id]).toLowerCase()));
  return { kind: 'content', value: JSON.stringify(content) };
}
