import { open } from 'node:fs/promises';
import { importsProblem } from '../../../shared/imports/problems.ts';

/** A name that `TextDecoder` knows; archives may tell any, of texts the first four are detected. */
export type Encoding = 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be' | (string & {});
export type FileKind =
  | { kind: 'zip' }
  | { kind: 'gzip' }
  | { kind: 'text'; encoding: Encoding | undefined }
  | { kind: 'json_lines'; encoding: Encoding | undefined };

/** What other files begin with, to say what was sent instead of a table. */
const OTHERS: readonly (readonly [string, string])[] = [
  ['d0cf11e0a1b11ae1', 'Excel 97-2003（.xls）/ 加密工作簿 encrypted workbook'],
  ['25504446', 'PDF'],
  ['89504e47', 'PNG'],
  ['ffd8ff', 'JPEG'],
  ['377abcaf271c', '7-Zip'],
  ['526172211a07', 'RAR'],
];
const TEXTS: readonly (readonly [RegExp, string])[] = [
  [/^\s*<(!doctype html|html)/i, 'HTML'],
  [/^\s*<\?xml/i, 'XML'],
  [/^\s*\[\s*["{[\]}]/, 'JSON 数组 array（请一行一个对象 use one object a line: JSON Lines）'],
  [/^\{\\rtf/, 'RTF'],
];

/**
 * Tells a file's kind by its first bytes, never by its name. The encoding of a text without a byte order mark is left open.
 * @throws imports.empty_file, imports.other_format
 */
export async function kindOf(path: string): Promise<FileKind> {
  const head = await readHead(path, 4096);
  if (head.length === 0) throw importsProblem('imports.empty_file');
  const hex = head.subarray(0, 8).toString('hex');
  if (hex.startsWith('504b0304')) return zipKind(head);
  if (hex.startsWith('1f8b')) return { kind: 'gzip' };
  const other = OTHERS.find(([magic]) => hex.startsWith(magic));
  if (other) throw importsProblem('imports.other_format', { format: other[1] });
  const encoding = markedEncoding(head);
  if (encoding === undefined || encoding === 'utf-8') {
    const text = head.toString('latin1').replace(/^\u00ef\u00bb\u00bf/, '');
    const known = TEXTS.find(([pattern]) => pattern.test(text));
    if (known) throw importsProblem('imports.other_format', { format: known[1] });
  }
  const text = headText(head, encoding);
  return { kind: /^\s*\{\s*["}]/.test(text) ? 'json_lines' : 'text', encoding };
}

/** The first characters, enough to know a bracket and a quotation mark in any encoding. */
const headText = (head: Buffer, encoding: Encoding | undefined): string =>
  encoding === undefined ? head.toString('latin1') : new TextDecoder(encoding).decode(head);

async function readHead(path: string, length: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** OpenDocument files name their kind in an uncompressed first entry. */
function zipKind(head: Buffer): FileKind {
  const text = head.toString('latin1');
  if (text.includes('mimetypeapplication/vnd.oasis.opendocument'))
    throw importsProblem('imports.other_format', { format: 'OpenDocument（.ods）' });
  return { kind: 'zip' };
}

export function markedEncoding(head: Buffer): Encoding | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  // Without a mark, every second byte of mostly Latin UTF-16 is zero.
  const pairs = Math.floor(head.length / 2);
  let low = 0;
  let high = 0;
  for (let i = 0; i < pairs; i++) {
    if (head[2 * i] === 0) high++;
    if (head[2 * i + 1] === 0) low++;
  }
  if (pairs > 4 && low > pairs * 0.3 && high < pairs * 0.05) return 'utf-16le';
  if (pairs > 4 && high > pairs * 0.3 && low < pairs * 0.05) return 'utf-16be';
  return undefined;
}
