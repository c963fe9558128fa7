import { importsProblem } from '../../../shared/imports/problems.ts';

/**
 * A scanner for the XML of workbooks and archives: pieces of text in, tags and text out, nothing kept but the unfinished end.
 * A document type is refused, so there are no entities beyond the five and character numbers.
 */
export interface XmlHandlers {
  /** @param name without namespace prefix; @param tag the whole inside of the tag, for `attribute` */
  open: (name: string, tag: string) => void;
  close: (name: string) => void;
  /** A long text comes in several parts. */
  text: (text: string) => void;
}

const LONGEST_TAG = 64 * 1024;
const FLUSH = 32 * 1024;
const damaged = (detail: string) => importsProblem('imports.damaged', { detail: `XML: ${detail}` });

export function createXmlScanner(handlers: XmlHandlers): { write: (text: string) => void; end: () => void } {
  let rest = '';
  return {
    write(text) {
      const all = rest === '' ? text : rest + text;
      const done = scan(all, handlers);
      rest = all.slice(done);
      if (rest.length > LONGEST_TAG) throw damaged('unfinished tag');
    },
    end() {
      if (rest.trim() !== '') throw damaged('cut off');
    },
  };
}

/** @returns how far the text was understood */
function scan(text: string, handlers: XmlHandlers): number {
  let at = 0;
  for (;;) {
    const tag = text.indexOf('<', at);
    if (tag === -1) {
      // Text may go on in the next piece: it is held back unless it is long, and an entity is never split.
      if (text.length - at < FLUSH) return at;
      const amp = text.lastIndexOf('&');
      const end = amp > text.length - 12 && amp >= at ? amp : text.length;
      if (end > at) handlers.text(decode(text.slice(at, end)));
      return end;
    }
    const end = endOfTag(text, tag);
    if (end === -1) {
      if (tag > at) handlers.text(decode(text.slice(at, tag)));
      return tag;
    }
    if (tag > at) handlers.text(decode(text.slice(at, tag)));
    emit(text, tag, end, handlers);
    at = end;
  }
}

/** Index behind the tag that begins at `start`, or -1 while it is unfinished. */
function endOfTag(text: string, start: number): number {
  const second = text.charCodeAt(start + 1);
  if (second === 33 /* ! */) {
    if (text.startsWith('<!--', start)) return after(text, '-->', start + 4);
    if (text.startsWith('<![CDATA[', start)) return after(text, ']]>', start + 9);
    if (text.length - start < 9) return -1;
    throw importsProblem('imports.xml_dtd');
  }
  if (second === 63 /* ? */) return after(text, '?>', start + 2);
  let close = text.indexOf('>', start);
  if (close === -1) return -1;
  // A quoted value may hold a > of its own.
  for (let quote = nextQuote(text, start, close); quote !== -1; quote = nextQuote(text, quote, close)) {
    const other = text.indexOf(text[quote]!, quote + 1);
    if (other === -1) return -1;
    if (other > close) close = text.indexOf('>', other);
    if (close === -1) return -1;
    quote = other + 1;
  }
  return close + 1;
}

const after = (text: string, mark: string, from: number): number => {
  const found = text.indexOf(mark, from);
  return found === -1 ? -1 : found + mark.length;
};

function nextQuote(text: string, from: number, to: number): number {
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i);
    if (code === 34 || code === 39) return i;
  }
  return -1;
}

function emit(text: string, start: number, end: number, handlers: XmlHandlers): void {
  const second = text.charCodeAt(start + 1);
  if (second === 63) return;
  if (second === 33) {
    if (text.startsWith('<![CDATA[', start)) handlers.text(text.slice(start + 9, end - 3));
    return;
  }
  if (second === 47 /* / */) return handlers.close(localName(text.slice(start + 2, end - 1).trim()));
  const isEmpty = text.charCodeAt(end - 2) === 47;
  const inside = text.slice(start + 1, isEmpty ? end - 2 : end - 1);
  const blank = inside.search(/\s/);
  const name = localName(blank === -1 ? inside : inside.slice(0, blank));
  handlers.open(name, inside);
  if (isEmpty) handlers.close(name);
}

const localName = (name: string): string => {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
};

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

export const decode = (text: string): string =>
  text.includes('&')
    ? text.replace(/&(#x?[0-9a-fA-F]+|\w+);/g, (whole, name: string) => {
        if (!name.startsWith('#')) return ENTITIES[name] ?? whole;
        const code = name[1] === 'x' ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
        return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
      })
    : text;

const PATTERNS = new Map<string, RegExp>();

/** The value of an attribute of a tag, by its name with or without prefix; undefined when it has none. */
export function attribute(tag: string, name: string): string | undefined {
  let pattern = PATTERNS.get(name);
  if (!pattern) PATTERNS.set(name, (pattern = new RegExp(`\\s(?:\\w+:)?${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`)));
  const found = pattern.exec(tag);
  return found ? decode(found[1] ?? found[2] ?? '') : undefined;
}
