import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Example, examplesFile } from '../../../shared/policy/examples.ts';
import { readYaml } from '../../kernel/yaml-file.ts';

/** Examples of a rule set's folder, the figures of their bases filled in; null takes a base's figure away. */
export function readExamples(folder: string): Example[] {
  const path = join(folder, 'examples');
  if (!existsSync(path)) return [];
  return readdirSync(path)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .flatMap((name) => {
      const { bases, examples } = readYaml(join(path, name), examplesFile);
      return examples.map((example): Example => {
        if (!('figures' in example)) return example;
        const from = [example.base].flat().map((base) => {
          const found = bases[base];
          if (!found) throw new Error(`${join(path, name)}: ${example.clause}: no base ${base}`);
          return found;
        });
        return { ...example, figures: Object.assign({}, ...from, example.figures) as typeof example.figures };
      });
    });
}
