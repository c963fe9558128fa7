import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PACKAGE_ROOT } from './kernel/package-root.ts';

interface Text {
  zh: string;
  en: string;
}

const SRC = join(PACKAGE_ROOT, 'src');
function* filesBelow(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else if (/\.tsx?$/.test(entry.name)) yield path;
  }
}
const files = [...filesBelow(SRC)].filter((path) => !/\.test\.tsx?$/.test(path) && !path.includes('/testing/'));
const texts = new Map(files.map((path) => [path, readFileSync(path, 'utf8')]));

/** Tables of texts by code: problems of every module, and what can be wrong with a row. */
async function tables(): Promise<Map<string, Text>> {
  const found = new Map<string, Text>();
  const tableFiles = files.filter(
    (path) => path.startsWith(join(SRC, 'shared')) && /(problems|faults|rule-checks)\.ts$/.test(path),
  );
  for (const path of tableFiles) {
    const exported = (await import(path)) as Record<string, unknown>;
    for (const value of Object.values(exported)) {
      const table = (value as { table?: unknown } | null)?.table ?? value;
      if (typeof table !== 'object' || table === null) continue;
      for (const [code, text] of Object.entries(table)) if (isText(text)) found.set(code, text);
    }
  }
  return found;
}
const isText = (value: unknown): value is Text =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as Text).zh === 'string' &&
  typeof (value as Text).en === 'string';

const placeholders = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!.replace(/_(zh|en)$/, '')))].sort();

test('every code has a text in both languages that fill in the same', async () => {
  const all = await tables();
  expect(all.size).toBeGreaterThan(120);
  for (const [code, { zh, en }] of all) {
    expect(zh, code).toMatch(/\p{Script=Han}/u);
    expect(en, code).toMatch(/[a-z]/);
    expect(en, code).not.toMatch(/\p{Script=Han}/u);
    expect(placeholders(zh), code).toEqual(placeholders(en));
  }
});

test('every problem is thrown somewhere', async () => {
  const missing: string[] = [];
  for (const path of files.filter((file) => file.startsWith(join(SRC, 'shared')) && file.endsWith('problems.ts'))) {
    const exported = (await import(path)) as Record<string, unknown>;
    for (const value of Object.values(exported)) {
      const table = (value as { table?: Record<string, unknown> } | null)?.table;
      if (typeof table !== 'object') continue;
      for (const code of Object.keys(table)) {
        const used = [...texts].some(([file, text]) => file !== path && text.includes(`'${code}'`));
        if (!used) missing.push(code);
      }
    }
  }
  expect(missing).toEqual([]);
});
