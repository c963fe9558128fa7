import { importsProblem } from '../../../shared/imports/problems.ts';
import { LIMITS } from './limits.ts';
import { createXmlScanner } from './xml-scanner.ts';
import { unpack, type ZipArchive } from './zip-entries.ts';

/** The texts a workbook's cells point to: one run of UTF-8 with offsets, which takes a fraction of so many strings. */
export interface SharedStrings {
  at: (index: number) => string | undefined;
}

/** @throws imports.part_too_large */
export async function readSharedStrings(archive: ZipArchive, name: string | undefined): Promise<SharedStrings> {
  let bytes = Buffer.alloc(64 * 1024);
  let ends = new Uint32Array(1024);
  let count = 0;
  let used = 0;
  const add = (text: string): void => {
    const length = Buffer.byteLength(text);
    if (used + length > LIMITS.sharedStrings) {
      throw importsProblem('imports.part_too_large', {
        part: 'sharedStrings',
        limit: LIMITS.sharedStrings / 1024 ** 2,
      });
    }
    if (used + length > bytes.length)
      bytes = Buffer.concat([bytes.subarray(0, used)], Math.max(bytes.length * 2, used + length));
    bytes.write(text, used);
    used += length;
    if (count === ends.length) {
      const more = new Uint32Array(ends.length * 2);
      more.set(ends);
      ends = more;
    }
    ends[count++] = used;
  };
  if (name !== undefined) await collect(archive, name, add);
  return {
    at: (index) =>
      index >= 0 && index < count ? bytes.toString('utf8', index === 0 ? 0 : ends[index - 1]!, ends[index]) : undefined,
  };
}

async function collect(archive: ZipArchive, name: string, add: (text: string) => void): Promise<void> {
  let parts: string[] = [];
  let inText = false;
  // What is read aloud over Chinese and Japanese characters is no part of the text.
  let inPhonetic = false;
  const scanner = createXmlScanner({
    open(tag) {
      if (tag === 'si') parts = [];
      else if (tag === 't') inText = true;
      else if (tag === 'rPh') inPhonetic = true;
    },
    close(tag) {
      if (tag === 'si') add(unescapeCell(parts.join('')));
      else if (tag === 't') inText = false;
      else if (tag === 'rPh') inPhonetic = false;
    },
    text(text) {
      if (inText && !inPhonetic) parts.push(text);
    },
  });
  const decoder = new TextDecoder();
  // Tags and attributes take room beside the texts, hence three times their limit.
  for await (const chunk of unpack(archive, name, LIMITS.sharedStrings * 3))
    scanner.write(decoder.decode(chunk, { stream: true }));
  scanner.end();
}

/** Workbooks write characters that XML cannot hold as _xHHHH_; half of a surrogate pair becomes U+FFFD. */
export const unescapeCell = (text: string): string =>
  text.includes('_x')
    ? Buffer.from(
        text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
      ).toString()
    : text;
