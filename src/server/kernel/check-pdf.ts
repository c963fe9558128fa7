/** What is wrong with bytes that should be an unencrypted PDF. */
export type PdfFault =
  | { kind: 'not_pdf'; what: string }
  | { kind: 'encrypted' }
  | { kind: 'broken'; zh: string; en: string };

const broken = (zh: string, en: string): PdfFault => ({ kind: 'broken', zh, en });
/** Bytes before the head and behind the end mark that readers put up with. */
const LEEWAY = 1024;
const MOST_SECTIONS = 500;

/**
 * Looks at a PDF by its content: head, end, and the chain of its cross-reference sections, in whose trailers an encryption
 * would stand (ISO 32000-1, 7.5). A document that opens without a password has one too.
 */
export function pdfFault(bytes: Buffer): PdfFault | undefined {
  const head = bytes.subarray(0, LEEWAY).indexOf('%PDF-');
  if (head < 0) return { kind: 'not_pdf', what: kindOf(bytes) };
  const tail = bytes.subarray(Math.max(0, bytes.length - 2 * LEEWAY)).toString('latin1');
  if (!tail.includes('%%EOF'))
    return broken('没有文件结束标记，上传或保存可能中断', 'no mark of its end: it may have been cut off');
  const starts = [...tail.matchAll(/startxref\s+(\d{1,15})\s+%%EOF/g)];
  const start = starts.at(-1)?.[1];
  if (start === undefined) return broken('没有交叉引用位置', 'no place of its cross-references');
  return walkTrailers(bytes, Number(start), head);
}

function walkTrailers(bytes: Buffer, start: number, head: number): PdfFault | undefined {
  const seen = new Set<number>();
  const todo = [start];
  let root = false;
  while (todo.length > 0) {
    const at = todo.pop()!;
    if (seen.has(at) || seen.size > MOST_SECTIONS) continue;
    seen.add(at);
    const trailer = trailerAt(bytes, at) ?? (head > 0 ? trailerAt(bytes, at + head) : undefined);
    if (!trailer) return broken('交叉引用表缺失或错位', 'its cross-references are missing or misplaced');
    if (trailer.has('Encrypt')) return { kind: 'encrypted' };
    root ||= trailer.has('Root');
    for (const key of ['Prev', 'XRefStm']) {
      const value = /^\d{1,15}$/.exec(trailer.get(key) ?? '')?.[0];
      if (value !== undefined) todo.push(Number(value));
    }
  }
  return root ? undefined : broken('没有文档目录', 'it has no catalogue');
}

/** The dictionary of a cross-reference section, a table with its trailer or a stream; undefined where there is none. */
function trailerAt(bytes: Buffer, offset: number): Map<string, string> | undefined {
  if (offset >= bytes.length) return undefined;
  const head = bytes.subarray(offset, offset + 64).toString('latin1');
  if (/^\s*xref\b/.test(head)) {
    const trailer = bytes.indexOf('trailer', offset);
    return trailer < 0 ? undefined : dictionaryAt(bytes, trailer + 'trailer'.length);
  }
  const object = /^\s*\d+\s+\d+\s+obj/.exec(head);
  const dictionary = object ? dictionaryAt(bytes, offset + object[0].length) : undefined;
  return dictionary?.get('Type') === '/XRef' ? dictionary : undefined;
}

const LONGEST = 64 * 1024;

/** Keys of a dictionary with the plain text of their values; what lies deeper is passed over. */
function dictionaryAt(bytes: Buffer, from: number): Map<string, string> | undefined {
  const text = bytes.subarray(from, from + LONGEST).toString('latin1');
  const open = /^\s*<</.exec(text);
  if (!open) return undefined;
  const found = new Map<string, string>();
  let [at, depth] = [open[0].length, 1];
  /** Key whose value is to come. */
  let key: string | undefined;
  while (at < text.length) {
    const token = TOKEN.exec(text.slice(at, at + 8192));
    if (!token) return undefined;
    at += token[0].length;
    const part = token[1]!;
    const closes = part === '>>' || part === ']';
    if (depth === 1 && key === undefined && part.startsWith('/')) {
      key = nameOf(part);
      found.set(key, '');
      continue;
    }
    if (key !== undefined && !closes) found.set(key, part);
    // References have further tokens, which are none of a key.
    key = undefined;
    if (part === '<<' || part === '[') depth++;
    else if (part === '(') at += stringRest(text, at);
    else if (closes && --depth === 0) return found;
  }
  return undefined;
}

const TOKEN = /^(?:\s|%[^\r\n]*[\r\n])*(<<|>>|\[|\]|\(|<[0-9A-Fa-f\s]*>|\/[^\s/<>[\]()%]*|[^\s/<>[\]()%]+)/;

/** A name without the slash, its `#xx` resolved: `/#45ncrypt` is Encrypt too. */
const nameOf = (token: string): string =>
  token.slice(1).replaceAll(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** Characters to the end of a string whose first bracket is passed. */
function stringRest(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    if (character === '\\') at++;
    else if (character === '(') depth++;
    else if (character === ')' && --depth === 0) return at + 1 - from;
  }
  return text.length - from;
}

const KINDS: readonly [start: string, what: string][] = [
  ['504b0304', 'Word/Excel/zip'],
  ['d0cf11e0', 'Word 97-2003'],
  ['ffd8ff', 'JPEG'],
  ['89504e47', 'PNG'],
  ['7b5c727466', 'RTF'],
  ['49492a00', 'TIFF'],
];

function kindOf(bytes: Buffer): string {
  if (bytes.length === 0) return '空文件 empty';
  const start = bytes.subarray(0, 8).toString('hex');
  return KINDS.find(([mark]) => start.startsWith(mark))?.[1] ?? '未知类型 unknown';
}
