import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { kernelProblem } from '../../shared/kernel/problems.ts';

export interface StoredBytes {
  sha256: string;
  /** Bytes. */
  size: number;
}

/** Bytes under the digest of their content: the same content is kept once, and a stored file never changes. */
export interface FileStore {
  /**
   * Stores a stream; nothing is kept when it fails or is too long.
   * @param limit bytes
   * @throws kernel.too_large
   */
  put: (bytes: AsyncIterable<Uint8Array>, limit: number) => Promise<StoredBytes>;
  /**
   * @param range first and last byte, both included
   * @throws kernel.file_unknown
   */
  read: (sha256: string, range?: { start: number; end: number }) => Promise<Readable>;
  /** Where the bytes lie, for programs that need a path. */
  pathOf: (sha256: string) => string;
}

export function localFileStore(folder: string): FileStore {
  const pathOf = (sha256: string): string => join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  return {
    pathOf,
    async put(bytes, limit) {
      const incoming = join(folder, 'incoming');
      await mkdir(incoming, { recursive: true });
      const temporary = join(incoming, randomUUID());
      const hash = createHash('sha256');
      let size = 0;
      const measure = new Transform({
        transform(chunk: Uint8Array, _encoding, done) {
          size += chunk.length;
          if (size > limit) return done(kernelProblem('kernel.too_large', { limit }));
          hash.update(chunk);
          done(null, chunk);
        },
      });
      try {
        await pipeline(bytes, measure, createWriteStream(temporary, { flags: 'wx', flush: true }));
        const sha256 = hash.digest('hex');
        const path = pathOf(sha256);
        await mkdir(join(path, '..'), { recursive: true });
        await rename(temporary, path);
        return { sha256, size };
      } catch (cause) {
        await rm(temporary, { force: true });
        throw cause;
      }
    },
    async read(sha256, range) {
      const path = pathOf(sha256);
      const found = await stat(path).catch(() => undefined);
      if (!found) throw kernelProblem('kernel.file_unknown');
      return createReadStream(path, range);
    },
  };
}

/** A name without folders and control characters: it is shown, offered for saving, and nothing else. */
export const baseName = (name: string): string => {
  const last = name
    .normalize('NFC')
    .split(/[/\\]/)
    .at(-1)!
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '')
    .trim();
  return last === '' || last === '.' || last === '..' ? 'file' : last.slice(0, 255);
};
