import { Zip, ZipPassThrough } from 'fflate';
import type { Instant } from '../../../shared/dates.ts';

export interface ZipEntry {
  path: string;
  bytes: AsyncIterable<Uint8Array>;
}

/** Entries as a ZIP file, one after the other: never more than a part of one of them is in memory. */
export async function* zipped(entries: AsyncIterable<ZipEntry>, at: Instant): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = [];
  let fault: Error | null = null;
  const zip = new Zip((error, part) => {
    fault ??= error;
    ready.push(part);
  });
  const take = function* (): Generator<Uint8Array> {
    if (fault) throw fault;
    yield* ready.splice(0);
  };
  for await (const { path, bytes } of entries) {
    const file = new ZipPassThrough(path);
    file.mtime = new Date(at);
    zip.add(file);
    for await (const part of bytes) {
      file.push(part);
      yield* take();
    }
    file.push(new Uint8Array(0), true);
    yield* take();
  }
  zip.end();
  yield* take();
}
