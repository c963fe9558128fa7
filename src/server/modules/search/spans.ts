/** A stretch of a query between its signs. */
export interface Span {
  text: string;
  /** Where `text` begins in the query. */
  start: number;
  /** Was in quotation marks. */
  phrase: boolean;
  excluded: boolean;
}

const QUOTES = new Set('"“”„＂「」『』«»');
const MINUS = new Set('-－−');

/**
 * Finds quoted phrases and exclusions. A quotation mark without its other half, and a minus sign that does not begin a
 * word, mean nothing.
 */
export function spansOf(query: string): Span[] {
  const spans: Span[] = [];
  let plain = 0;
  const flush = (end: number): void => {
    if (query.slice(plain, end).trim() !== '')
      spans.push({ text: query.slice(plain, end), start: plain, phrase: false, excluded: false });
  };
  for (let at = 0; at < query.length;) {
    const atWord = at === 0 || /\s/.test(query[at - 1]!);
    const excluded = atWord && MINUS.has(query[at]!) && at + 1 < query.length && !/\s/.test(query[at + 1]!);
    const open = excluded ? at + 1 : at;
    const close = QUOTES.has(query[open]!) ? closing(query, open) : -1;
    if (close < 0 && !excluded) {
      at++;
      continue;
    }
    flush(at);
    if (close >= 0) {
      spans.push({ text: query.slice(open + 1, close), start: open + 1, phrase: true, excluded });
      at = close + 1;
    } else {
      at = query.slice(open).search(/\s/);
      at = at < 0 ? query.length : open + at;
      spans.push({ text: query.slice(open, at), start: open, phrase: false, excluded });
    }
    plain = at;
  }
  flush(query.length);
  return spans;
}

function closing(query: string, open: number): number {
  for (let at = open + 1; at < query.length; at++) if (QUOTES.has(query[at]!)) return at;
  return -1;
}
