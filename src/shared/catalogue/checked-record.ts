import type { RecordFields } from './resource-type.ts';

/** A record that passed the checks of its type: content in its normal form, and what follows from it. */
export interface CheckedRecord {
  /** Normalised values; empty ones are left out. */
  fields: RecordFields;
  title: string;
  titleEn?: string | undefined;
  /** The local number that the type's key fields give; without one the text whose digest stands for it. */
  localKey: { kind: 'number' | 'content'; value: string };
  /** Share of the type's minimum set that is filled, percent. */
  quality: number;
}

/** What is wrong or doubtful with a record; texts in `RECORD_FAULTS` (record-faults.ts). */
export interface RecordFault {
  severity: 'error' | 'warning';
  /** Field id; null for the record as a whole. */
  field: string | null;
  code: string;
  params: Readonly<Record<string, string | number>>;
}

export interface CheckOutcome {
  /** Undefined when there is an error. */
  record: CheckedRecord | undefined;
  faults: RecordFault[];
}
