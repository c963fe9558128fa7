/**
 * JSON with one way of writing it (RFC 8785): members in the order of their UTF-16 code units, no white space, so that the
 * same content has the same bytes and the same digest wherever it is written.
 * @throws TypeError for what has no such form here: numbers other than safe integers, undefined, lone surrogates
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') {
    if (/\p{Surrogate}/u.test(value)) throw new TypeError('a lone surrogate has no canonical form');
    return JSON.stringify(value);
  }
  if (typeof value === 'number') {
    // -0 is written 0, as the standard asks.
    if (!Number.isSafeInteger(value)) throw new TypeError(`${value} is no safe integer`);
    return String(value);
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype)
    return `{${Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, member]) => `${canonicalJson(name)}:${canonicalJson(member)}`)
      .join(',')}}`;
  throw new TypeError(`${typeof value} has no canonical form`);
}
