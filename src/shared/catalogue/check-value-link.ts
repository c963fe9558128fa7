import { note, type Notes, shown } from './check-value-notes.ts';
import { narrow } from './check-value-text.ts';
import { identifierInWords, type ParsedIdentifier, parseIdentifier } from './identifiers.ts';
import type { FieldSpec } from './resource-type.ts';

/** A host may be in Chinese; a name and password before it are a way to mislead. */
const ADDRESS =
  /^https?:\/\/(?:[\p{L}\p{N}](?:[\p{L}\p{N}.-]*[\p{L}\p{N}])?|\[[0-9a-f:.]+\])(?::\d{1,5})?(?:[/?#][^\s<>"]*)?$/iu;

export function readUrl(given: string, notes: Notes): string | undefined {
  const text = narrow(given);
  const address = /^www\.[^\s/]+\.[^\s]+$/i.test(text) ? `http://${text}` : text;
  if (ADDRESS.test(address)) return address.replace(/^https?:/i, (scheme) => scheme.toLowerCase());
  note(notes, 'error', 'record.url', { given: shown(given) });
  return undefined;
}

export function readEmail(given: string, notes: Notes): string | undefined {
  const text = narrow(given).replace(/^mailto:/i, '');
  if (text.length <= 254 && /^[^\s@<>",;:()]+@[^\s@<>",;:()]+\.[^\s@<>".,;:()]+$/.test(text)) return text;
  note(notes, 'error', 'record.email', { given: shown(given) });
  return undefined;
}

/** Digits with the usual marks, extension and the country's prefix. */
export function readPhone(given: string, notes: Notes): string | undefined {
  const text = narrow(given);
  const digits = text.replace(/\D/g, '').length;
  if (digits >= 3 && digits <= 40 && /^(?:[\d\s+()\-./,;、#*—–]|转|分机|ext\.?|x)+$/i.test(text)) return text;
  note(notes, 'error', 'record.phone', { given: shown(given) });
  return undefined;
}

/** A CSTR or DOI bare; others with their prefix, and what is of no known kind as it stands. */
export function readIdentifier(scheme: FieldSpec['scheme'], given: string, notes: Notes): string | undefined {
  const parsed = parseIdentifier(given);
  const wrong = (severity: 'error' | 'warning', problem: NonNullable<ParsedIdentifier['problem']>): void =>
    note(notes, severity, `record.${problem}`, { given: shown(given) });
  if (scheme !== 'other' && scheme !== undefined) {
    if (parsed.valid && parsed.scheme === scheme) return parsed.normalized;
    wrong('error', parsed.problem ?? (scheme === 'cstr' ? 'identifier.not_cstr' : 'identifier.not_doi'));
    return undefined;
  }
  if (parsed.valid) return identifierInWords(parsed.scheme, parsed.normalized);
  if (parsed.scheme !== 'unknown') wrong('warning', parsed.problem!);
  return given;
}
