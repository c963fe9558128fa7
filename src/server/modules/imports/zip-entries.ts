import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { Transform } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { importsProblem } from '../../../shared/imports/problems.ts';
import { addEntry, demandFewEntries, demandNoBomb, demandNoClash } from './archive-checks.ts';
import { LIMITS } from './limits.ts';

/** A zip archive, as workbooks are: its directory, and entries unpacked as streams that stop at a limit. */
export interface ZipArchive {
  path: string;
  entries: ReadonlyMap<string, ZipEntry>;
}

interface ZipEntry {
  name: string;
  method: number;
  /** Bytes when unpacked, by the directory's account. */
  size: number;
  /** Bytes in the archive. */
  packed: number;
  /** Where its local header begins. */
  offset: number;
}

const damaged = (detail: string) => importsProblem('imports.damaged', { detail });
const END = 0x06054b50;
const END_64 = 0x06064b50;
const END_64_LOCATOR = 0x07064b50;
const DIRECTORY = 0x02014b50;
const LOCAL = 0x04034b50;
const FULL_32 = 0xffffffff;

/** @throws imports.damaged */
export async function openZip(path: string): Promise<ZipArchive> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const { offset, length, count } = await findDirectory(file, size);
    demandFewEntries(count);
    if (length > LIMITS.part || offset + length > size) throw damaged('zip directory');
    const directory = await readAt(file, offset, length);
    return { path, entries: readDirectory(directory, count) };
  } finally {
    await file.close();
  }
}

async function readAt(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, offset);
  if (bytesRead < length) throw damaged('zip: cut off');
  return buffer;
}

async function findDirectory(
  file: FileHandle,
  size: number,
): Promise<{ offset: number; length: number; count: number }> {
  const tailLength = Math.min(size, 65_557);
  const tail = await readAt(file, size - tailLength, tailLength);
  let end = tail.length - 22;
  while (end >= 0 && tail.readUInt32LE(end) !== END) end--;
  if (end < 0) throw damaged('zip: no directory');
  const found = {
    count: tail.readUInt16LE(end + 10),
    length: tail.readUInt32LE(end + 12),
    offset: tail.readUInt32LE(end + 16),
  };
  const locator = end - 20;
  if (found.offset !== FULL_32 || locator < 0 || tail.readUInt32LE(locator) !== END_64_LOCATOR) return found;
  const at = Number(tail.readBigUInt64LE(locator + 8));
  if (at + 56 > size) throw damaged('zip64');
  const wide = await readAt(file, at, 56);
  if (wide.readUInt32LE(0) !== END_64) throw damaged('zip64');
  return {
    count: Number(wide.readBigUInt64LE(32)),
    length: Number(wide.readBigUInt64LE(40)),
    offset: Number(wide.readBigUInt64LE(48)),
  };
}

function readDirectory(bytes: Buffer, count: number): Map<string, ZipEntry> {
  const entries = new Map<string, ZipEntry>();
  let at = 0;
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== DIRECTORY) throw damaged('zip directory');
    const nameLength = bytes.readUInt16LE(at + 28);
    const extraLength = bytes.readUInt16LE(at + 30);
    const commentLength = bytes.readUInt16LE(at + 32);
    if (at + 46 + nameLength + extraLength > bytes.length) throw damaged('zip directory');
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength).replaceAll('\\', '/');
    if ((bytes.readUInt16LE(at + 8) & 1) !== 0)
      throw importsProblem('imports.other_format', { format: '加密的压缩包或工作簿 an encrypted archive or workbook' });
    const extra = bytes.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength);
    addEntry(
      entries,
      name,
      { name, method: bytes.readUInt16LE(at + 10), ...placeOf(bytes, at, extra) },
      isLink(bytes, at),
    );
    at += 46 + nameLength + extraLength + commentLength;
  }
  demandNoClash(entries.keys());
  return entries;
}

/** Unix systems write the kind of a file into the upper half of its attributes. */
const isLink = (bytes: Buffer, at: number): boolean =>
  bytes[at + 5] === 3 && (bytes.readUInt16LE(at + 40) & 0xf000) === 0xa000;

/** Sizes beyond 32 bits stand in the ZIP64 extra field, only those that overflowed and in this order: size, packed, offset. */
function placeOf(bytes: Buffer, at: number, extra: Buffer): Pick<ZipEntry, 'size' | 'packed' | 'offset'> {
  const place = {
    size: bytes.readUInt32LE(at + 24),
    packed: bytes.readUInt32LE(at + 20),
    offset: bytes.readUInt32LE(at + 42),
  };
  for (let i = 0; i + 4 <= extra.length; i += 4 + extra.readUInt16LE(i + 2)) {
    if (extra.readUInt16LE(i) !== 1) continue;
    let value = i + 4;
    for (const key of ['size', 'packed', 'offset'] as const) {
      if (place[key] !== FULL_32 || value + 8 > extra.length) continue;
      place[key] = Number(extra.readBigUInt64LE(value));
      value += 8;
    }
  }
  return place;
}

/**
 * An entry's bytes, unpacked.
 * @param limit unpacked bytes, above which the stream fails: a small archive may unpack to anything
 * @throws imports.part_too_large, imports.damaged (from the stream)
 */
export async function* unpack(archive: ZipArchive, name: string, limit: number): AsyncGenerator<Buffer> {
  const entry = archive.entries.get(name);
  if (!entry) throw damaged(name);
  if (entry.packed === 0) return;
  const most = Math.floor(limit / 1024 ** 2);
  if (entry.size > limit) throw importsProblem('imports.part_too_large', { part: name, limit: most });
  demandNoBomb(name, entry.size, entry.packed);
  const start = await bodyStart(archive.path, entry);
  if (entry.method !== 0 && entry.method !== 8) throw damaged(`zip method ${entry.method}`);
  const packed = createReadStream(archive.path, { start, end: start + entry.packed - 1 });
  const plain =
    entry.method === 8
      ? createInflateRaw({ chunkSize: 64 * 1024 })
      : new Transform({ transform: (chunk, _, done) => done(null, chunk) });
  packed.on('error', (cause) => plain.destroy(cause)).pipe(plain);
  let size = 0;
  try {
    for await (const chunk of plain as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > limit) throw importsProblem('imports.part_too_large', { part: name, limit: most });
      // More than the directory admits: made to deceive.
      if (size > entry.size) throw damaged(`${name}: zip size`);
      yield chunk;
    }
    if (size < entry.size) throw damaged(`${name}: cut off`);
  } catch (cause) {
    if (typeof (cause as { code?: unknown }).code === 'string' && (cause as { code: string }).code.startsWith('Z_'))
      throw damaged(`${name}: ${(cause as Error).message}`);
    throw cause;
  } finally {
    packed.destroy();
    plain.destroy();
  }
}

async function bodyStart(path: string, { offset, name }: ZipEntry): Promise<number> {
  const file = await open(path);
  try {
    const header = await readAt(file, offset, 30);
    if (header.readUInt32LE(0) !== LOCAL) throw damaged(name);
    return offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  } finally {
    await file.close();
  }
}

/** A small entry as text; undefined when the archive has none of that name. */
export async function unpackText(archive: ZipArchive, name: string): Promise<string | undefined> {
  if (!archive.entries.has(name)) return undefined;
  const chunks: Buffer[] = [];
  for await (const chunk of unpack(archive, name, LIMITS.part)) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
