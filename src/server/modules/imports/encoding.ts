import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { importsProblem } from '../../../shared/imports/problems.ts';
import type { Encoding } from './file-kind.ts';

const CHUNK = 256 * 1024;
/** The bytes of a text, read anew with each call: a file, or an entry of an archive. */
export type Bytes = () => AsyncIterable<Buffer>;

export const fileBytes =
  (path: string): Bytes =>
  () =>
    createReadStream(path, { highWaterMark: CHUNK });

/**
 * The encoding of a whole text file: UTF-8 when every byte fits, else GB18030 (which GBK and GB2312 are parts of) when its
 * characters are such as Chinese offices write.
 * @throws imports.encoding_unknown naming the first line that is no UTF-8
 */
export async function detectEncoding(bytes: Bytes): Promise<Encoding> {
  const line = await firstLineThatIsNotUtf8(bytes);
  if (line === undefined) return 'utf-8';
  if (await looksLikeGb18030(bytes)) return 'gb18030';
  throw importsProblem('imports.encoding_unknown', { line });
}

async function firstLineThatIsNotUtf8(source: Bytes): Promise<number | undefined> {
  let line = 1;
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of source()) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const end = completeEnd(bytes);
    const whole = bytes.subarray(0, end);
    if (!isUtf8(whole)) return line + newlines(whole.subarray(0, validPrefix(whole)));
    line += newlines(whole);
    rest = bytes.subarray(end);
  }
  return rest.length === 0 ? undefined : line;
}

/** Where the last character that may continue in the next chunk begins. */
function completeEnd(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

function validPrefix(bytes: Buffer): number {
  let [low, high] = [0, bytes.length];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (isUtf8(bytes.subarray(0, completeEnd(bytes.subarray(0, middle))))) low = middle;
    else high = middle - 1;
  }
  return low;
}

function newlines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) count++;
  return count;
}

/** Western texts in ISO 8859-1 are by accident often valid GB18030, but hardly ever made of GB 2312 characters. */
async function looksLikeGb18030(bytes: Bytes): Promise<boolean> {
  const decoder = new TextDecoder('gb18030', { fatal: true });
  let common = 0;
  let rare = 0;
  try {
    for await (const chunk of bytes()) {
      for (const char of decoder.decode(chunk, { stream: true })) {
        const code = char.codePointAt(0)!;
        if (code < 0x80) continue;
        // CJK ideographs, CJK punctuation, full-width forms, and what Chinese text borrows: “ ” — … ° ± × ·
        if (
          (code >= 0x4e00 && code <= 0x9fa5) ||
          (code >= 0x3000 && code <= 0x303f) ||
          (code >= 0xff00 && code <= 0xffef)
        )
          common++;
        else if (!/[“”‘’—…°±×·℃αβγδμ]/u.test(char)) rare++;
      }
    }
    decoder.decode();
  } catch {
    return false;
  }
  // Accidental pairs fall all over the table; text of an office stays within few characters.
  return common > 0 && rare <= common * 0.02 && (await isCommonHan(bytes));
}

/** GB 2312 level-1 characters, sorted by pinyin, fill lead bytes 0xB0-0xD7: nine tenths of real text lie there. */
async function isCommonHan(bytes: Bytes): Promise<boolean> {
  let level1 = 0;
  let pairs = 0;
  let lead = -1;
  for await (const chunk of bytes()) {
    for (const byte of chunk) {
      if (lead === -1) {
        if (byte >= 0x81) lead = byte;
        continue;
      }
      // Symbols in rows A1-A9 say nothing either way.
      if (lead < 0xa1 || lead > 0xa9) {
        pairs++;
        if (lead >= 0xb0 && lead <= 0xd7 && byte >= 0xa1) level1++;
      }
      lead = -1;
    }
    if (pairs > 200_000) break;
  }
  return pairs > 0 && level1 >= pairs * 0.7;
}

/** The bytes of a text file as UTF-8 without byte order mark. */
export async function* utf8Bytes(bytes: Bytes, encoding: Encoding): AsyncGenerator<Buffer> {
  if (encoding === 'utf-8') {
    let first = true;
    for await (const chunk of bytes()) {
      yield first && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf ? chunk.subarray(3) : chunk;
      first = false;
    }
    return;
  }
  const decoder = new TextDecoder(encoding);
  for await (const chunk of bytes()) {
    const text = decoder.decode(chunk, { stream: true });
    if (text !== '') yield Buffer.from(text, 'utf8');
  }
  const rest = decoder.decode();
  if (rest !== '') yield Buffer.from(rest, 'utf8');
}
