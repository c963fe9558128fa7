import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  type CommonSpec,
  commonSpec,
  type ReferenceLists,
  type ResourceType,
  typeSpec,
} from '../../../shared/catalogue/resource-type.ts';
import type { MapView } from '../../../shared/catalogue/map.ts';
import { composeType } from '../../../shared/catalogue/type-compose.ts';
import { PACKAGE_ROOT } from '../../kernel/package-root.ts';
import { readYamlFile } from '../../kernel/yaml-file.ts';
import { readReferenceLists } from './reference-lists.ts';

declare module '../../kernel/context.ts' {
  interface Services {
    /** Resource types by id, those of `KEYUAN_TYPES` included, in the order of their files' names. */
    types: ReadonlyMap<string, ResourceType>;
    /** Lists that all types share: countries, disciplines, regions. */
    references: ReferenceLists;
    /** Map of the operator's; null: a grid of tiles. */
    map: MapView | null;
  }
}

/**
 * Reads every resource type of the built-in folder and of further ones: `<id>.yaml`, and common groups of fields in
 * `common/<id>.yaml`. A type of a further folder may replace a built-in one of the same id; within a folder an id comes once.
 * @throws Error naming file, line, column and field of every fault
 */
export function readResourceTypes(
  furtherFolders: readonly string[],
  references: ReferenceLists = readReferenceLists(),
): Map<string, ResourceType> {
  const faults: string[] = [];
  const attempt = (read: () => void): void => {
    try {
      read();
    } catch (cause) {
      faults.push(cause instanceof Error ? cause.message : String(cause));
    }
  };
  const folders = [join(PACKAGE_ROOT, 'resource-types'), ...furtherFolders];
  const commons = new Map<string, CommonSpec>();
  for (const path of folders.flatMap((folder) => yamlFiles(join(folder, 'common')))) {
    attempt(() => {
      const { data } = readYamlFile(path, commonSpec);
      commons.set(data.id, data);
    });
  }
  const types = new Map<string, ResourceType>();
  for (const folder of folders) {
    const here = new Set<string>();
    for (const path of yamlFiles(folder)) {
      attempt(() => {
        const { data, place } = readYamlFile(path, typeSpec);
        if (here.has(data.id)) throw new Error(`${place(['id'])} id: a type “${data.id}” is in this folder already`);
        here.add(data.id);
        const composed = composeType(data, commons, references);
        if (composed.faults.length > 0) {
          throw new Error(
            composed.faults.map((fault) => `${place(fault.path)} ${fault.path.join('.')}: ${fault.message}`).join('\n'),
          );
        }
        types.set(data.id, composed.type);
      });
    }
  }
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return types;
}

const yamlFiles = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => /\.ya?ml$/.test(name))
        .sort()
        .map((name) => join(folder, name))
    : [];
