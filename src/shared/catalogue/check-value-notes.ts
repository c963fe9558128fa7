import type { RecordFault } from './checked-record.ts';
import type { RecordFaultCode } from './record-faults.ts';

/** Gathers what is wrong while a record is read; `field` is the one being looked at. */
export interface Notes {
  readonly faults: RecordFault[];
  field: string | null;
}

/** A list of a thousand bad values needs no thousand messages. */
const MOST_PER_FIELD = 5;

export function note(
  notes: Notes,
  severity: RecordFault['severity'],
  code: RecordFaultCode,
  params: RecordFault['params'] = {},
): void {
  const { faults, field } = notes;
  const earlier = faults.at(-MOST_PER_FIELD);
  if (earlier !== undefined && field !== null && earlier.field === field && earlier.severity === severity) return;
  faults.push({ severity, field, code, params });
}

const LONGEST_SHOWN = 60;

/** A given text as it is quoted in messages. */
export const shown = (text: string): string =>
  text.length <= LONGEST_SHOWN
    ? text
    : `${Array.from(text.slice(0, LONGEST_SHOWN * 2))
        .slice(0, LONGEST_SHOWN)
        .join('')}…`;
