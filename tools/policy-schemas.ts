import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { PACKAGE_ROOT } from '../src/server/kernel/package-root.ts';
import { instrumentSchema } from '../src/shared/policy/instrument.ts';
import { THEMES } from '../src/shared/policy/rule-set.ts';

const POLICIES = join(PACKAGE_ROOT, 'policies');
const FOLDER = join(PACKAGE_ROOT, 'docs/policy-schema');
const SCHEMAS: Readonly<Record<string, z.ZodType>> = { instrument: instrumentSchema, ...THEMES };

/**
 * Writes the JSON Schema of every theme to `docs/policy-schema/`, and heads each rule file with the line by which editors
 * find it. @returns how many
 */
export function writePolicySchemas(): number {
  mkdirSync(FOLDER, { recursive: true });
  for (const [theme, schema] of Object.entries(SCHEMAS)) {
    const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
    writeFileSync(join(FOLDER, `${theme}.json`), `${JSON.stringify(json, null, 1)}\n`);
  }
  for (const entry of readdirSync(POLICIES, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    for (const theme of Object.keys(SCHEMAS)) headFile(join(POLICIES, entry.name, `${theme}.yaml`), theme);
  }
  return Object.keys(SCHEMAS).length;
}

function headFile(path: string, theme: string): void {
  const head = `# yaml-language-server: $schema=../../docs/policy-schema/${theme}.json\n`;
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return;
  }
  if (!text.startsWith(head)) writeFileSync(path, head + text);
}
