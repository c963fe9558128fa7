// A working day of a portal on PostgreSQL: 60 % searches, 25 % record pages, 15 % requests written, from 50 clients at once; and the
// list of a clerk with 20,000 open requests.   [--records N] [--operations N]
// Wanted: no error; p95 at most twice that of the same SQL without HTTP, as many at once over as many connections; the list at most
// 1.5 times its bare statements. What one run wrote must not help or hinder the next: each works on a copy of one database.
// The bare statements run twice: each taking the next free connection, and connections going to whoever came first, as the product
// gives them (decision 0035). The product is measured against the quicker of the two.
import { rmSync } from 'node:fs';
import { sql } from 'kysely';
import { ITEM_STATES } from '../src/shared/sharing/item-states.ts';
import { catalogueRoutes } from '../src/shared/catalogue/routes.ts';
import { newRequest } from '../src/shared/sharing/schemas.ts';
import { type App, buildApp } from '../src/server/app.ts';
import { readConfig } from '../src/server/kernel/config.ts';
import { ANONYMOUS, type Ctx, systemActor } from '../src/server/kernel/context.ts';
import { countStatements, type Db, openStorage } from '../src/server/kernel/db/open.ts';
import { arrive } from '../src/server/kernel/db/turns.ts';
import { catalogueHandlers } from '../src/server/modules/catalogue/index.ts';
import { type AccountSeed, seedAccounts } from '../src/server/modules/identity/index.ts';
import { handlers } from '../src/server/modules/sharing/routes.ts';
import { lightClient } from './light-client.ts';
import { startPostgres } from './postgres.ts';
import { fillRecords } from './record-corpus.ts';
import { ms, percentile, table, timed } from './report.ts';
import { startServer, temporaryFolder } from './server.ts';

const numberOf = (name: string, otherwise: number): number => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
};
const RECORDS = numberOf('records', 100_000);
const OPERATIONS = numberOf('operations', 3000);
const CLIENTS = 50;
const OPEN = 20_000;
const ROUNDS = 200;
const PASSWORD = 'Requests-by-the-hundred-1';
const WORDS = [
  '水稻 抗病',
  '银杏',
  'Ginkgo biloba',
  '转录组',
  '荞麦',
  '土壤 监测 数据',
  '朱鹮 保护区',
  '拉曼光谱仪',
  '小麦 种质',
  '大肠埃希氏菌',
];

type Kind = 'search' | 'record page' | 'request';
interface Operation {
  kind: Kind;
  path: string;
  body?: object;
  client: number;
  statements: { text: string; parameters: readonly unknown[] }[];
}

const RESEARCHERS = 6;
const accounts: AccountSeed[] = [
  ...Array.from({ length: RESEARCHERS }, (_, n) => ({
    account: `researcher${n}`,
    name: `测速研究员 ${n}`,
    demo: true,
    roles: [{ role: 'registered_user' as const, scopeKind: 'instance' as const, scopeId: '*' }],
  })),
  {
    account: 'clerk',
    name: '测速馆员',
    demo: true,
    roles: [{ role: 'platform_staff' as const, scopeKind: 'platform' as const, scopeId: 'BENCH-1' }],
  },
];

/** The bench's wish list: as many of a kind among a hundred as the mix says, spread evenly. */
function plan(): Omit<Operation, 'statements'>[] {
  return Array.from({ length: OPERATIONS }, (_, n) => {
    const place = (n * 37) % 100;
    const record = 1000 + ((n * 7919) % RECORDS);
    const client = n % RESEARCHERS;
    if (place < 60)
      return { kind: 'search', path: `/api/resources?q=${encodeURIComponent(WORDS[n % WORDS.length]!)}`, client };
    if (place < 85) return { kind: 'record page', path: `/resources/${record}`, client };
    const body = {
      items: [{ kind: 'data', resource: String(record) }],
      purpose: 'public_research',
      purpose_text: '测速：作物抗旱性鉴定',
      region: '440100',
    };
    return { kind: 'request', path: '/api/requests', body, client };
  });
}

async function actors(db: Db): Promise<Ctx['actor'][]> {
  const { rows } = await sql<{ id: string; account: string; roles: never }>`
    select a.id, a.account, jsonb_agg(jsonb_build_object('role', g.role, 'scopeKind', g.scope_kind, 'scopeId', g.scope_id)) as roles
    from account a join role_grant g on g.account_id = a.id group by a.id, a.account`.execute(db);
  return accounts.map(({ account }) => {
    const { id, roles } = rows.find((row) => row.account === account)!;
    return { kind: 'account', id, name: account, account, roles, sessionId: '0' };
  });
}

/** Does what the server does for an operation, without HTTP. */
async function run(
  app: App,
  actor: Ctx['actor'],
  { kind, path, body }: Omit<Operation, 'statements'>,
): Promise<unknown> {
  if (kind === 'request')
    return handlers.createRequest(app.contextOf(actor), {
      body: newRequest.parse(body),
      query: undefined,
      params: undefined,
    });
  const ctx = app.contextOf(ANONYMOUS);
  if (kind === 'search') {
    const query = catalogueRoutes.searchResources.query.parse(
      Object.fromEntries(new URL(path, 'http://bench').searchParams),
    );
    return catalogueHandlers.searchResources(ctx, { query, params: undefined, body: undefined });
  }
  const params = { id: path.split('/').at(-1)! };
  return Promise.all([
    catalogueHandlers.readResource(ctx, { params, query: {}, body: undefined }),
    catalogueHandlers.listVersions(ctx, { params, query: undefined, body: undefined }),
    catalogueHandlers.listRelated(ctx, { params, query: undefined, body: undefined }),
  ]);
}

/** Requests of one platform that wait for an answer. */
async function fillOpen(db: Db): Promise<void> {
  const [state] = Object.keys(ITEM_STATES);
  await sql`insert into request (id, account_id, account_name, unit_kind, purpose, purpose_text, created_at)
    select 900000000 + n, (select min(id) from account), '测速研究员', 'individual', 'public_research', '测速', now() from generate_series(1, ${OPEN}) n`.execute(
    db,
  );
  await sql`insert into request_part (id, request_id, platform_id, number, account_id, due_on, created_at, created_on)
    select 910000000 + n, 900000000 + n, 1, 'SQ-2025-' || n, (select min(id) from account), '2026-12-01'::date + n % 30, now(), current_date from generate_series(1, ${OPEN}) n`.execute(
    db,
  );
  await sql`insert into request_item (id, part_id, position, kind, state, resource_id, type_id, title)
    select 920000000 + n, 910000000 + n, 1, 'data', ${state!}, 1000 + n % ${RECORDS}, 'dataset', '测速资源 ' || n from generate_series(1, ${OPEN}) n`.execute(
    db,
  );
  await sql`analyze`.execute(db);
}

/** Every client takes the next operation as soon as its last is done. @returns times by kind, errors, seconds */
async function together(operations: readonly Operation[], one: (operation: Operation) => Promise<void>) {
  const times = new Map<Kind, number[]>();
  let next = 0;
  let errors = 0;
  const start = performance.now();
  await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      for (let at = next++; at < operations.length; at = next++) {
        const operation = operations[at]!;
        const { ms: spent } = await timed(() =>
          one(operation).catch((cause: unknown) => {
            if (errors++ === 0) console.error(operation.kind, operation.path, cause);
          }),
        );
        times.set(operation.kind, [...(times.get(operation.kind) ?? []), spent]);
      }
    }),
  );
  return { times, errors, seconds: (performance.now() - start) / 1000 };
}

const bareStatement = (db: Db, { text, parameters }: Operation['statements'][number]) =>
  db.executeQuery({ sql: text, parameters, query: { kind: 'RawNode' }, queryId: { queryId: 'bench' } } as never);

const folder = temporaryFolder();
const postgres = await startPostgres({ max_connections: '60' });
const urlOf = (name: string): string => Object.assign(new URL(postgres.url), { pathname: `/${name}` }).href;
const admin = await openStorage({ url: urlOf('template1'), connections: 1 });
const copy = (name: string, of: string) => sql.raw(`create database ${name} template ${of}`).execute(admin.db);
const env = { KEYUAN_DATA: folder, KEYUAN_LOG: 'silent', KEYUAN_MODE: 'trial' };

await sql`create database made template template0 encoding 'UTF8' locale 'C.UTF-8'`.execute(admin.db);
await fillRecords({ url: urlOf('made'), folder }, RECORDS);
{
  const storage = await openStorage({ url: urlOf('made') });
  const app = await buildApp({ config: readConfig({ ...env, DATABASE_URL: urlOf('made') }), storage });
  await seedAccounts(app.contextOf(systemActor('bench')), accounts, PASSWORD);
  await fillOpen(storage.db);
  await app.close();
}
for (const name of ['written', 'asked', 'ordered', 'served']) await copy(name, 'made');

// What the product asks of its database for each operation, once.
const storage = await openStorage({ url: urlOf('written') });
const app = await buildApp({ config: readConfig({ ...env, DATABASE_URL: urlOf('written') }), storage });
const people = await actors(storage.db);
const operations: Operation[] = [];
for (const operation of plan()) {
  const { texts, parameters } = await countStatements(() => run(app, people[operation.client]!, operation));
  operations.push({ ...operation, statements: texts.map((text, n) => ({ text, parameters: parameters[n]! })) });
}

/** As the product sends them: what stands between `begin` and `commit` over one connection, the rest over any. */
async function replay(db: Db, statements: Operation['statements']): Promise<void> {
  const begin = statements.findIndex(({ text }) => text === 'begin');
  const commit = statements.findIndex(({ text }) => text === 'commit');
  const each = async (on: Db, from: number, to: number): Promise<void> => {
    for (const statement of statements.slice(from, to)) await bareStatement(on, statement);
  };
  if (begin < 0) return each(db, 0, statements.length);
  await each(db, 0, begin);
  await db.transaction().execute((tx) => each(tx, begin + 1, commit));
  await each(db, commit + 1, statements.length);
}
async function bareRun(name: string, within: (run: () => Promise<void>) => Promise<void>) {
  const bare = await openStorage({ url: urlOf(name) });
  const result = await together(operations, ({ statements }) => within(() => replay(bare.db, statements)));
  await bare.close();
  return result;
}
const asked = await bareRun('asked', (run) => run());
const ordered = await bareRun('ordered', (run) => {
  let done = Promise.resolve();
  arrive({}, () => (done = run()));
  return done;
});

const server = await startServer({ ...env, DATABASE_URL: urlOf('served') });
async function signIn(account: string): Promise<string> {
  const answer = await fetch(`${server.address}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account, password: PASSWORD }),
  });
  return answer.headers.getSetCookie().join(';').split(';')[0]!;
}
const cookies = await Promise.all(accounts.map(({ account }) => signIn(account)));
const { send, close } = lightClient(server.address, CLIENTS);
const served = await together(operations, async ({ path, body, client }) => {
  const answer = await send(path, body && { body, cookie: cookies[client] });
  if (answer.status >= 300) throw new Error(`${answer.status} ${answer.body.toString().slice(0, 500)}`);
});
close();

type Run = typeof served;
const timesOf = ({ times }: Run, kinds: readonly Kind[]): number[] => kinds.flatMap((kind) => times.get(kind)!);
const KINDS: Kind[] = ['search', 'record page', 'request'];
let missed = asked.errors + ordered.errors + served.errors > 0;
const rows = [...KINDS.map((kind) => [kind]), KINDS].map((kinds) => {
  const [a, b, c] = [asked, ordered, served].map((run) => timesOf(run, kinds)) as [number[], number[], number[]];
  const ratio = percentile(c, 0.95) / Math.min(percentile(a, 0.95), percentile(b, 0.95));
  if (kinds.length > 1 && ratio > 2) missed = true;
  const statements = operations.filter(({ kind }) => kinds.includes(kind)).map(({ statements: all }) => all.length);
  return [
    kinds.length > 1 ? 'all' : kinds[0]!,
    String(c.length),
    String(Math.max(...statements)),
    ...[0.5, 0.95].flatMap((share) => [a, b, c].map((times) => ms(percentile(times, share)))),
    ratio.toFixed(2),
    kinds.length === 1 ? '' : ratio <= 2 ? 'met' : 'missed',
  ];
});
console.log(
  `${RECORDS.toLocaleString('en-US')} records, ${CLIENTS} clients, PostgreSQL; wanted: no error, p95 of all ≤ 2 × bare`,
);
const HEADING = ['', 'times', 'statements', ...['p50', 'p95'].flatMap((p) => [`bare ${p}`, `in order`, `HTTP ${p}`])];
console.log(table([...HEADING, 'ratio', ''], rows));
console.log(
  Object.entries({ bare: asked, 'in order': ordered, HTTP: served })
    .map(([name, { seconds, errors }]) => `${name} ${(OPERATIONS / seconds).toFixed(0)} operations/s, errors ${errors}`)
    .join('; '),
);

// The clerk's list, one at a time.
const list = () =>
  handlers.listRequestWork(app.contextOf(people.at(-1)!), {
    query: { filter: 'open', limit: 50 },
    params: undefined,
    body: undefined,
  });
const seen = await countStatements(list);
const sent = seen.texts.map((text, n) => ({ text, parameters: seen.parameters[n]! }));
const [alone, statements, http]: [number[], number[], number[]] = [[], [], []];
for (let round = -10; round < ROUNDS; round++) {
  const times = [
    (await timed(list)).ms,
    (
      await timed(async () => {
        for (const statement of sent) await bareStatement(storage.db, statement);
      })
    ).ms,
    (
      await timed(async () =>
        (await fetch(`${server.address}/api/work/requests?limit=50`, { headers: { cookie: cookies.at(-1)! } })).json(),
      )
    ).ms,
  ];
  if (round >= 0) [alone, statements, http].forEach((all, n) => all.push(times[n]!));
}
const ratio = percentile(alone, 0.95) / percentile(statements, 0.95);
missed ||= ratio > 1.5;
console.log(`\n${OPEN.toLocaleString('en-US')} open requests of one platform; wanted: p95 of the list ≤ 1.5 × bare`);
console.log(
  table(
    ['list', 'rows', 'statements', 'bare p50', 'list p50', 'bare p95', 'list p95', 'ratio', 'HTTP p95', ''],
    [
      [
        'open, oldest first',
        String(seen.result.items.length),
        String(seen.count),
        ms(percentile(statements, 0.5)),
        ms(percentile(alone, 0.5)),
        ms(percentile(statements, 0.95)),
        ms(percentile(alone, 0.95)),
        ratio.toFixed(2),
        ms(percentile(http, 0.95)),
        ratio <= 1.5 ? 'met' : 'missed',
      ],
    ],
  ),
);
await server.stop();
await app.close();
await admin.close();
postgres.stop();
rmSync(folder, { recursive: true, force: true });
if (missed) process.exitCode = 1;
