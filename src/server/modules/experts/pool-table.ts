import { stringify } from 'csv-stringify/sync';
import { writeXlsx } from 'hucre/xlsx';
import type { z } from 'zod';
import { expertsProblem } from '../../../shared/experts/problems.ts';
import { expertInput } from '../../../shared/experts/schemas.ts';
import { defused } from '../../../shared/imports/formulas.ts';
import { suggestMapping } from '../../../shared/imports/mapping.ts';
import { nameKey } from '../../../shared/experts/conflicts.ts';
import { Problem, type FieldFault } from '../../../shared/problems.ts';
import { act, lockName, type Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Download } from '../../kernel/http/mount.ts';
import type { Id } from '../../kernel/ids.ts';
import { accountLogins } from '../identity/index.ts';
import { findTable, openTable, storeFile } from '../imports/index.ts';
import { demandPool } from './access.ts';
import { contentOf, writeExpert } from './pool.ts';
import { employerOf, type ExpertEntry, poolOf } from './store.ts';

type Input = z.output<typeof expertInput>;

/** Columns of the table: the field, its heading, other names it goes by. */
const COLUMNS = [
  ['name', '姓名', 'Name', ['专家姓名']],
  ['account', '账号', 'Account', ['登录名', '登录账号']],
  ['title', '职称', 'Title', ['职称/职务', '职务']],
  ['disciplines', '学科', 'Disciplines', ['专业领域', '学科代码', '研究领域', '学科（GB/T 13745）']],
  ['languages', '语种', 'Languages', ['外语']],
  ['email', '电子邮箱', 'E-mail', ['邮箱', 'email']],
  ['phone', '电话', 'Telephone', ['手机', '联系电话']],
  ['employer', '现工作单位', 'Employer', ['工作单位', '单位']],
  ['former', '曾工作单位', 'Former employers', ['原工作单位']],
  ['projects', '合作项目', 'Joint projects', ['合作课题']],
  ['declared', '本人申明的利害关系', 'Declared ties', ['利害关系']],
  ['state', '状态', 'State', []],
  ['reason', '理由', 'Reason', ['备注']],
] as const;
type Column = (typeof COLUMNS)[number][0];

const TYPE = {
  label: '专家',
  fields: COLUMNS.map(([id, zh, en, aliases]) => ({ id, label: { zh, en }, aliases: [...aliases] })),
};
const STATES: Readonly<Record<string, Input['state']>> = {
  '': 'active',
  在库: 'active',
  active: 'active',
  停用: 'paused',
  暂停: 'paused',
  paused: 'paused',
  退出: 'retired',
  退库: 'retired',
  retired: 'retired',
  排除: 'excluded',
  excluded: 'excluded',
};
const STATE_WORDS = { active: '在库', paused: '暂停', retired: '退出', excluded: '排除' } as const;

interface ReadRow {
  row: number;
  input: Input;
}

/**
 * Enters experts from a table, or changes those it names: by account, else by name and employer. With any fault nothing is entered.
 * @throws experts.table_invalid naming row and column; imports.* of files that cannot be read
 */
export async function importExperts(
  ctx: Ctx,
  programme: string,
  name: string,
  bytes: AsyncIterable<Uint8Array>,
): Promise<{ added: number; changed: number; unchanged: number }> {
  await demandPool(ctx, programme);
  const stored = await storeFile(ctx, bytes, name);
  const file = { path: ctx.services.files.pathOf(stored.sha256), name: stored.name };
  const { layout } = await findTable(file, TYPE);
  const { mapping } = suggestMapping(TYPE.fields, layout.headings);
  const table = await openTable(file, layout);
  const faults: FieldFault[] = [];
  const rows: ReadRow[] = [];
  for await (const { row, cells, faults: wrong } of table.rows()) {
    for (const { code } of wrong.filter(({ severity }) => severity === 'error'))
      faults.push({ path: `rows.${row}`, code, zh: `第 ${row} 行无法读取`, en: `row ${row} cannot be read` });
    const given = Object.fromEntries(
      layout.headings.flatMap((heading, n) => {
        const field = mapping[heading];
        return (field ?? null) === null ? [] : [[field as Column, (cells[n] ?? '').trim()]];
      }),
    ) as Partial<Record<Column, string>>;
    const parsed = expertInput.safeParse(inputOf(ctx, given));
    if (parsed.success) rows.push({ row, input: parsed.data });
    else faults.push(...parsed.error.issues.map((issue) => faultOf(row, issue)));
  }
  refuse(stored.name, faults);
  return act(ctx, { action: 'experts.pool.import', detail: { programme, rows: rows.length } }, async (tx) => {
    await lockName(tx, `experts:${programme}`);
    const counts = { added: 0, changed: 0, unchanged: 0 };
    const pool = await poolOf(tx.db, programme);
    for (const { row, input } of rows) {
      try {
        counts[await enter(ctx, tx, programme, pool, input)]++;
      } catch (cause) {
        if (!(cause instanceof Problem)) throw cause;
        faults.push({
          path: `rows.${row}`,
          code: cause.code,
          zh: `第 ${row} 行：${cause.text('zh-CN')}`,
          en: `row ${row}: ${cause.text('en')}`,
        });
      }
    }
    refuse(stored.name, faults);
    tx.note(counts);
    return counts;
  });
}

function refuse(name: string, faults: readonly FieldFault[]): void {
  if (faults.length === 0) return;
  throw expertsProblem('experts.table_invalid', { name, count: faults.length }, { errors: faults.slice(0, 200) });
}

function faultOf(row: number, issue: z.core.$ZodIssue): FieldFault {
  const field = String(issue.path[0] ?? '');
  const column = COLUMNS.find(([id]) => id === field || (field === 'employers' && id === 'former'));
  const own = (issue as { params?: { zh?: string; en?: string } }).params;
  return {
    path: `rows.${row}.${field}`,
    code: issue.code,
    zh: `第 ${row} 行“${column?.[1] ?? field}”：${own?.zh ?? '未填写或不符合要求'}`,
    en: `row ${row}, ${column?.[2] ?? field}: ${own?.en ?? issue.message}`,
  };
}

async function enter(
  ctx: Ctx,
  tx: Tx,
  programme: string,
  pool: readonly ExpertEntry[],
  input: Input,
): Promise<'added' | 'changed' | 'unchanged'> {
  const named = await contentOf(ctx, tx, input);
  const own = pool.filter(({ programme_id }) => programme_id === programme);
  const place = nameKey(employerOf(named, ctx.today)?.name ?? '');
  const before =
    own.find(({ account_id }) => account_id !== null && account_id === named.account_id) ??
    own.find(
      (entry) =>
        nameKey(entry.name) === nameKey(named.name) && nameKey(employerOf(entry, ctx.today)?.name ?? '') === place,
    );
  const known = before ? knownOf(before) : new Map<string, Id>();
  const linked = { ...input, ...linkedTo(known, input) };
  if (before && same(before, { ...named, ...linkedTo(known, named) })) return 'unchanged';
  await writeExpert(ctx, tx, programme, linked, before);
  return before ? 'changed' : 'added';
}

type Ties = Pick<Input, 'employers' | 'declared' | 'projects'>;

/** Organisations that an entry names and knows, by name: a table has names only, and the links stay. */
const knownOf = ({ employers, declared, projects }: Ties): Map<string, Id> =>
  new Map(
    [...employers, ...declared, ...projects.flatMap(({ organisations }) => organisations)].flatMap(({ id, name }) =>
      id ? [[nameKey(name), id] as const] : [],
    ),
  );

const linkedTo = (known: ReadonlyMap<string, Id>, { employers, declared, projects }: Ties): Ties => {
  const link = <T extends { id?: string | null | undefined; name: string }>(one: T): T => {
    const id = one.id ?? known.get(nameKey(one.name));
    return id ? { ...one, id } : one;
  };
  return {
    employers: employers.map(link),
    declared: declared.map(link),
    projects: projects.map((one) => ({ ...one, organisations: one.organisations.map(link) })),
  };
};

const same = (before: ExpertEntry, content: object): boolean =>
  Object.entries(content).every(
    ([key, value]) => JSON.stringify(plain(before[key as keyof ExpertEntry])) === JSON.stringify(plain(value)),
  );
/** Without members that say nothing. */
const plain = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(plain)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .filter(([, part]) => part !== null && part !== undefined)
            .toSorted(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, part]) => [key, plain(part)]),
        )
      : (value ?? null);

/** One of several in a cell, and the parts of one. */
const split = (cell: string | undefined): string[] =>
  (cell ?? '')
    .split(/[;；\n]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
const parts = (cell: string): string[] => cell.split(/[|｜]/).map((part) => part.trim());
const names = (cell: string | undefined): string[] =>
  (cell ?? '')
    .split(/[、,，]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
const orNull = (cell: string | undefined): string | null => (cell === undefined || cell === '' ? null : cell);

/** A row as it is entered by hand. Former employers: 单位|起|止；projects: 题目|单位、单位|人、人|止；ties: 名称|理由. */
function inputOf(ctx: Ctx, given: Partial<Record<Column, string>>): unknown {
  const discipline = ctx.services.references.discipline!;
  return {
    name: given.name ?? '',
    account: orNull(given.account),
    title: given.title ?? '',
    disciplines: split(given.disciplines)
      .flatMap((part) => names(part))
      .map((text) => discipline.find(text)?.value ?? text),
    languages: split(given.languages).flatMap(names),
    email: orNull(given.email),
    phone: orNull(given.phone),
    employers: [
      ...split(given.employer).map((name) => ({ name })),
      ...split(given.former).map((one) => {
        const [name = '', from, to] = parts(one);
        return { name, from: orNull(from), to: orNull(to) };
      }),
    ],
    projects: split(given.projects).map((one) => {
      const [title = '', units, people, to] = parts(one);
      return { title, organisations: names(units).map((name) => ({ name })), people: names(people), to: orNull(to) };
    }),
    declared: split(given.declared).map((one) => {
      const [name = '', reason = ''] = parts(one);
      return { name, reason };
    }),
    state: STATES[given.state ?? ''] ?? given.state,
    reason: orNull(given.reason),
  };
}

/** The pool as a table that comes in again as it was. @throws experts.pool_closed */
export async function exportExperts(ctx: Ctx, programme: string, format: 'csv' | 'xlsx'): Promise<Download> {
  await demandPool(ctx, programme);
  const pool = (await poolOf(ctx.db, programme)).filter(({ programme_id }) => programme_id === programme);
  const logins = await accountLogins(
    ctx.db,
    pool.flatMap(({ account_id }) => account_id ?? []),
  );
  const heads = COLUMNS.map(([, zh]) => zh);
  const lines = pool.map((entry) => COLUMNS.map(([id]) => cellOf(entry, id, logins, ctx.today)));
  const name = `专家库-${programme}-${ctx.today}.${format}`;
  if (format === 'csv')
    return {
      bytes: Buffer.from(
        stringify([heads, ...lines.map((line) => line.map(defused))], { bom: true, record_delimiter: '\r\n' }),
      ),
      name,
      mediaType: 'text/csv; charset=utf-8',
    };
  const columns = heads.map(() => ({ width: 18, style: { numFmt: '@' } }));
  const bytes = await writeXlsx({
    sheets: [{ name: '专家', columns, rows: [heads, ...lines], freezePane: { rows: 1 } }],
  });
  return {
    bytes: Buffer.from(bytes),
    name,
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  };
}

function cellOf(entry: ExpertEntry, column: Column, logins: ReadonlyMap<Id, string>, today: string): string {
  const isNow = ({ from, to }: ExpertEntry['employers'][number]): boolean => !from && (!to || to >= today);
  const joined = (values: readonly (string | null | undefined)[]): string =>
    values
      .map((value) => value ?? '')
      .join('|')
      .replace(/\|+$/, '');
  switch (column) {
    case 'account':
      return logins.get(entry.account_id ?? '') ?? '';
    case 'disciplines':
    case 'languages':
      return entry[column].join('；');
    case 'employer':
      return entry.employers
        .filter(isNow)
        .map(({ name }) => name)
        .join('；');
    case 'former':
      return entry.employers
        .filter((one) => !isNow(one))
        .map(({ name, from, to }) => joined([name, from, to]))
        .join('；');
    case 'projects':
      return entry.projects
        .map(({ title, organisations, people, to }) =>
          joined([title, organisations.map(({ name }) => name).join('、'), people.join('、'), to]),
        )
        .join('；');
    case 'declared':
      return entry.declared.map(({ name, reason }) => joined([name, reason])).join('；');
    case 'state':
      return STATE_WORDS[entry.state];
    case 'email':
    case 'name':
    case 'phone':
    case 'reason':
    case 'title':
      return entry[column] ?? '';
  }
}
