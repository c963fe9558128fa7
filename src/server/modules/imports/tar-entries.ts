import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { stat } from 'node:fs/promises';
import { importsProblem } from '../../../shared/imports/problems.ts';
import { addEntry, demandFewEntries, demandNoBomb, demandNoClash } from './archive-checks.ts';
import { LIMITS } from './limits.ts';

/** A packed tape archive (`.tar.gz`): where its files begin in the unpacked stream. Nothing is unpacked to disk. */
export interface TarArchive {
  path: string;
  entries: ReadonlyMap<string, { size: number; offset: number }>;
}

const BLOCK = 512;
const damaged = (detail: string) => importsProblem('imports.damaged', { detail: `tar.gz: ${detail}` });

async function* unpacked(path: string): AsyncGenerator<Buffer> {
  const packed = createReadStream(path);
  const plain = createGunzip({ chunkSize: 64 * 1024 });
  packed.on('error', (cause) => plain.destroy(cause)).pipe(plain);
  const { size } = await stat(path);
  let length = 0;
  try {
    for await (const chunk of plain as AsyncIterable<Buffer>) {
      length += chunk.length;
      demandNoBomb('tar', length, size);
      if (length > LIMITS.table) throw importsProblem('imports.part_too_large', { part: 'tar', limit: 4096 });
      yield chunk;
    }
  } catch (cause) {
    const code = (cause as { code?: unknown }).code;
    if (typeof code === 'string' && code.startsWith('Z_')) throw damaged((cause as Error).message);
    throw cause;
  } finally {
    packed.destroy();
    plain.destroy();
  }
}

/** Reads a stream in pieces of the length asked for. */
function reader(source: AsyncGenerator<Buffer>) {
  let held: Buffer = Buffer.alloc(0);
  let at = 0;
  const more = async (): Promise<boolean> => {
    const { value, done } = await source.next();
    if (done) return false;
    held = held.length === 0 ? value : Buffer.concat([held, value]);
    return true;
  };
  return {
    position: () => at,
    async take(length: number): Promise<Buffer | undefined> {
      while (held.length < length) if (!(await more())) return undefined;
      const piece = held.subarray(0, length);
      held = held.subarray(length);
      at += length;
      return piece;
    },
    async skip(length: number): Promise<boolean> {
      let left = length;
      while (held.length < left) {
        left -= held.length;
        held = Buffer.alloc(0);
        if (!(await more())) return false;
      }
      held = held.subarray(left);
      at += length;
      return true;
    },
  };
}

const textOf = (block: Buffer, from: number, length: number): string => {
  const field = block.subarray(from, from + length);
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end === -1 ? length : end);
};

const numberOf = (block: Buffer, from: number): number => {
  const digits = textOf(block, from, 12).trim();
  if (!/^[0-7]{1,12}$/.test(digits)) throw damaged('size');
  return Number.parseInt(digits, 8);
};

function isSound(block: Buffer): boolean {
  const stated = Number.parseInt(textOf(block, 148, 8).trim(), 8);
  let sum = 8 * 32;
  for (let i = 0; i < BLOCK; i++) if (i < 148 || i >= 156) sum += block[i]!;
  return sum === stated;
}

/** Kinds of entries: files, folders, names that are too long for a header, links and devices. */
const FILES = new Set(['0', '\0', '7']);
const LONG_NAMES = new Set(['L', 'x']);

/** A name for the next entry: of GNU as it is, of POSIX among other facts. */
async function readName(tape: ReturnType<typeof reader>, kind: string, size: number): Promise<string | undefined> {
  if (size > 64 * 1024) throw damaged('name');
  const text = (await tape.take(size))?.toString('utf8') ?? '';
  return kind === 'L' ? text.replace(/\0+$/, '') : /\d+ path=(.*)\n/.exec(text)?.[1];
}

function shortName(block: Buffer): string {
  const prefix = textOf(block, 257, 5) === 'ustar' ? textOf(block, 345, 155) : '';
  return `${prefix === '' ? '' : `${prefix}/`}${textOf(block, 0, 100)}`;
}

/** @throws imports.damaged, imports.archive_entries, imports.archive_path, imports.archive_link, imports.archive_clash */
export async function openTar(path: string): Promise<TarArchive> {
  const entries = new Map<string, { size: number; offset: number }>();
  const source = unpacked(path);
  const tape = reader(source);
  let longName: string | undefined;
  let count = 0;
  try {
    for (;;) {
      const block = await tape.take(BLOCK);
      if (!block || block.every((byte) => byte === 0)) break;
      if (count === 0 && !isSound(block)) break;
      if (!isSound(block)) throw damaged('header');
      demandFewEntries(++count);
      const size = numberOf(block, 124);
      const kind = String.fromCharCode(block[156]!);
      const offset = tape.position();
      if (LONG_NAMES.has(kind)) longName = await readName(tape, kind, size);
      else {
        const name = longName ?? shortName(block);
        longName = undefined;
        if (kind === '1' || kind === '2' || FILES.has(kind))
          addEntry(entries, name.replace(/^(\.\/)+/, ''), { size, offset }, !FILES.has(kind));
        if (!(await tape.skip(size))) throw damaged('cut off');
      }
      if (!(await tape.skip((BLOCK - (size % BLOCK)) % BLOCK))) throw damaged('cut off');
    }
  } finally {
    await source.return(undefined);
  }
  if (count === 0) throw importsProblem('imports.other_format', { format: 'GZIP' });
  demandNoClash(entries.keys());
  return { path, entries };
}

/** An entry's bytes. @param limit bytes, above which it is refused */
export async function* unpackTar(archive: TarArchive, name: string, limit: number): AsyncGenerator<Buffer> {
  const entry = archive.entries.get(name);
  if (!entry) throw damaged(name);
  if (entry.size > limit)
    throw importsProblem('imports.part_too_large', { part: name, limit: Math.floor(limit / 1024 ** 2) });
  const end = entry.offset + entry.size;
  let at = 0;
  for await (const chunk of unpacked(archive.path)) {
    const from = Math.max(0, entry.offset - at);
    const to = Math.min(chunk.length, end - at);
    if (to > from) yield chunk.subarray(from, to);
    at += chunk.length;
    if (at >= end) return;
  }
  throw damaged('cut off');
}
