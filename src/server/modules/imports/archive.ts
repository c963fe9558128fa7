import { openTar, unpackTar } from './tar-entries.ts';
import { importsProblem } from '../../../shared/imports/problems.ts';
import type { Bytes } from './encoding.ts';
import { LIMITS } from './limits.ts';
import { openZip, unpack } from './zip-entries.ts';

/** Files within one file, whatever packs them; read where they lie, never written out. */
export interface Archive {
  names: readonly string[];
  /** @param limit unpacked bytes */
  bytes: (name: string, limit: number) => Bytes;
}

export async function openArchive(path: string, kind: 'zip' | 'gzip'): Promise<Archive> {
  if (kind === 'zip') {
    const archive = await openZip(path);
    return { names: filesIn(archive.entries.keys()), bytes: (name, limit) => () => unpack(archive, name, limit) };
  }
  const archive = await openTar(path);
  return {
    names: filesIn(archive.entries.keys()),
    bytes: (name, limit) => () => unpackTar(archive, name, limit),
  };
}

/** Without folders and what file managers leave behind. */
const filesIn = (names: Iterable<string>): string[] =>
  [...names].filter(
    (name) =>
      !name.endsWith('/') && !/(^|\/)(__MACOSX\/|\._)/.test(name) && !/(^|\/)(\.DS_Store|Thumbs\.db)$/i.test(name),
  );

/** A small part as bytes. @throws imports.part_too_large */
export async function smallPart(archive: Archive, name: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of archive.bytes(name, LIMITS.part)()) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The text of an XML part in the encoding that its mark or declaration tells. @throws imports.archive_encoding */
export async function xmlPart(archive: Archive, name: string): Promise<string> {
  const bytes = await smallPart(archive, name);
  const declared = /^[^>]*\bencoding\s*=\s*["']([\w.:-]+)["']/.exec(bytes.subarray(0, 200).toString('latin1'))?.[1];
  const mark = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe ? 'utf-16be' : undefined;
  const encoding = mark ?? declared ?? 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw importsProblem('imports.archive_encoding', { part: name, encoding });
  }
}
