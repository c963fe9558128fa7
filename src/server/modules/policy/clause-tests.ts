import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { recordedCase } from '../../../shared/policy/recorded-case.ts';
import { PACKAGE_ROOT } from '../../kernel/package-root.ts';
import { readYaml } from '../../kernel/yaml-file.ts';

/** Files with tests, relative to the package, by the clause their titles or tables carry. */
export type ClauseTests = ReadonlyMap<string, readonly string[]>;

const CLAUSE = /\b[A-Z]{2,4}-[A-Za-z0-9.]*[A-Za-z0-9]/g;
/** A title: the first text of `test(…)`, or what follows the table of `test.each`. */
const TITLE = /\b(?:test|it)(?:\.\w+)*(?:\([^'"`]*|\(\[[\s\S]*?\]\)\()(['"`])((?:(?!\1).)*)\1/g;
/** A clause id that stands alone as a text: a row of a table of tests. */
const ROW = /(['"`])([A-Z]{2,4}-[A-Za-z0-9.]*[A-Za-z0-9])\1/g;

function walk(folder: string, wanted: RegExp): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : walk(path, wanted);
    return wanted.test(entry.name) ? [path] : [];
  });
}

function clausesOfTest(text: string): string[] {
  const titles = [...text.matchAll(TITLE)].flatMap(([, , title]) => title!.match(CLAUSE) ?? []);
  const rows = /\b(?:test|it|describe)\.each\b/.test(text) ? [...text.matchAll(ROW)].map(([, , id]) => id!) : [];
  return [...titles, ...rows];
}

/** Examples as data carry their clause as `clause:`. */
const clausesOfExample = (text: string): string[] =>
  [...text.matchAll(/\bclause:\s*['"]?([A-Z]{2,4}-[A-Za-z0-9.]*[A-Za-z0-9])/g)].map(([, id]) => id!);

let found: ClauseTests | undefined;

/** Which tests and examples carry which clause, by their source. Empty where the product runs without its source. */
export function clauseTests(): ClauseTests {
  if (found) return found;
  const files = new Map<string, Set<string>>();
  const note = (path: string, clauses: readonly string[]): void => {
    for (const clause of clauses) files.set(clause, (files.get(clause) ?? new Set()).add(relative(PACKAGE_ROOT, path)));
  };
  for (const folder of ['src', 'e2e'])
    for (const path of walk(join(PACKAGE_ROOT, folder), /\.test\.tsx?$/))
      note(path, clausesOfTest(readFileSync(path, 'utf8')));
  for (const path of walk(join(PACKAGE_ROOT, 'policies'), /\.yaml$/))
    if (path.includes('/examples/')) note(path, clausesOfExample(readFileSync(path, 'utf8')));
    else if (path.includes('/cases/')) note(path, readYaml(path, recordedCase).clauses);
  found = new Map([...files].map(([clause, paths]) => [clause, [...paths].sort()]));
  return found;
}
