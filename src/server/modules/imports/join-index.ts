import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importsProblem } from '../../../shared/imports/problems.ts';
import { LIMITS } from './limits.ts';

/** Rows of a table by an id, kept in a file of their own with 24 bytes of memory each, as an extension may be larger than its core. */
export interface JoinIndex {
  /** In the order of the file. */
  rowsOf: (id: string) => string[][];
  /** Rows no id was asked for. */
  unused: () => number;
  close: () => void;
}

const BUFFER = 1024 ** 2;

/**
 * @param rows id and cells of each
 * @throws imports.part_too_large
 */
export async function buildJoinIndex(
  part: string,
  rows: AsyncIterable<{ id: string; cells: string[] }>,
): Promise<JoinIndex> {
  const folder = mkdtempSync(join(tmpdir(), 'keyuan-join-'));
  const file = openSync(join(folder, 'rows'), 'w+');
  const close = (): void => {
    closeSync(file);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const table = growingTable();
    let pending: string[] = [];
    let [pendingSize, written] = [0, 0];
    const flush = (): void => {
      if (pendingSize > 0) writeSync(file, pending.join(''));
      pending = [];
      pendingSize = 0;
    };
    for await (const { id, cells } of rows) {
      if (table.count() >= LIMITS.joined)
        throw importsProblem('imports.archive_rows', { part: part.slice(0, 200), limit: LIMITS.joined });
      const line = JSON.stringify([id, ...cells]);
      const length = Buffer.byteLength(line);
      table.add(hashOf(id), written, length);
      written += length;
      pending.push(line);
      pendingSize += length;
      if (pendingSize > BUFFER) flush();
    }
    flush();
    const { find, used } = table.finished();
    return {
      rowsOf: (id) =>
        find(hashOf(id)).flatMap(({ index, offset, length }) => {
          const bytes = Buffer.allocUnsafe(length);
          readSync(file, bytes, 0, length, offset);
          const [bearer, ...cells] = JSON.parse(bytes.toString()) as [string, ...string[]];
          if (bearer !== id) return [];
          used[index] = 1;
          return [cells];
        }),
      unused: () => used.reduce((left, mark) => left - mark, used.length),
      close,
    };
  } catch (cause) {
    close();
    throw cause;
  }
}

/** FNV-1a over UTF-16 units; that two ids share one is found out by the id in the row. */
function hashOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

function growingTable() {
  let hashes = new Uint32Array(1024);
  let offsets = new Float64Array(1024);
  let lengths = new Uint32Array(1024);
  let count = 0;
  return {
    count: () => count,
    add(hash: number, offset: number, length: number): void {
      if (count === hashes.length) {
        hashes = grown(hashes, new Uint32Array(count * 2));
        offsets = grown(offsets, new Float64Array(count * 2));
        lengths = grown(lengths, new Uint32Array(count * 2));
      }
      hashes[count] = hash;
      offsets[count] = offset;
      lengths[count] = length;
      count++;
    },
    /** Chains of rows with equal hash bits, the last first. */
    finished() {
      const mask = 2 ** Math.ceil(Math.log2(Math.max(2, count))) - 1;
      const heads = new Int32Array(mask + 1).fill(-1);
      const next = new Int32Array(count);
      for (let index = 0; index < count; index++) {
        const slot = hashes[index]! & mask;
        next[index] = heads[slot]!;
        heads[slot] = index;
      }
      const find = (hash: number): { index: number; offset: number; length: number }[] => {
        const found = [];
        for (let index = heads[hash & mask]!; index !== -1; index = next[index]!)
          if (hashes[index] === hash) found.push({ index, offset: offsets[index]!, length: lengths[index]! });
        return found.reverse();
      };
      return { find, used: new Uint8Array(count) };
    },
  };
}

function grown<T extends Uint32Array | Float64Array>(old: T, wider: T): T {
  wider.set(old);
  return wider;
}
