import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { instrumentSchema } from '../../../shared/policy/instrument.ts';
import { NEEDED_THEMES, type RuleSet, THEMES } from '../../../shared/policy/rule-set.ts';
import type { Ctx } from '../../kernel/context.ts';
import { PACKAGE_ROOT } from '../../kernel/package-root.ts';
import { readYaml } from '../../kernel/yaml-file.ts';

declare module '../../kernel/context.ts' {
  interface Services {
    /** Rule sets by id, those of `KEYUAN_POLICIES` included. */
    ruleSets: ReadonlyMap<string, RuleSet>;
  }
}

/**
 * Reads every rule set of the built-in folder and of further ones: one folder each, one file per theme.
 * @throws Error naming file, line and field of every fault
 */
export function readRuleSets(furtherFolders: readonly string[]): Map<string, RuleSet> {
  const sets = new Map<string, RuleSet>();
  const faults: string[] = [];
  for (const parent of [join(PACKAGE_ROOT, 'policies'), ...furtherFolders]) {
    for (const folder of ruleSetFolders(parent)) {
      try {
        const instrument = readYaml(join(folder, 'instrument.yaml'), instrumentSchema);
        if (sets.has(instrument.id)) throw new Error(`${folder}: a rule set ${instrument.id} was read before`);
        sets.set(instrument.id, { id: instrument.id, instrument, ...readThemes(folder) });
      } catch (cause) {
        faults.push(cause instanceof Error ? cause.message : String(cause));
      }
    }
  }
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return sets;
}

/** @throws Error naming file, line and field of the faults of every theme */
function readThemes(folder: string): Omit<RuleSet, 'id' | 'instrument'> {
  const themes: Record<string, unknown> = {};
  const faults: string[] = [];
  for (const [theme, schema] of Object.entries(THEMES)) {
    const path = join(folder, `${theme}.yaml`);
    if (!existsSync(path)) {
      if ((NEEDED_THEMES as readonly string[]).includes(theme)) faults.push(`${path}: missing`);
      continue;
    }
    try {
      themes[theme] = readYaml(path, schema);
    } catch (cause) {
      faults.push(cause instanceof Error ? cause.message : String(cause));
    }
  }
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return themes as Omit<RuleSet, 'id' | 'instrument'>;
}

/** A folder of rule sets, or one rule set itself. */
function ruleSetFolders(parent: string): string[] {
  if (existsSync(join(parent, 'instrument.yaml'))) return [parent];
  return readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(parent, entry.name, 'instrument.yaml')))
    .map((entry) => join(parent, entry.name))
    .sort();
}

/** The rule set of a programme. @throws Error when its folder is gone, which start-up prevents */
export function ruleSetOf(ctx: Ctx, id: string): RuleSet {
  const found = ctx.services.ruleSets.get(id);
  if (!found) throw new Error(`no rule set ${id}`);
  return found;
}
