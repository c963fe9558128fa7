import { importsProblem } from '../../../shared/imports/problems.ts';
import { LIMITS } from './limits.ts';

/** What is refused of an archive before anything in it is unpacked; nothing is ever written where its names point. */

/** @throws imports.archive_entries */
export function demandFewEntries(count: number): void {
  if (count > LIMITS.entries) throw importsProblem('imports.archive_entries', { count, limit: LIMITS.entries });
}

/** @throws imports.archive_bomb when a part grows beyond all measure of what tables do */
export function demandNoBomb(name: string, size: number, packed: number): void {
  if (size > LIMITS.bombFrom && size > packed * LIMITS.ratio)
    throw importsProblem('imports.archive_bomb', { part: name, ratio: LIMITS.ratio });
}

const ESCAPES = /(^|\/)\.\.(\/|$)|^\/|^[A-Za-z]:|\0/;

/** Whether a path, with its backslashes turned, stays within the archive. */
export const staysInside = (path: string): boolean => !ESCAPES.test(path.replaceAll('\\', '/'));

/**
 * Takes an entry into the directory.
 * @throws imports.archive_path, imports.archive_link, imports.archive_clash
 */
export function addEntry<T>(entries: Map<string, T>, name: string, entry: T, isLink: boolean): void {
  if (!staysInside(name)) throw importsProblem('imports.archive_path', { path: shown(name) });
  if (isLink) throw importsProblem('imports.archive_link', { path: shown(name) });
  if (entries.has(name)) throw importsProblem('imports.archive_clash', { path: shown(name), other: shown(name) });
  entries.set(name, entry);
}

/**
 * Names that differ in case or normal form only are one file on many systems.
 * @throws imports.archive_clash
 */
export function demandNoClash(names: Iterable<string>): void {
  const seen = new Map<string, string>();
  for (const name of names) {
    const folded = name.normalize('NFC').toLowerCase();
    const other = seen.get(folded);
    if (other !== undefined) throw importsProblem('imports.archive_clash', { path: shown(name), other: shown(other) });
    seen.set(folded, name);
  }
}

const shown = (name: string): string => name.slice(0, 200).replace(/[\p{Cc}\p{Cf}]/gu, '\ufffd');
