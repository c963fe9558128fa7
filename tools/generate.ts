/**
 * Writes what is generated: from the migrations the table types and the schema snapshot, from the schemas of rule sets
 * their JSON Schemas.
 * `npm run check` runs it and fails when the files in the repository differ.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrate } from '../src/server/kernel/db/migrate.ts';
import { openStorage } from '../src/server/kernel/db/open.ts';
import { describeSchema, type Column } from '../src/server/kernel/db/describe.ts';
import { PACKAGE_ROOT } from '../src/server/kernel/package-root.ts';
import { writePolicySchemas } from './policy-schemas.ts';

const TYPES: Record<string, string> = {
  bigint: 'string',
  integer: 'number',
  smallint: 'number',
  real: 'number',
  'double precision': 'number',
  text: 'string',
  boolean: 'boolean',
  date: 'string',
  'timestamp with time zone': 'string',
  tsvector: 'string',
  'text[]': 'string[]',
  numeric: 'string',
};

function typeOf(column: Column): string {
  if (column.type === 'jsonb')
    return column.nullable
      ? 'ColumnType<unknown, string | null, string | null>'
      : 'ColumnType<unknown, string, string>';
  const base = TYPES[column.type.replace(/\(.*/, '')];
  if (base === undefined) throw new Error(`${column.table}.${column.name}: no TypeScript type for ${column.type}`);
  const type = column.nullable ? `${base} | null` : base;
  if (column.identity) return `Generated<${type}>`;
  return column.hasDefault ? `Generated<${type}>` : type;
}

const pascal = (name: string): string => name.replace(/(^|_)(\w)/g, (_, __, letter: string) => letter.toUpperCase());

const storage = await openStorage({});
await migrate(storage.db);
const schema = await describeSchema(storage.db);
await storage.close();

const byTable = new Map<string, Column[]>();
for (const column of schema.columns) byTable.set(column.table, [...(byTable.get(column.table) ?? []), column]);

const interfaces = [...byTable].map(
  ([table, columns]) =>
    `export interface ${pascal(table)}Table {\n${columns.map((c) => `  ${c.name}: ${typeOf(c)};`).join('\n')}\n}\n`,
);
const tables = `// Generated from the migrations by tools/generate.ts. Do not edit.
import type { ColumnType, Generated } from 'kysely';

${interfaces.join('\n')}
export interface Tables {
${[...byTable.keys()].map((table) => `  ${table}: ${pascal(table)}Table;`).join('\n')}
}
`;
writeFileSync(join(PACKAGE_ROOT, 'src/server/kernel/db/tables.ts'), tables);
writeFileSync(join(PACKAGE_ROOT, 'docs/schema.txt'), schema.text);
console.log(`${byTable.size} tables, ${writePolicySchemas()} schemas of rule sets`);
