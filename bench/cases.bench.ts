// The list of cases as an office gets it, alone and over HTTP, beside the same statements sent bare: 50,000 cases, by role, by due
// date.   [--cases N]   Wanted: the list's p95 at most 1.5 times the bare statements'; at most 10 statements. HTTP adds reading the
// session and the answer's way, some milliseconds whatever the list; it is printed beside.
import { rmSync } from 'node:fs';
import { sql } from 'kysely';
import { type App, buildApp } from '../src/server/app.ts';
import { readConfig } from '../src/server/kernel/config.ts';
import { type Ctx, systemActor } from '../src/server/kernel/context.ts';
import { countStatements, openStorage } from '../src/server/kernel/db/open.ts';
import { seedAccounts, seedRegister } from '../src/server/modules/identity/index.ts';
import { caseHandlers } from '../src/server/modules/procedures/index.ts';
import { startPostgres } from './postgres.ts';
import { ms, percentile, table, timed } from './report.ts';
import { temporaryFolder } from './server.ts';

const at = process.argv.indexOf('--cases');
const cases = at < 0 ? 50_000 : Number(process.argv[at + 1]);
const ROUNDS = 200;
const PASSWORD = 'Cases-by-the-thousand-1';
const RULE_SET = 'src/server/testing/fifth';
const DISTRICTS = ['440103', '440104', '440105', '440106', '440111'];

/** Who looks, and which share of the cases lies on their desks. */
const LOOKS = [
  { name: 'city department, half', account: 'city', path: '/api/cases?todo=mine&limit=50' },
  { name: 'district, a twentieth', account: 'district', path: '/api/cases?todo=mine&limit=50' },
  { name: 'one host, ten cases', account: 'host', path: '/api/cases?todo=mine&limit=50' },
  {
    name: 'one state of a procedure',
    account: 'city',
    path: '/api/cases?todo=mine&procedure=application&state=reviewed&limit=50',
  },
  { name: 'words of the title, newest first', account: 'city', path: '/api/cases?q=4242&sort=newest&limit=50' },
  { name: 'overdue, by title', account: 'district', path: '/api/cases?light=red&sort=title&limit=50' },
  { name: 'all it sees, by programme', account: 'city', path: '/api/cases?programme=qinghe&limit=50' },
] as const;

async function fill(app: App): Promise<void> {
  const ctx = app.contextOf(systemActor('bench'));
  const { organisations } = await seedRegister(ctx, {
    organisations: [{ name_zh: '测速大学', kind: 'university', region_code: '440106' }],
    programmes: [{ id: 'qinghe', rule_set: 'qinghe', mode: 'trial', path: '/qinghe' }],
  });
  const role = (
    account: string,
    name: 'city_department' | 'district_clerk' | 'host_admin',
    scopeKind: 'programme' | 'region' | 'organisation',
    scopeId: string,
  ) => ({
    account,
    name: account,
    demo: true,
    roles: [{ role: name, scopeKind, scopeId }],
  });
  const host = organisations.get('测速大学')!;
  const accounts = [
    role('city', 'city_department', 'programme', 'qinghe'),
    role('district', 'district_clerk', 'region', '440106'),
    role('host', 'host_admin', 'organisation', host),
  ];
  await seedAccounts(ctx, accounts, PASSWORD);
  // Half awaits the city, a quarter the districts, the rest is closed or with its hosts; 5,000 hosts of ten cases each.
  await sql`insert into proc_case (id, programme_id, procedure, rule_set, rule_set_version, trial, subject_kind, subject_id, title, state,
      opened_at, closed_at, desks, readers, due)
    select n, 'qinghe', 'application', 'qinghe', '2026', true, 'programme', 'qinghe', '测速办件 ' || n,
      (array['reviewed', 'accepted', 'submitted', 'draft'])[n % 4 + 1], '2026-01-01', case when n % 40 = 7 then '2026-06-01'::timestamptz end,
      case n % 4 when 2 then array['district_clerk|region|' || d, 'district_clerk|region|44'] when 3 then array['host_admin|organisation|' || h]
        else array['city_department|programme|qinghe', 'third_party_agency|delegate|qinghe/application'] end,
      array['city_department|programme|qinghe', 'district_clerk|region|' || d, 'host_admin|organisation|' || h],
      case when n % 3 = 0 then '9999-12-31'::date else '2026-09-01'::date + (n * 7919 % 200)::int end
    from (select n, (${DISTRICTS}::text[])[n % 5 + 1] as d, case when n % 5000 = 3 then ${host}::text else (n % 5000)::text end as h
      from generate_series(1, ${cases}) n) made`.execute(app.services.storage.db);
  await sql`analyze proc_case`.execute(app.services.storage.db);
}

const folder = temporaryFolder();
const postgres = await startPostgres();
const env = {
  KEYUAN_DATA: folder,
  KEYUAN_LOG: 'silent',
  KEYUAN_MODE: 'trial',
  KEYUAN_POLICIES: RULE_SET,
  DATABASE_URL: postgres.url,
};
const storage = await openStorage({ url: postgres.url });
const app = await buildApp({ config: readConfig(env), storage });
await fill(app);
const address = await app.http.listen({ port: 0, host: '127.0.0.1' });
const bare = await openStorage({ url: postgres.url, connections: 1 });

async function signIn(account: string): Promise<string> {
  const answer = await fetch(`${address}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account, password: PASSWORD }),
  });
  return answer.headers.getSetCookie().join(';').split(';')[0]!;
}

const query = (path: string): Record<string, string> => Object.fromEntries(new URL(path, address).searchParams);
const rows: string[][] = [];
let missed = false;
for (const { name, account, path } of LOOKS) {
  const cookie = await signIn(account);
  const get = async (): Promise<{ items: unknown[] }> =>
    (await fetch(`${address}${path}`, { headers: { cookie } })).json() as never;
  const actor = await actorOf(account);
  const list = () =>
    caseHandlers.listCases(app.contextOf(actor), {
      query: { ...query(path), limit: 50 },
      params: undefined,
      body: undefined,
    } as never);
  const seen = await countStatements(list);
  const sent = seen.texts.map((text, n) => ({ text, parameters: seen.parameters[n]! }));
  const [http, alone, plain]: [number[], number[], number[]] = [[], [], []];
  const { items } = await get();
  for (let round = 0; round < ROUNDS; round++) {
    http.push((await timed(get)).ms);
    alone.push((await timed(list)).ms);
    plain.push(
      (
        await timed(async () => {
          for (const { text, parameters } of sent)
            await bare.db.executeQuery({
              sql: text,
              parameters,
              query: { kind: 'RawNode' },
              queryId: { queryId: 'bench' },
            } as never);
        })
      ).ms,
    );
  }
  const [p95, barest] = [percentile(alone, 0.95), percentile(plain, 0.95)];
  const fine = p95 <= 1.5 * barest && seen.count + 1 <= 10;
  missed ||= !fine;
  rows.push([
    name,
    String(items.length),
    String(seen.count + 1),
    ms(percentile(plain, 0.5)),
    ms(percentile(alone, 0.5)),
    ms(barest),
    ms(p95),
    (p95 / barest).toFixed(2),
    ms(percentile(http, 0.95)),
    fine ? 'met' : 'missed',
  ]);
}

async function actorOf(account: string): Promise<Ctx['actor']> {
  const { rows: found } = await sql<{ id: string; roles: { role: string; scopeKind: string; scopeId: string }[] }>`
    select a.id, jsonb_agg(jsonb_build_object('role', g.role, 'scopeKind', g.scope_kind, 'scopeId', g.scope_id)) as roles
    from account a join role_grant g on g.account_id = a.id where a.account = ${account} group by a.id`.execute(
    storage.db,
  );
  return { kind: 'account', id: found[0]!.id, name: account, account, roles: found[0]!.roles as never, sessionId: '0' };
}

await bare.close();
await app.close();
postgres.stop();
rmSync(folder, { recursive: true, force: true });
console.log(
  `${cases.toLocaleString('en-US')} cases, PostgreSQL; wanted: p95 of the list ≤ 1.5 × bare, at most 10 statements`,
);
console.log(
  table(['list', 'rows', 'statements', 'bare p50', 'list p50', 'bare p95', 'list p95', 'ratio', 'HTTP p95', ''], rows),
);
if (missed) process.exitCode = 1;
