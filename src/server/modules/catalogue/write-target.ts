import { createHash } from 'node:crypto';
import type { CheckedRecord } from '../../../shared/catalogue/checked-record.ts';
import { identifierKey, parseIdentifier } from '../../../shared/catalogue/identifiers.ts';
import type { FieldSpec, RecordFields, ResourceType } from '../../../shared/catalogue/resource-type.ts';
import type { CatalogueRules } from '../../../shared/policy/catalogue-rules.ts';
import type { Citation } from '../../../shared/problems.ts';
import type { Id } from '../../kernel/ids.ts';
import type { PreparedRow } from '../search/index.ts';
import type { KeyedResource } from './store.ts';

/** Where records go and under which rules. */
export interface WriteTarget {
  platform: { id: Id; demo: boolean; code: string; name: string; regionCode: string | null };
  type: ResourceType;
  rules: CatalogueRules;
  /** Address of this system: what lies below it is ours. */
  base: string;
  /** The platform's host is a defence research unit (HN-2.2b). */
  defence: boolean;
  /** State of new records; a published record that changes gets a new version or, for `draft`, a revision that waits. */
  state: 'draft' | 'published';
  batchId?: Id;
  note?: string;
}

/** A record without faults of its own (`checkRecord`), with its row for messages: 1 for a single one. */
export interface IncomingRecord {
  row: number;
  checked: CheckedRecord;
  /** Made ahead by another thread; made here where it is missing. */
  prepared?: PreparedRow | undefined;
}

export interface Refusal {
  row: number;
  field: string | null;
  code: string;
  params: Readonly<Record<string, string | number>>;
  cite?: Citation | undefined;
}

export interface WriteOutcome {
  created: Id[];
  updated: Id[];
  unchanged: Id[];
  refused: Refusal[];
}

/** A record on its way in, with what is known of it. */
export interface Candidate extends IncomingRecord {
  key: string;
  identifiers: { scheme: string; value: string; valueKey: string }[];
  existing?: KeyedResource | undefined;
}

/** A record that is there already. */
export type Known = Candidate & { existing: KeyedResource };

/** Before the digest that stands for a local number where there is none. */
export const DIGEST = 'sha256:';

/** The local number of a record as it is kept: the number itself, or a digest of the key fields' content. */
export const keyText = (localKey: CheckedRecord['localKey']): string =>
  localKey.kind === 'number' ? localKey.value : `${DIGEST}${createHash('sha256').update(localKey.value).digest('hex')}`;

/** Identifiers a record bears, by the fields of kind `identifier`. */
export function identifiersOf(type: ResourceType, fields: RecordFields): Candidate['identifiers'] {
  return type.fields
    .filter((field: FieldSpec) => field.kind === 'identifier' && field.scheme !== undefined && field.scheme !== 'other')
    .flatMap((field) => {
      const value = fields[field.id];
      return (Array.isArray(value) ? value : value === undefined ? [] : [value]).map((item) => {
        const { scheme, normalized } = parseIdentifier(String(item));
        return { scheme, value: normalized, valueKey: identifierKey(normalized) };
      });
    });
}

export const candidateOf = (type: ResourceType, record: IncomingRecord): Candidate => ({
  ...record,
  key: keyText(record.checked.localKey),
  identifiers: identifiersOf(type, record.checked.fields),
});
