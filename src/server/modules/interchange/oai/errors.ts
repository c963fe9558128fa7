export type OaiErrorCode =
  | 'badArgument'
  | 'badResumptionToken'
  | 'badVerb'
  | 'cannotDisseminateFormat'
  | 'idDoesNotExist'
  | 'noMetadataFormats'
  | 'noRecordsMatch'
  | 'noSetHierarchy';

/** A refusal of the protocol (OAI-PMH 2.0, 3.6): told in the answer, with status 200. */
export class OaiError extends Error {
  readonly code: OaiErrorCode;
  constructor(code: OaiErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** Somebody's own text within a message, cut short. */
export const quoted = (text: string): string => `“${text.slice(0, 100)}”`;
