import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

export interface Weight {
  raw: number;
  gzip: number;
  brotli: number;
}

interface Entry {
  file: string;
  css?: string[];
  imports?: string[];
}

/** Compressed script of a first visit, bytes (issue 2, Speed). */
export const SCRIPT_LIMIT = 150 * 1024;

/** What a first visit to a front end fetches: its entry and all it imports at once; bytes. */
export function firstLoad(clientFolder: string, entry: string): { script: Weight; style: Weight } {
  const manifest = JSON.parse(readFileSync(join(clientFolder, '.vite/manifest.json'), 'utf8')) as Record<string, Entry>;
  const scripts = new Set<string>();
  const styles = new Set<string>();
  const seen = new Set<string>();
  const walk = (name: string): void => {
    const chunk = manifest[name];
    if (!chunk) throw new Error(`the build has no ${name}`);
    if (seen.has(name)) return;
    seen.add(name);
    scripts.add(chunk.file);
    for (const style of chunk.css ?? []) styles.add(style);
    for (const imported of chunk.imports ?? []) walk(imported);
  };
  walk(entry);
  return { script: weigh(clientFolder, scripts), style: weigh(clientFolder, styles) };
}

function weigh(folder: string, files: Iterable<string>): Weight {
  const weight: Weight = { raw: 0, gzip: 0, brotli: 0 };
  for (const file of files) {
    const path = join(folder, file);
    const bytes = readFileSync(path);
    weight.raw += statSync(path).size;
    weight.gzip += gzipSync(bytes, { level: 9 }).length;
    weight.brotli += brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }).length;
  }
  return weight;
}
