import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PACKAGE_ROOT } from './server/kernel/package-root.ts';
import { ROLES } from './shared/identity/roles.ts';

const glossary = readFileSync(join(PACKAGE_ROOT, 'docs/glossary.md'), 'utf8');

/** Rows of the glossary's tables: their cells. */
const rows = glossary
  .split('\n')
  .filter((line) => line.startsWith('|') && !/^\|[\s:|-]+\|$/.test(line))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

function* sources(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* sources(path);
    else if (/\.(tsx?|sql)$/.test(entry.name) && entry.name !== 'glossary.test.ts') yield path;
  }
}

test('every role stands in the glossary under its Chinese name, and no other', () => {
  const listed = new Map(
    rows.flatMap((cells) =>
      cells.flatMap((cell, i) =>
        /^`?[a-z_]+`?$/.test(cell) ? [[cell.replaceAll('`', ''), cells[i - 1]] as const] : [],
      ),
    ),
  );
  for (const [role, { zh }] of Object.entries(ROLES)) expect([role, listed.get(role)]).toEqual([role, zh]);
});

test('every identifier in code style exists in the sources', () => {
  const text = [...sources(join(PACKAGE_ROOT, 'src'))].map((path) => readFileSync(path, 'utf8')).join('\n');
  const names = [...glossary.matchAll(/`([a-zA-Z_]+)`/g)].map(([, name]) => name!);
  expect(names.length).toBeGreaterThan(15);
  expect(names.filter((name) => !text.includes(name))).toEqual([]);
});
