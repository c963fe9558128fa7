import { createHash } from 'node:crypto';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { RouteSpec } from '../shared/contract.ts';
import { PACKAGE_ROOT } from './kernel/package-root.ts';
import { readRecorded } from './replay/read-recorded.ts';
import { personsOf, playOf, playOn } from './replay/replay.ts';
import { buildStage, type Player, type Stage } from './replay/stage.ts';
import { startTestApp, type TestApp } from './testing/app.ts';

/** Acceptance 6 of issue 5: no outlet tells an applicant who reviews, nor how many do. */
const APPLICANTS = ['host_admin', 'platform_head', 'legal_representative', 'platform_staff'];
const LIVES = [
  ['guangzhou', 'accreditation'],
  ['national', 'formation'],
  ['hubei', 'accreditation'],
  ['hunan', 'accreditation'],
] as const;
const poppler = spawnSync('pdftotext', ['-v']).error === undefined;

let app: TestApp;
const folder = mkdtempSync(join(tmpdir(), 'keyuan-anonymity-'));
beforeAll(async () => {
  app = await startTestApp();
}, 120_000);
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Secrets {
  /** Texts that must stand nowhere. */
  words: string[];
  /** Ids of the experts, their entries, their reviews, the draws. */
  ids: string[];
}

/** Gives the experts of a stage names, addresses and employers that occur nowhere else, and enters them in the pool. */
async function disguise(stage: Stage, programme: string, experts: readonly string[]): Promise<string[]> {
  const { db } = app.services.storage;
  const words: string[] = [];
  for (const [n, person] of experts.entries()) {
    const { account } = stage.players.get(person)!;
    const mark = `${programme}${n}`;
    const secret = { name: `密评人${mark}`, email: `miping-${mark}@secret.example`, employer: `密评单位${mark}` };
    await db.updateTable('account').set({ name: secret.name, email: secret.email }).where('id', '=', account).execute();
    const { account: login } = await db
      .selectFrom('account')
      .select('account')
      .where('id', '=', account)
      .executeTakeFirstOrThrow();
    const id = await app.services.ids.next(db);
    await sql`insert into expert (id, programme_id, name, account_id, title, disciplines, email, employers, created_at)
      values (${id}, ${programme}, ${secret.name}, ${account}, '密评职称', '{210}', ${secret.email},
        ${JSON.stringify([{ name: secret.employer }])}, now())`.execute(db);
    words.push(...Object.values(secret), login);
  }
  return words;
}

async function secretIds(stage: Stage, experts: readonly string[]): Promise<string[]> {
  const { db } = app.services.storage;
  const accounts = experts.map((person) => stage.players.get(person)!.account);
  const reviews = await db
    .selectFrom('case_assignment')
    .select(['id', 'case_id'])
    .where('account_id', 'in', accounts)
    .execute();
  const entries = await db.selectFrom('expert').select('id').where('account_id', 'in', accounts).execute();
  return [...accounts, ...reviews.flatMap(({ id, case_id }) => [id, case_id]), ...entries.map(({ id }) => id)];
}

/** Ids of everything the life left, by what they are ids of; `of`: the case they belong to. */
type Kind = 'cases' | 'experts' | 'accounts' | 'documents' | 'files' | 'photos' | 'draws' | 'notices' | 'entries';
interface Known {
  kind: Kind;
  id: string;
  of: string | null;
}

async function everyId({ platform, programme }: Stage): Promise<readonly Known[]> {
  const { rows } = await sql<Known>`
    with life as (select id from proc_case where platform_id = ${platform} or procedure = 'call' and programme_id = ${programme})
    select 'cases' as kind, id::text as id, null as of from life
    union all select 'experts', id::text, null from expert
    union all select 'accounts', id::text, null from account where name like ${`密评人${programme}%`}
    union all select 'documents', code, subject_id from issued_document where subject_id in (select id::text from life)
    union all select 'files', id::text, case_id::text from case_file where case_id in (select id from life)
    union all select 'photos', id::text, case_id::text from visit_photo
    union all select 'draws', id::text, case_id::text from expert_draw
    union all select 'notices', notice_id::text, null from public_notice_item where platform_id = ${platform}
    union all select 'entries', id::text, null from register_entry where platform_id = ${platform}`.execute(
    app.services.storage.db,
  );
  return rows;
}

/** Whose ids stand first in an address, by how it begins. */
const FIRST: readonly (readonly [RegExp, Kind])[] = [
  [/^\/api\/(cases|reviews|visits)\//, 'cases'],
  [/^\/api\/notices\//, 'notices'],
  [/^\/api\/register\//, 'entries'],
  [/^\/api\/experts\//, 'experts'],
  [/^\/api\/accounts\//, 'accounts'],
  [/^\/api\/(portal\/)?documents\//, 'documents'],
];
const NAMED: Readonly<Record<string, Kind>> = {
  code: 'documents',
  file: 'files',
  photo: 'photos',
  expert: 'experts',
  account: 'accounts',
  draw: 'draws',
};

const VALUES: Readonly<Record<string, (programme: string, stage: Stage) => string>> = {
  programme: (programme) => programme,
  q: () => '密评',
  text: () => '密评',
  limit: () => '100',
  field: () => 'experts',
  procedure: () => 'expert_review',
  subject: (_, stage) => stage.platform,
  platform: (_, stage) => stage.platform,
  state: () => 'reviewed',
  accounts: () => '1',
  size: () => 'full',
  format: () => 'csv',
  version: () => 'office',
};

function queriesOf(route: RouteSpec, programme: string, stage: Stage): string[] {
  if (!(route.query instanceof z.ZodObject)) return [''];
  const keys = Object.keys(route.query.shape).filter((key) => key in VALUES);
  const pairs = keys.map((key) => `${key}=${encodeURIComponent(VALUES[key]!(programme, stage))}`);
  const searched = route.path.includes(':') ? [] : pairs.filter((pair) => /^(q|text|field|programme)=/.test(pair));
  return ['', ...searched.map((pair) => `?${pair}`), `?${pairs.join('&')}`];
}

/** Addresses of a route: at each place every id it is for, and one of each kind that is to stay secret. */
function addressesOf(route: RouteSpec, programme: string, stage: Stage, known: readonly Known[]): string[] {
  const strangers = (['experts', 'accounts', 'draws'] as const).flatMap((kind) =>
    known.filter((one) => one.kind === kind).slice(-1),
  );
  let places: { path: string; first?: string }[] = [{ path: route.path }];
  for (const [n, [, name]] of [...route.path.matchAll(/:(\w+)/g)].entries()) {
    const kind = n === 0 ? FIRST.find(([begins]) => begins.test(route.path))?.[1] : NAMED[name!];
    const valuesAt = (first: string | undefined): readonly string[] => {
      if (name === 'programme') return [programme];
      if (name === 'year') return ['2026'];
      if (name === 'event') return ['1', '5', '9'];
      const own = known.filter((one) => one.kind === kind && (n === 0 || one.of === first));
      const other = n === 0 ? strangers : known.filter((one) => one.kind === kind && one.of !== first).slice(-1);
      return [...new Set([...own, ...other].map(({ id }) => id))];
    };
    places = places.flatMap(({ path, first }) =>
      valuesAt(first).map((value) => ({
        path: path.replace(`:${name}`, encodeURIComponent(value)),
        first: first ?? value,
      })),
    );
  }
  return places.flatMap(({ path }) => queriesOf(route, programme, stage).map((query) => `${path}${query}`));
}

const READ = new Map<string, string>();

/** The text of an answer, read once for all who get the same bytes. */
function textOf(bytes: Buffer): string {
  const digest = createHash('sha256').update(bytes).digest('hex');
  const text = READ.get(digest) ?? extracted(bytes);
  READ.set(digest, text);
  return text;
}

/** All the text of an answer: of a PDF also its properties, of Word and Excel every part. */
function extracted(bytes: Buffer): string {
  if (bytes.subarray(0, 2).toString('latin1') === 'PK')
    return Object.values(unzipSync(bytes))
      .map((part) => Buffer.from(part).toString('utf8'))
      .join('\n');
  if (bytes.subarray(0, 4).toString('latin1') !== '%PDF' || !poppler) return bytes.toString('utf8');
  const path = join(folder, 'answer.pdf');
  writeFileSync(path, bytes);
  return ['pdftotext', 'pdfinfo']
    .map((tool) => {
      try {
        return execFileSync(tool, tool === 'pdftotext' ? ['-raw', path, '-'] : [path], {
          encoding: 'utf8',
          stdio: 'pipe',
        });
      } catch {
        // Uploaded by the replay: eight bytes that only look like one.
        return bytes.toString('latin1');
      }
    })
    .join('\n');
}

const tells = (text: string, { words, ids }: Secrets): string[] => [
  ...words.filter((word) => text.includes(word)),
  ...ids.filter((id) => text.includes(`"${id}"`) || text.includes(`/${id}"`) || text.includes(`/cases/${id}`)),
];

interface Walked {
  address: string;
  told: string[];
}

/** Where cases, their people and what is told of them are; the first applicant walks through everything. */
const NEAR =
  /^\/api\/(cases|experts|reviews|visits|messages|documents|desk|accounts|session|notices|register|case-filters)/;

async function walk(
  player: Player,
  programme: string,
  stage: Stage,
  secrets: Secrets,
  whole: boolean,
): Promise<{ asked: number; answered: number; found: Walked[] }> {
  const ids = await everyId(stage);
  const found: Walked[] = [];
  let [asked, answered] = [0, 0];
  for (const { table } of app.modules) {
    for (const route of Object.values(table) as RouteSpec[]) {
      if (route.method !== 'GET' || !(whole || NEAR.test(route.path))) continue;
      for (const address of new Set(addressesOf(route, programme, stage, ids))) {
        const { status, bytes, name } = await player.download(address);
        asked++;
        if (status < 400) answered++;
        // What the asker put into the address comes back in some answers.
        const text = `${name}\n${textOf(bytes)}`.replaceAll(address, '');
        const told = tells(text, secrets).filter((one) => !address.includes(encodeURIComponent(one)));
        if (told.length > 0) found.push({ address, told });
      }
    }
  }
  return { asked, answered, found };
}

test.each(LIVES)(
  `issue 5, 6: a whole life of %s tells applicants nothing of its experts${poppler ? '' : ' (pdftotext is not there: PDF texts not looked at)'}`,
  async (programme, life) => {
    const { recorded } = readRecorded(join(PACKAGE_ROOT, 'policies', programme)).find(
      ({ name }) => name === `${programme}/${life}.yaml`,
    )!;
    const ended = recorded.steps.findLastIndex(({ do: action, case: of }) => action === 'review' && /review/.test(of));
    const persons = [...new Set([...personsOf(recorded), ...APPLICANTS])];
    app.setTime(`${recorded.steps[0]!.on}T02:00:00Z`);
    const stage = await buildStage(app, programme, persons);
    const experts = persons.filter((person) => person.startsWith('expert'));
    expect(experts.length).toBeGreaterThan(2);
    const words = await disguise(stage, programme, experts);
    const play = playOf(app, programme, stage);
    // While it goes on and at its end; in between one of them is enough.
    for (const [steps, people] of [
      [recorded.steps.slice(0, ended), APPLICANTS.slice(0, 1)],
      [recorded.steps.slice(ended), APPLICANTS],
    ] as const) {
      expect(await playOn(play, steps, app.setTime)).toEqual([]);
      await app.background.look();
      const secrets = { words, ids: await secretIds(stage, experts) };
      for (const person of people) {
        const everywhere = person === APPLICANTS[0];
        const walked = await walk(stage.players.get(person)!, programme, stage, secrets, everywhere);
        expect([person, walked.found]).toEqual([person, []]);
        // The walk sees what applicants see.
        expect([person, walked.asked > 300, walked.answered > (person === APPLICANTS[0] ? 30 : 5)]).toEqual([
          person,
          true,
          true,
        ]);
      }
      // It would find it: the office that assigned them is told.
      const office = persons.find((person) => ['city_department', 'third_party_agency'].includes(person))!;
      const seen = await stage.players.get(office)!.download(`/api/cases/${secrets.ids[experts.length + 1]}`);
      expect(tells(textOf(seen.bytes), secrets)).not.toEqual([]);
      await mailsTell(stage, secrets);
      await timelineTells(stage, programme);
    }
    await leavePool(words);
  },
  600_000,
);

/** Mails and messages to the applicants. */
async function mailsTell(stage: Stage, secrets: Secrets): Promise<void> {
  const { db } = app.services.storage;
  const accounts = APPLICANTS.map((person) => stage.players.get(person)!.account);
  const messages = await db.selectFrom('message').selectAll().where('account_id', 'in', accounts).execute();
  expect(messages.length).toBeGreaterThan(0);
  expect(tells(JSON.stringify(messages), secrets)).toEqual([]);
  const queued = await sql<{ payload: object }>`
    select payload from outbox where kind in ('mail', 'notify') and payload ->> 'account' = any(${accounts}::text[])`.execute(
    db,
  );
  expect(tells(JSON.stringify(queued.rows), secrets)).toEqual([]);
}

/** Numbers and times of the timeline show no gaps where reviews came in. */
async function timelineTells(stage: Stage, programme: string): Promise<void> {
  const { db } = app.services.storage;
  const own = await db
    .selectFrom('proc_case')
    .select('id')
    .where('platform_id', '=', stage.platform)
    .where('parent_id', 'is not', null)
    .where('programme_id', '=', programme)
    .execute();
  const reviews = await sql<{ at: string }>`
    select e.at from case_event e join proc_case c on c.id = e.case_id
    where c.platform_id = ${stage.platform} and c.procedure = 'expert_review' and e.kind = 'action'`.execute(db);
  const times = new Set(reviews.rows.map(({ at }) => new Date(at).toISOString()));
  for (const { id } of own) {
    const { status, body } = await stage.players.get('host_admin')!.call('GET', `/api/cases/${id}`);
    if (status !== 200) continue;
    const { timeline } = body as {
      timeline: { id: string; at: string; action: string | null; receipt: boolean; kind: string }[];
    };
    const plain = timeline
      .map(({ id: number, receipt }, n) => [receipt, number, n + 1] as const)
      .filter(([receipt]) => !receipt);
    expect(plain.map(([, number]) => number)).toEqual(plain.map(([, , n]) => String(n)));
    const hidden = timeline.filter(({ at, kind }) => kind === 'sub_case' && times.has(new Date(at).toISOString()));
    expect(hidden).toEqual([]);
  }
}

/** The experts of one play are not those of the next. */
async function leavePool(words: readonly string[]): Promise<void> {
  const { db } = app.services.storage;
  await sql`delete from expert where name = any(${[...words]}::text[])`.execute(db);
}
