import type { CivilDate } from '../dates.ts';
import type { Bilingual } from '../i18n.ts';
import type { Citation, FieldFault } from '../problems.ts';

/** What is asked for, as the module above knows it. `subject` names the part of a request; nothing here points upward. */
export interface Asked {
  /** Id of the request part. */
  subject: string;
  platformId: string;
  /** Rule set under which it is served; null: the platform belongs to no network. */
  policyId: string | null;
  resources: readonly { id: string; typeId: string; [more: string]: unknown }[];
  requester: {
    accountId: string | null;
    organisationId: string | null;
    /** Kind of unit, `enterprise`. */
    unitKind: string;
    /** Code of the region; outside China: a code that does not begin with `CN` or a digit. */
    region: string;
    /** Foreign, or in fact controlled by a foreign party. */
    foreignControlled: boolean;
    /** Accounts of the named users, the requester's included; each accepts the agreement. */
    users: readonly string[];
    /** How the request names them, by account: nobody learns from it whose account a sign-in name is. */
    called?: Readonly<Record<string, string>> | undefined;
  };
  /** Id of a purpose (`purposesOf`). */
  purpose: string;
  /** A second purpose, and who gains by it where that is a business. */
  mixedPurpose?: { purpose: string; beneficiary?: string | null } | undefined;
  /** It leaves the country. */
  abroad: boolean;
  /** Day of the step: of acceptance, or of delivery. */
  on: CivilDate;
  /** A basic resource service; true unless told (AMB-X-11: standard supply of what exists). */
  basic?: boolean | undefined;
  /** Price of the fee sheet in fen, where the platform asks one. */
  listPriceFen?: number | undefined;
  /** Open data taken from the page: the published terms of use are the prior agreement. */
  openDownload?: boolean | undefined;
}

export type NeedKind =
  | 'agreement'
  | 'permit'
  | 'contract'
  | 'declaration'
  | 'consent'
  | 'evidence'
  | 'property'
  | 'field';
export type Stage = 'accept' | 'deliver';

/** What a request needs before a step, why, and what is still missing. */
export interface Need extends Bilingual {
  /** Unique within a request: `permit:ethics_approval`. */
  id: string;
  kind: NeedKind;
  stage: Stage;
  cite?: Citation;
  /** The law behind a special rule. */
  law?: Bilingual;
  /** Why it does not hold; undefined: it does. */
  lack?: Bilingual & { code: string };
  /** Template to accept, and the accounts that have not. */
  template?: { id: string; version: number; missing: readonly string[] };
  /** Record whose platform has to state something first. */
  resource?: string;
  /** Kind of permit, and who must hold it. */
  permit?: { kind: string; of: 'requester' | 'platform' };
}

/** Why a step may not go on; as in every list of faults. */
export type AgreementFault = FieldFault;
