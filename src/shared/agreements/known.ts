import type { CivilDate } from '../dates.ts';
import type { Share } from './property.ts';

export type StatementKind = 'evidence' | 'declaration' | 'consent' | 'property';
export type CheckState = 'given' | 'confirmed' | 'refused';
/** Who ended a permit before its last day. */
export type EndedBy = 'holder' | 'issuer';

export interface KnownTemplate {
  id: string;
  version: number;
  name: string;
  /** Types of resources it is for; none: all. */
  types: readonly string[];
}

/** Whether an agreement for these types (none: all) is about what is asked for. */
export const isAbout = (types: readonly string[], resources: readonly { typeId: string }[]): boolean =>
  types.length === 0 || resources.some(({ typeId }) => types.includes(typeId));

export interface KnownAcceptance {
  template: string;
  version: number;
  account: string;
  /** What the accepted version says of ownership. */
  shares: readonly Share[];
}

export interface KnownPermit {
  kind: string;
  number: string;
  of: 'requester' | 'platform';
  state: CheckState;
  from: CivilDate;
  until: CivilDate | null;
  /** Taken back or revoked: from this day on it stands no more. */
  ended: { on: CivilDate; by: EndedBy; reason: string } | null;
}

/** The newest statement of each kind. */
export interface KnownStatement {
  kind: StatementKind;
  state: CheckState;
  /** Of a declaration: a foreign party stands behind the request, whoever asks. */
  foreign: boolean;
  shares: readonly Share[];
}

export interface KnownContract {
  state: 'draft' | 'offered' | 'in_force' | 'cancelled';
  totalFen: number;
  hostSignedOn: CivilDate | null;
  userSignedOn: CivilDate | null;
  inForceFrom: CivilDate | null;
  until: CivilDate | null;
  shares: readonly Share[];
}

/** What is known of a part of a request beside what it asks. */
export interface Known {
  /** Published templates of the platform. */
  templates: readonly KnownTemplate[];
  acceptances: readonly KnownAcceptance[];
  permits: readonly KnownPermit[];
  statements: readonly KnownStatement[];
  contract: KnownContract | null;
  /** Fields of the resources asked for, by id. */
  fields: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
}
