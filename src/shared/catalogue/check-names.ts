/** A check as a type file writes it: `in_order(COLLDATE, ACQDATE)`. */
export interface NamedCheck {
  name: string;
  fields: string[];
}

export function parseCheck(text: string): NamedCheck | undefined {
  const match = /^\s*([a-z][a-z0-9_]*)\s*(?:\(([^()]*)\))?\s*$/.exec(text);
  if (!match) return undefined;
  return {
    name: match[1]!,
    fields: (match[2] ?? '')
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  };
}

/** Checks over several fields and how many fields each takes (record-checks.ts). */
export const CHECK_NAMES = {
  /** Both filled or none: latitude and longitude. */
  both: 2,
  /** 0,0 means that nobody knew: both are left out. */
  zero_means_missing: 2,
  /** Decimal degrees and their DDMMSS form tell the same place; with the axis known by the form. */
  agrees_with_dms: 2,
  /** The first date is not later than the second. */
  in_order: 2,
  /** The date has come. */
  not_future: 1,
  /** Needed for exchange, so its absence is pointed out. */
  wanted: 1,
  /** An exception from openness has its basis and the date when it is looked at again. */
  exception_explained: 3,
  /** The type code inside the CSTR is that of the resource type. */
  cstr_type: 1,
  /** A value below the threshold of the national survey is pointed out: field, then the threshold. */
  at_least: 2,
  /** A count of people or samples below the second is no aggregate and refuses the record. */
  group_size: 2,
  /** No text holds the number of an identity card. */
  no_person_numbers: 0,
} as const satisfies Record<string, number>;
export type CheckName = keyof typeof CHECK_NAMES;
