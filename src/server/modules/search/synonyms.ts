import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { PACKAGE_ROOT } from '../../kernel/package-root.ts';
import { readYamlFile } from '../../kernel/yaml-file.ts';
import { atomsOf } from './atoms.ts';
import { wholeOf } from './codes.ts';
import { fold } from './fold.ts';

declare module '../../kernel/context.ts' {
  interface Services {
    /** Synonyms of the project and those of `KEYUAN_SYNONYMS`. */
    synonyms: Synonyms;
  }
}

/** What else is asked for with a term. Keys are terms without separators, folded. */
export type Synonyms = ReadonlyMap<string, readonly string[]>;

const term = z.string().trim().min(1).max(60);
const synonymsFile = z.strictObject({
  source: z.string(),
  /** Each list holds names of one thing: any of them finds all. */
  same: z.array(z.array(term).min(2).max(12)).default([]),
  /** Who asks for the first also finds the others, not the other way round. */
  wider: z.array(z.array(term).min(2).max(20)).default([]),
});

export const synonymKey = (text: string): string => wholeOf(atomsOf(fold(text)));

const OWN = join(PACKAGE_ROOT, 'reference', 'synonyms.yaml');

/**
 * Reads the project's synonyms and those of an operator.
 * @param folders each may hold any number of `*.yaml` files of the same form
 * @throws Error naming file, line and column of every fault
 */
export function readSynonyms(folders: readonly string[] = []): Synonyms {
  const files = [OWN, ...folders.flatMap(filesIn)];
  const known = new Map<string, Map<string, string>>();
  const add = (from: string, to: string): void => {
    const key = synonymKey(from);
    const others = known.get(key) ?? new Map<string, string>();
    if (synonymKey(to) !== key) others.set(synonymKey(to), to);
    known.set(key, others);
  };
  for (const path of files) {
    const { data, place } = readYamlFile(path, synonymsFile);
    for (const list of ['same', 'wider'] as const)
      data[list].forEach((terms, row) =>
        terms.forEach((text, index) => {
          if (synonymKey(text) === '')
            throw new Error(`${place([list, row, index])} ${list}: “${text}” holds neither letters nor characters`);
        }),
      );
    for (const terms of data.same) for (const from of terms) for (const to of terms) add(from, to);
    for (const [from, ...narrower] of data.wider) for (const to of narrower) add(from!, to);
  }
  return new Map([...known].map(([key, others]) => [key, [...others.values()]]));
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => join(folder, name));
