import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { PACKAGE_ROOT } from './server/kernel/package-root.ts';

/** Layers of the server's modules; imports go downward only. The kernel is 0. */
const LAYERS: Readonly<Record<string, number>> = {
  kernel: 0,
  policy: 1,
  identity: 2,
  audit: 3,
  search: 3,
  calendar: 3,
  documents: 3,
  procedures: 4,
  catalogue: 4,
  notifications: 5,
  guidance: 5,
  complaints: 5,
  deposits: 5,
  imports: 5,
  experts: 6,
  interchange: 5,
  accreditation: 6,
  // Reads tables of lots with the readers of imports, and requests stand on it.
  stock: 5.5,
  // What was served, told by the modules above; it names services and resources.
  'service-records': 5.6,
  // Rules on what is given to whom; requests stand on it.
  agreements: 5.6,
  // Reads Word files with the zip and XML readers of imports.
  plans: 6,
  // Composes stock, agreements and service records.
  sharing: 6,
  portal: 9,
};

/** Which module's files may name a table in SQL. Everybody else asks the owner. */
const TABLE_OWNERS: Readonly<Record<string, readonly string[]>> = {
  kernel: ['setting', 'audit_event', 'outbox', 'idempotency', 'stored_file', 'due_work', 'migration'],
  policy: [],
  identity: [
    'programme',
    'region',
    'organisation',
    'platform',
    'platform_programme',
    'account',
    'role_grant',
    'session',
    'one_time_link',
    'mail_proof',
  ],
  notifications: ['mail_message', 'message', 'message_setting'],
  audit: [],
  search: ['resource_search', 'search_term', 'search_change'],
  catalogue: [
    'resource',
    'resource_version',
    'resource_key',
    'resource_identifier',
    'resource_file',
    'resource_before',
    'resource_relation',
    'available_list',
    'mistake_report',
    'withheld_declaration',
  ],
  calendar: ['calendar_year', 'calendar_day'],
  experts: ['expert', 'review_avoidance', 'expert_draw', 'visit_photo', 'review_reminder'],
  imports: ['import_batch', 'import_fault', 'import_undo_left'],
  documents: ['issued_document', 'document_number'],
  procedures: [
    'proc_case',
    'case_event',
    'case_clock',
    'case_assignment',
    'case_signature',
    'case_draft',
    'case_presence',
    'case_file',
    'case_reminder',
    'case_filter',
    'desk_visit',
    'delegation',
  ],
  guidance: [],
  complaints: ['complaint', 'complaint_upload'],
  deposits: ['deposit', 'deposit_project', 'deposit_item', 'deposit_principles'],
  interchange: ['cstr_batch', 'cstr_batch_item'],
  plans: ['plan_field', 'plan_version', 'plan_kept', 'plan_file'],
  accreditation: [
    'notice_key',
    'public_notice',
    'public_notice_item',
    'objection_party',
    'register_entry',
    'register_event',
  ],
  stock: [
    'service',
    'service_version',
    'service_link',
    'stock_setting',
    'stock_store',
    'stock_lot',
    'stock_hold',
    'stock_movement',
    'stock_step',
    'stock_test',
    'stock_take',
    'stock_take_line',
  ],
  'service-records': [
    'service_record',
    'service_record_number',
    'service_record_resource',
    'service_return',
    'service_rating',
    'resource_use',
    'resource_use_of',
    'service_question',
  ],
  agreements: [
    'agreement_template',
    'agreement_version',
    'agreement_acceptance',
    'agreement_call',
    'permit',
    'permit_use',
    'request_statement',
    'service_contract',
    'contract_payment',
  ],
  sharing: [
    'request',
    'request_part',
    'request_count',
    'request_item',
    'request_event',
    'request_file',
    'request_question',
    'request_answer',
    'request_shipment',
    'request_shipment_line',
    'request_link',
    'request_download',
    'open_data_ask',
  ],
  portal: [],
};
/** Reading what the kernel keeps is the business of these modules. */
const MAY_READ: Readonly<Record<string, readonly string[]>> = {
  // src/server/move carries every table over.
  app: ['stored_file', 'resource_file', 'issued_document', 'migration', 'setting'],
  audit: ['audit_event'],
  notifications: ['outbox'],
  imports: ['stored_file'],
  catalogue: ['stored_file'],
};

const SRC = join(PACKAGE_ROOT, 'src');
const files = walk(SRC).filter((path) => /\.tsx?$/.test(path));
const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path) || path.includes('/testing/');

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? walk(join(folder, entry.name)) : [join(folder, entry.name)],
  );
}

const edges = files.flatMap((from) =>
  [...readFileSync(from, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(([, to]) => ({
    from: relative(SRC, from),
    to: relative(SRC, resolve(dirname(from), to!.replace(/\?.*$/, ''))),
  })),
);

const areaOf = (path: string): string => {
  const parts = path.split('/');
  if (parts[0] !== 'server') return parts[0]!;
  if (parts[1] === 'modules') return parts[2]!;
  return parts[1] === 'kernel' ? 'kernel' : 'app';
};

test('the walk sees the code', () => {
  expect(files.length).toBeGreaterThan(60);
  expect(edges.length).toBeGreaterThan(150);
});

test('every server module has a layer and an owner entry', () => {
  const modules = readdirSync(join(SRC, 'server/modules'));
  expect(modules.filter((name) => !(name in LAYERS) || !(name in TABLE_OWNERS))).toEqual([]);
});

test('shared runs anywhere, the web never reaches into the server, only program.ts and the portal render the web', () => {
  const offences = edges.filter(({ from, to }) => {
    if (from.startsWith('shared/') && !isTest(from)) return !to.startsWith('shared/');
    if (from.startsWith('web/')) return to.startsWith('server/') && !isTest(from);
    if (from.startsWith('server/') && to.startsWith('web/'))
      return from !== 'server/program.ts' && !from.startsWith('server/modules/portal/') && !isTest(from);
    return false;
  });
  expect(offences).toEqual([]);
});

test('modules import downward only, and others through index.ts', () => {
  const offences = edges.filter(({ from, to }) => {
    if (isTest(from) || !from.startsWith('server/') || !to.startsWith('server/')) return false;
    const [a, b] = [areaOf(from), areaOf(to)];
    if (a === b || a === 'app') return false;
    if (b === 'app') return true;
    if (LAYERS[b]! >= LAYERS[a]!) return true;
    return b !== 'kernel' && !to.endsWith('/index.ts');
  });
  expect(offences).toEqual([]);
});

test('a table is named only by its owner', () => {
  const owner = new Map(
    Object.entries(TABLE_OWNERS).flatMap(([module, tables]) => tables.map((table) => [table, module])),
  );
  const offences: string[] = [];
  for (const path of files) {
    const name = relative(SRC, path);
    if (!name.startsWith('server/') || isTest(name) || name.includes('kernel/db/tables.ts')) continue;
    const area = areaOf(name);
    for (const table of tablesNamed(readFileSync(path, 'utf8'))) {
      const by = owner.get(table);
      if (by !== undefined && by !== area && !(MAY_READ[area] ?? []).includes(table))
        offences.push(`${name}: ${table} of ${by}`);
    }
  }
  expect(offences).toEqual([]);
});

/** Tables a source names: in Kysely's calls and after the SQL words that introduce one. */
function* tablesNamed(text: string): Generator<string> {
  const calls = /\.(?:selectFrom|insertInto|updateTable|deleteFrom|innerJoin|leftJoin|using)\(\s*'(\w+)/g;
  for (const [, table] of text.matchAll(calls)) yield table!;
  const raw = /\b(?:from|join|into|update)\s+([a-z_]+)\b/g;
  for (const [literal] of text.matchAll(/`[^`]*`/gs)) for (const [, table] of literal.matchAll(raw)) yield table!;
}

/** Tables that may be distributed over machines (design, "Growth"): their SQL keeps to what Citus runs. */
const GROWING = ['resource', 'resource_version', 'resource_file', 'resource_relation', 'resource_search'];

test('tables that may grow beyond a machine have no constraint that could not be distributed', () => {
  const schema = readFileSync(join(PACKAGE_ROOT, 'docs/schema.txt'), 'utf8').split('\n');
  for (const table of GROWING) {
    const constraints = schema.filter((line) => line.startsWith(`${table}: `));
    expect(constraints.length).toBeGreaterThan(0);
    expect(constraints.filter((line) => line.includes('FOREIGN KEY'))).toEqual([]);
    const unique = schema.filter(
      (line) => line.startsWith('CREATE UNIQUE INDEX') && line.includes(`ON public.${table} `),
    );
    expect(unique.filter((line) => !/\((id|resource_id)\b/.test(line))).toEqual([]);
  }
  expect(schema.filter((line) => GROWING.some((table) => line.includes(`REFERENCES ${table}(`)))).toEqual([]);
});

test('SQL over growing tables avoids what Citus refuses', () => {
  const offences: string[] = [];
  for (const path of files) {
    const name = relative(SRC, path);
    if (!name.startsWith('server/modules/') || isTest(name)) continue;
    for (const [literal] of readFileSync(path, 'utf8').matchAll(/`[^`]*`/gs)) {
      if (![...tablesNamed(literal)].some((table) => GROWING.includes(table))) continue;
      if (/\brecursive\b/i.test(literal)) offences.push(`${name}: recursive`);
      if (/\blateral\b[^`]*\blimit\b/i.test(literal)) offences.push(`${name}: lateral with limit`);
      if (/grouping sets/i.test(literal) && !/offset 0/i.test(literal))
        offences.push(`${name}: grouping sets without a fence`);
      if (/\bon conflict\b[^`]*\bset\b[^`]*\bnow\(\)/i.test(literal)) offences.push(`${name}: now() in on conflict`);
      if (/skip locked/i.test(literal)) offences.push(`${name}: skip locked`);
    }
  }
  expect(offences).toEqual([]);
});

test('writes go through act: outside the kernel nobody opens a transaction or casts the database', () => {
  const offences = files
    .map((path) => [relative(SRC, path), readFileSync(path, 'utf8')] as const)
    .filter(([name]) => name.startsWith('server/modules/') && !isTest(name))
    .filter(([, text]) => /\.transaction\(\)|ctx\.db as |\bas Db\b/.test(text))
    .map(([name]) => name);
  expect(offences).toEqual([]);
});
