import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { checkRuleSet } from '../../../shared/policy/check-rule-set.ts';
import { instrumentSchema, validityOf } from '../../../shared/policy/instrument.ts';
import { NEEDED_THEMES, type RuleSet, THEMES } from '../../../shared/policy/rule-set.ts';
import { PACKAGE_ROOT } from '../../kernel/package-root.ts';
import { readYamlFile, type YamlFile } from '../../kernel/yaml-file.ts';
import { namedLaws, unknownLaws, withNamedLaws } from './special-laws.ts';

/** Versions of each rule set by id, the earliest in force first, those without a date last. */
export type RuleSets = ReadonlyMap<string, readonly RuleSet[]>;

export const BUILT_IN = join(PACKAGE_ROOT, 'policies');

interface ReadSet {
  set: RuleSet;
  place: (theme: string, path: readonly PropertyKey[]) => string;
}

/**
 * Reads every rule set of the built-in folder and of further ones. Each folder with an `instrument.yaml`, at any depth,
 * is one version: one file per theme.
 * @throws Error with one line per fault: `file:line:column field: what is wrong`
 */
export function readRuleSets(furtherFolders: readonly string[]): RuleSets {
  const faults: string[] = [];
  const versions = new Map<string, ReadSet[]>();
  const further = furtherFolders.flatMap((parent) => readFolder(parent, faults));
  for (const read of [...readBuiltIn(faults), ...further])
    versions.set(read.set.id, [...(versions.get(read.set.id) ?? []), read]);
  const sets = new Map([...versions].map(([id, found]) => [id, inOrder(found, faults).map(({ set }) => set)]));
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return sets;
}

let builtIn: readonly ReadSet[] | undefined;
/** The product's own rule sets do not change while it runs: read once. */
function readBuiltIn(faults: string[]): readonly ReadSet[] {
  const before = faults.length;
  const read = builtIn ?? readFolder(BUILT_IN, faults);
  if (faults.length === before) builtIn = read;
  return read;
}

const readFolder = (parent: string, faults: string[]): ReadSet[] =>
  versionFolders(parent).flatMap((folder) => collect(faults, () => readVersion(folder)) ?? []);

/** Reads one version of a rule set. @throws Error like {@link readRuleSets} */
export const readRuleSet = (folder: string): RuleSet => readVersion(folder).set;

/** Reads every version in a folder, which may be one itself. @throws Error like {@link readRuleSets} */
export function readRuleSetFolder(folder: string): RuleSet[] {
  const faults: string[] = [];
  const read = readFolder(folder, faults);
  for (const id of new Set(read.map(({ set }) => set.id)))
    inOrder(
      read.filter(({ set }) => set.id === id),
      faults,
    );
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return read.map(({ set }) => set);
}

/** Folders that hold a version of a rule set, the given one included. */
function versionFolders(folder: string): string[] {
  const below = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(folder, entry.name))
    .sort()
    .flatMap(versionFolders);
  return existsSync(join(folder, 'instrument.yaml')) ? [folder, ...below] : below;
}

function collect<T>(faults: string[], read: () => T): T | undefined {
  try {
    return read();
  } catch (cause) {
    faults.push(cause instanceof Error ? cause.message : String(cause));
    return undefined;
  }
}

/** SHA-256 over names and contents of the theme files and the laws they name: two versions of one name with other contents are told apart. */
function digestOf(folder: string, themes: readonly string[], sharing: RuleSet['sharing']): string {
  const hash = createHash('sha256');
  for (const theme of themes.toSorted())
    hash
      .update(`${theme}\0`)
      .update(readFileSync(join(folder, `${theme}.yaml`)))
      .update('\0');
  if (sharing?.special_laws) hash.update(JSON.stringify(namedLaws(sharing)));
  return hash.digest('hex');
}

function readVersion(folder: string): ReadSet {
  const faults: string[] = [];
  const files = new Map<string, YamlFile<unknown>>();
  for (const [theme, schema] of Object.entries<z.ZodType>({ instrument: instrumentSchema, ...THEMES })) {
    const path = join(folder, `${theme}.yaml`);
    if (existsSync(path)) {
      const file = collect(faults, () => readYamlFile(path, schema));
      if (file) files.set(theme, file);
    } else if (theme === 'instrument' || (NEEDED_THEMES as readonly string[]).includes(theme))
      faults.push(`${path}:1:1 (file): 缺少此文件 missing`);
  }
  for (const name of readdirSync(folder))
    if (/\.ya?ml$/.test(name) && name !== 'instrument.yaml' && !(name.replace(/\.yaml$/, '') in THEMES))
      faults.push(`${join(folder, name)}:1:1 (file): 没有这个主题 no such theme: ${Object.keys(THEMES).join(', ')}`);
  if (faults.length > 0) throw new Error(faults.join('\n'));
  const themes = Object.fromEntries([...files].map(([theme, { data }]) => [theme, data])) as unknown as Omit<
    RuleSet,
    'id' | 'version' | 'digest'
  >;
  const place: ReadSet['place'] = (theme, path) =>
    `${files.get(theme)?.place(path) ?? join(folder, `${theme}.yaml`)} ${path.map(String).join('.')}`;
  const { sharing } = themes;
  const digest = digestOf(folder, [...files.keys()], sharing);
  const set: RuleSet = {
    id: themes.instrument.id,
    version: themes.instrument.version,
    digest,
    ...themes,
    ...(sharing && { sharing: withNamedLaws(sharing) }),
  };
  const crossed = checkRuleSet(set).map(({ theme, path, message }) => `${place(theme, path)}: ${message}`);
  for (const { at, id, known } of sharing ? unknownLaws(sharing) : [])
    crossed.push(
      `${place('sharing', ['special_laws', 'value', at])}: 没有这部特别法 no such law: ${id} (${known.join(', ')})`,
    );
  if (crossed.length > 0) throw new Error(crossed.join('\n'));
  return { set, place };
}

/** Sorts the versions of one id by date and finds those that stand for the same day, or bear the same name. */
function inOrder(found: readonly ReadSet[], faults: string[]): ReadSet[] {
  const dated = found
    .map((read) => ({ read, span: validityOf(read.set.instrument) }))
    .sort((a, b) => (a.span.from ?? '9999').localeCompare(b.span.from ?? '9999'));
  dated.forEach(({ read, span }, n) => {
    const before = dated.slice(0, n);
    const { id, version } = read.set;
    if (before.some((other) => other.read.set.version === version))
      faults.push(
        `${read.place('instrument', ['version'])}: ${id} 的版本“${version}”已有 a version ${version} was read before`,
      );
    const overlapped = before.find(
      ({ span: other }) =>
        span.from !== null && (other.until === null ? other.from !== null : span.from <= other.until),
    );
    if (overlapped)
      faults.push(
        `${read.place('instrument', ['in_force', 'value'])}: ${span.from} 起与版本“${overlapped.read.set.version}”（至 ${overlapped.span.until ?? '无期限'}）重叠 ` +
          `overlaps version ${overlapped.read.set.version}, in force until ${overlapped.span.until ?? 'further notice'}: give it ended_on`,
      );
  });
  return dated.map(({ read }) => read);
}
