import { isCivilDate } from '../../../../shared/dates.ts';
import { OaiError, quoted } from './errors.ts';

export const VERBS = [
  'Identify',
  'ListMetadataFormats',
  'ListSets',
  'ListIdentifiers',
  'ListRecords',
  'GetRecord',
] as const;
export type Verb = (typeof VERBS)[number];

type Name = 'identifier' | 'metadataPrefix' | 'from' | 'until' | 'set' | 'resumptionToken';
/** Arguments of a request, each at most once. */
export type Given = Readonly<Partial<Record<Name, string>>>;

interface Rule {
  needed: readonly Name[];
  allowed: readonly Name[];
}
const LIST: Rule = {
  needed: ['metadataPrefix'],
  allowed: ['metadataPrefix', 'from', 'until', 'set', 'resumptionToken'],
};
const RULES: Readonly<Record<Verb, Rule>> = {
  Identify: { needed: [], allowed: [] },
  ListMetadataFormats: { needed: [], allowed: ['identifier'] },
  ListSets: { needed: [], allowed: ['resumptionToken'] },
  ListIdentifiers: LIST,
  ListRecords: LIST,
  GetRecord: { needed: ['identifier', 'metadataPrefix'], allowed: ['identifier', 'metadataPrefix'] },
};

/** @throws OaiError badVerb */
export function verbOf(query: URLSearchParams): Verb {
  const [verb, ...more] = query.getAll('verb');
  if (verb === undefined) throw new OaiError('badVerb', 'The verb is missing');
  if (more.length > 0) throw new OaiError('badVerb', 'The verb is given more than once');
  const known = VERBS.find((name) => name === verb);
  if (!known) throw new OaiError('badVerb', `${quoted(verb)} is no verb of OAI-PMH`);
  return known;
}

/** @throws OaiError badArgument: unknown, repeated, missing, or beside a resumption token */
export function argumentsOf(verb: Verb, query: URLSearchParams): Given {
  const { needed, allowed } = RULES[verb];
  const given: Partial<Record<Name, string>> = {};
  for (const [name, value] of query) {
    if (name === 'verb') continue;
    const known = allowed.find((candidate) => candidate === name);
    if (!known) throw new OaiError('badArgument', `${verb} takes no argument ${quoted(name)}`);
    if (given[known] !== undefined) throw new OaiError('badArgument', `${name} is given more than once`);
    if (value === '') throw new OaiError('badArgument', `${name} is empty`);
    given[known] = value;
  }
  if (given.resumptionToken !== undefined) {
    if (Object.keys(given).length > 1)
      throw new OaiError('badArgument', 'A resumptionToken comes without other arguments');
    return given;
  }
  for (const name of needed) if (given[name] === undefined) throw new OaiError('badArgument', `${name} is missing`);
  return given;
}

export interface Moment {
  /** Start of the day or second. */
  at: string;
  unit: 'day' | 'second';
}

/** A UTC day or second. @throws OaiError badArgument */
function momentOf(name: 'from' | 'until', text: string): Moment {
  const match = /^(\d{4}-\d\d-\d\d)(?:T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ)?$/.exec(text);
  if (!match || !isCivilDate(match[1]!) || match[1]!.startsWith('0000'))
    throw new OaiError('badArgument', `${name} is neither YYYY-MM-DD nor YYYY-MM-DDThh:mm:ssZ: ${quoted(text)}`);
  return match[2] === undefined ? { at: `${text}T00:00:00Z`, unit: 'day' } : { at: text, unit: 'second' };
}

/** @throws OaiError badArgument: no dates, dates of two granularities, or the wrong way round */
export function spanOf({ from, until }: { from?: string | undefined; until?: string | undefined }): {
  from?: Moment;
  until?: Moment;
} {
  const span = {
    ...(from !== undefined && { from: momentOf('from', from) }),
    ...(until !== undefined && { until: momentOf('until', until) }),
  };
  if (span.from && span.until) {
    if (span.from.unit !== span.until.unit)
      throw new OaiError('badArgument', 'from and until are of different granularity');
    if (span.from.at > span.until.at) throw new OaiError('badArgument', 'from is later than until');
  }
  return span;
}
