import { element, escapeXml, type Xml } from '../xml.ts';

/** The token of the next page; the last page of a list that had several says so with an empty one. */
export function resumption(
  next: { token: string; expires: string } | undefined,
  cursor: number,
  continued: boolean,
): Xml {
  const at = { cursor: String(cursor) };
  if (next) return element('resumptionToken', { expirationDate: next.expires, ...at }, escapeXml(next.token));
  return continued ? element('resumptionToken', at) : '';
}
