import { displayValues } from '../../../shared/catalogue/display.ts';
import type { FieldSpec, FieldValue, ResourceType } from '../../../shared/catalogue/resource-type.ts';
import { type Lang } from '../../../shared/i18n.ts';
import type { OpenRecord } from '../catalogue/index.ts';

/** A filled field with the term that an outward standard has for it. */
export interface Mapped {
  field: FieldSpec;
  values: readonly string[];
}

const tables = new WeakMap<ResourceType, Map<string, Map<string, FieldSpec[]>>>();

/** Fields of a type by the terms of a standard, in the type's order. */
export function termsOf(type: ResourceType, standard: string): ReadonlyMap<string, readonly FieldSpec[]> {
  const known = tables.get(type) ?? new Map<string, Map<string, FieldSpec[]>>();
  tables.set(type, known);
  let terms = known.get(standard);
  if (!terms) {
    terms = new Map();
    for (const field of type.fields) {
      const term = field.map?.[standard];
      if (term !== undefined) terms.set(term, [...(terms.get(term) ?? []), field]);
    }
    known.set(standard, terms);
  }
  return terms;
}

export const listOf = (value: FieldValue | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === 'object' ? value.map(String) : [String(value)];

/** Filled fields that a standard knows under a term, values as they are stored. */
export const mappedTo = (record: OpenRecord, standard: string, term: string): Mapped[] =>
  (termsOf(record.type, standard).get(term) ?? []).flatMap((field) => {
    const values = listOf(record.fields[field.id]);
    return values.length === 0 ? [] : [{ field, values }];
  });

/** The values of all fields under a term, as they are stored. */
export const valuesOf = (record: OpenRecord, standard: string, term: string): string[] =>
  mappedTo(record, standard, term).flatMap(({ values }) => values);

/** The same in words, with their unit. */
export const wordsOf = (record: OpenRecord, standard: string, term: string, lang: Lang = 'zh-CN'): string[] =>
  (termsOf(record.type, standard).get(term) ?? []).flatMap((field) =>
    displayValues(record.type, field, record.fields[field.id], lang).map((text) =>
      field.unit === undefined ? text : `${text} ${field.unit}`,
    ),
  );

/** A field's value in words. */
export function fieldInWords({ type, fields }: OpenRecord, id: string, lang: Lang = 'zh-CN'): string | undefined {
  const field = type.byId.get(id);
  return field && displayValues(type, field, fields[id], lang)[0];
}
