import type { Bilingual } from '../i18n.ts';
import { hasOneOf } from './display.ts';
import type { FieldSpec, FieldValue, RecordFields, ResourceType } from './resource-type.ts';

export interface MaskedFields {
  /** What may be shown. */
  fields: RecordFields;
  /** Why, by id of each field that was hidden or coarsened. */
  masked: ReadonlyMap<string, Bilingual>;
}

/** Digits after the point that a coarsened number keeps: 0.1 degrees are about 10 km. */
const DIGITS = 1;

const maskedFields = new WeakMap<ResourceType, readonly FieldSpec[]>();
function masksOf(type: ResourceType): readonly FieldSpec[] {
  let fields = maskedFields.get(type);
  if (!fields) {
    fields = type.fields.filter(({ mask }) => mask !== undefined);
    maskedFields.set(type, fields);
  }
  return fields;
}

/** A record as everyone but the platform's own people see it, in every outlet: hidden values left out, numbers coarsened. */
export function maskFields(type: ResourceType, fields: RecordFields): MaskedFields {
  const masked = new Map<string, Bilingual>();
  const open: Record<string, FieldValue> = { ...fields };
  for (const { id, mask } of masksOf(type)) {
    const value = fields[id];
    if (value === undefined || !mask || (mask.unless && hasOneOf(fields[mask.unless.field], mask.unless.in))) continue;
    const coarse = mask.how === 'round' ? rounded(value, mask.digits ?? DIGITS) : undefined;
    if (coarse === undefined) delete open[id];
    else open[id] = coarse;
    masked.set(id, mask.why);
  }
  return { fields: masked.size === 0 ? fields : open, masked };
}

/** What is no number cannot be coarsened and is hidden. */
function rounded(value: FieldValue, digits: number): FieldValue | undefined {
  const round = (number: number): number => Math.round(number * 10 ** digits) / 10 ** digits + 0;
  if (typeof value === 'number') return round(value);
  return Array.isArray(value) && value.every((item) => typeof item === 'number') ? value.map(round) : undefined;
}
