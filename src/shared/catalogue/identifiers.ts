import type { IdentifierProblem } from './identifier-problems.ts';
import { unwrapIdentifier } from './identifier-unwrap.ts';

export const SCHEMES = ['cstr', 'doi', 'handle', 'ark', 'urn', 'url', 'unknown'] as const;
export type Scheme = (typeof SCHEMES)[number];

export interface ParsedIdentifier {
  scheme: Scheme;
  /** Without prefix and resolver, letters as given: `31253.11.sciencedb.01092`. */
  normalized: string;
  valid: boolean;
  problem: IdentifierProblem | null;
}

/** Longest identifier the national registry takes. */
const LONGEST = 255;
/** Nothing longer is looked at: no resolver address with prefixes comes near. */
const LONGEST_TEXT = 2000;
const PLACEHOLDER = /^(?:undefined|null|none|nan|n\/a|nil|无|暂无|待定)$/i;

/**
 * What an identifier is. Lenient in reading (prefixes twice, full-width colon, resolver addresses, punctuation of the
 * sentence around it), strict in what counts as valid.
 */
export function parseIdentifier(text: string): ParsedIdentifier {
  if (text.length > LONGEST_TEXT) return invalid('unknown', text.slice(0, LONGEST), 'identifier.too_long');
  const { scheme, value, isUrl } = unwrapIdentifier(text);
  if (value === '') return invalid(scheme ?? 'unknown', '', 'identifier.empty');
  if (PLACEHOLDER.test(value)) return invalid(scheme ?? 'unknown', value, 'identifier.placeholder');
  switch (scheme ?? guess(value)) {
    case 'cstr':
      return verdict('cstr', value, cstrProblem(value));
    case 'doi':
      return verdict('doi', value, doiProblem(value));
    case 'handle':
      return verdict('handle', value, /^[^\s/]+\/\S+$/.test(value) ? null : 'identifier.handle');
    case 'ark':
      return verdict('ark', value, /^\d{5}\d*\/[^\s/]\S*$/.test(value) ? null : 'identifier.ark');
    case 'urn':
      return verdict('urn', value, /\s/.test(value) ? 'identifier.space' : null);
    case 'url':
      return verdict(
        'url',
        value,
        isUrl && /^https?:\/\/[^\s/]+\.[^\s/]+/i.test(value) && !/\s/.test(value) ? null : 'identifier.url',
      );
    case 'unknown':
      return invalid('unknown', value, 'identifier.unknown_scheme');
  }
}

const verdict = (scheme: Scheme, value: string, problem: IdentifierProblem | null): ParsedIdentifier =>
  problem === null && value.length > LONGEST && scheme !== 'url'
    ? invalid(scheme, value, 'identifier.too_long')
    : { scheme, normalized: value, valid: problem === null, problem };

const invalid = (scheme: Scheme, normalized: string, problem: IdentifierProblem): ParsedIdentifier => ({
  scheme,
  normalized,
  valid: false,
  problem,
});

/** What a bare text without prefix looks like. */
function guess(value: string): Scheme {
  if (/^10\.\d{4,9}(?:\.\d+)*\//.test(value)) return 'doi';
  if (/^https?:/i.test(value)) return 'url';
  if (/^urn:[a-z0-9][a-z0-9-]+:./i.test(value)) return 'urn';
  if (/^[a-z0-9]{5}\.\d{2}\./i.test(value)) return 'cstr';
  // Nearly one: the wrong number of digits, another separator, the end missing.
  if (/^(?=[a-z]*\d)[a-z0-9]{4,6}[.-][a-z0-9]{1,3}(?:[.-]\S|$)/i.test(value)) return 'cstr';
  return 'unknown';
}

const INTERNAL = /^[a-z0-9][a-z0-9._\-/:;()~+]*$/i;

function cstrProblem(value: string): IdentifierProblem | null {
  if (value.length > LONGEST) return 'identifier.too_long';
  if (/[!?！？]/.test(value)) return 'identifier.forbidden_character';
  const parts = /^([^.]*)\.([^.]*)(?:\.(.*))?$/s.exec(value);
  if (!parts) return 'identifier.cstr_separator';
  const [, agency, type, internal] = parts;
  if (!/^[a-z0-9]{5}$/i.test(agency!))
    return /^[a-z0-9]{5}-\d{2}-/i.test(value) ? 'identifier.cstr_separator' : 'identifier.cstr_agency';
  if (!/^\d{2}$/.test(type!)) return 'identifier.cstr_type';
  if (internal === undefined || internal === '') return 'identifier.cstr_internal';
  if (/\s/.test(internal)) return 'identifier.space';
  if (INTERNAL.test(internal)) return null;
  return INTERNAL.test(`0${internal}`) ? 'identifier.cstr_internal' : 'identifier.forbidden_character';
}

function doiProblem(value: string): IdentifierProblem | null {
  if (/\s/.test(value)) return 'identifier.space';
  // oxlint-disable-next-line no-control-regex
  return /^10\.\d{4,9}(?:\.\d+)*\/[^\x00-\x1f\x7f]+$/.test(value) ? null : 'identifier.doi';
}

/** By this two spellings of one identifier are the same: letters A-Z count without case (GB/T 32843, DOI handbook). */
export const identifierKey = (normalized: string): string =>
  normalized.replace(/[a-z]+/g, (part) => part.toUpperCase());

/** As it is cited: `CSTR:31253.11.x`, `DOI:10.1000/1`. */
export function identifierInWords(scheme: string, normalized: string): string {
  const prefix: Readonly<Record<string, string>> = { cstr: 'CSTR:', doi: 'DOI:', handle: 'hdl:', ark: 'ark:' };
  return `${prefix[scheme] ?? ''}${normalized}`;
}

const pathOf = (value: string): string => encodeURI(value).replace(/[?#]/g, (mark) => encodeURIComponent(mark));

/** Where it is resolved; null where nobody resolves it. */
export function identifierUrl(scheme: string, normalized: string): string | null {
  switch (scheme) {
    case 'cstr':
      return `https://cstr.cn/${pathOf(normalized)}`;
    case 'doi':
      return `https://doi.org/${pathOf(normalized)}`;
    case 'handle':
      return `https://hdl.handle.net/${pathOf(normalized)}`;
    case 'ark':
      return `https://n2t.net/ark:${pathOf(normalized)}`;
    case 'url':
      return normalized;
    default:
      return null;
  }
}
