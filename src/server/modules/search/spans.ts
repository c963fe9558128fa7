/** A stretch of a query between its signs. */
export interface Span {
  text: string;
  /** Where `text` begins in the query. */
  start: number;
  /** Was in quotation marks. */
  phrase: boolean;
  excluded: boolean;
  /** The name before a colon, when it means something. */
  field?: string;
}

/** `title:` at the beginning of a word, with the colon of either width. */
const NAME = /^\p{L}[\p{L}\p{N}_]{0,30}[:：](?=\S)/u;

const QUOTES = new Set('"“”„＂「」『』«»');
const MINUS = new Set('-－−');

/**
 * Finds quoted phrases, exclusions and names of fields. A quotation mark without its other half, and a minus sign that does not begin a
 * word, mean nothing.
 */
export function spansOf(query: string, isField: (name: string) => boolean = () => false): Span[] {
  const spans: Span[] = [];
  let plain = 0;
  const flush = (end: number): void => {
    if (query.slice(plain, end).trim() !== '')
      spans.push({ text: query.slice(plain, end), start: plain, phrase: false, excluded: false });
  };
  for (let at = 0; at < query.length;) {
    const atWord = at === 0 || /\s/.test(query[at - 1]!);
    const excluded = atWord && MINUS.has(query[at]!) && at + 1 < query.length && !/\s/.test(query[at + 1]!);
    const begin = excluded ? at + 1 : at;
    const named = atWord ? NAME.exec(query.slice(begin, begin + 32))?.[0] : undefined;
    const name = named?.slice(0, -1);
    const field = name !== undefined && isField(name) ? { field: name } : {};
    const open = begin + ('field' in field ? named!.length : 0);
    const close = QUOTES.has(query[open]!) ? closing(query, open) : -1;
    if (close < 0 && !excluded && !('field' in field)) {
      at++;
      continue;
    }
    flush(at);
    if (close >= 0) {
      spans.push({ text: query.slice(open + 1, close), start: open + 1, phrase: true, excluded, ...field });
      at = close + 1;
    } else {
      at = query.slice(open).search(/\s/);
      at = at < 0 ? query.length : open + at;
      spans.push({ text: query.slice(open, at), start: open, phrase: false, excluded, ...field });
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
