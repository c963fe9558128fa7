import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { callerOf } from '../../testing/people.ts';
import { EXPERTS, type Reply, type ReviewDesk, reviewDesk } from '../../testing/review-desk.ts';
import type { DrawView } from './draw.ts';

let app: TestApp;
let desk: ReviewDesk;
let logins: Map<string, string>;

interface Problem {
  code: string;
  errors?: { path: string; message: string; cite?: { clause: string; basis: string } }[];
  cite?: { clause: string };
}
const problem = ({ body }: Reply): Problem => body;

/** Employers of the experts: the second works for a partner, the third for the department. */
const EMPLOYERS = ['甲大学', '协建研究所', '', '甲大学', '乙大学', '丙研究院', '丁中心', '戊公司', '己学院'];

beforeAll(async () => {
  app = await startTestApp();
  app.setTime('2026-11-02T02:00:00Z');
  desk = await reviewDesk(app, {
    ruleSet: 'hubei',
    authority: 'province_department',
    persons: ['auditor', 'registered_user', 'legal_representative'],
  });
  const rows = await app.services.storage.db.selectFrom('account').select(['id', 'account']).execute();
  logins = new Map(rows.map(({ id, account }) => [id, account]));
  const [department] = await app.services.storage.db
    .selectFrom('organisation as h')
    .innerJoin('organisation as d', 'd.id', 'h.supervising_id')
    .select(['d.id', 'd.name_zh'])
    .where('h.id', '=', desk.stage.host)
    .execute();
  for (const [n, person] of EXPERTS.entries()) {
    const employer = n === 2 ? { name: department!.name_zh, id: department!.id } : { name: EMPLOYERS[n]! };
    const added = await desk.who('province_department').call('POST', '/api/experts', {
      programme: 'hubei',
      expert: {
        name: `评审人${n + 1}`,
        account: logins.get(desk.who(person).account),
        disciplines: n === 8 ? ['520'] : ['210', '18067'],
        employers: [employer],
      },
    });
    expect([n, added.status, added.body]).toEqual([n, 201, expect.anything()]);
  }
}, 120_000);
afterAll(() => app.close());

const accounts = (...persons: string[]): string[] => persons.map((person) => desk.who(person).account);
const underReview = async (experts: string[], data: object = {}): Promise<string> => {
  const id = await desk.application('recommended', data);
  const sent = await desk.act('third_party_agency', id, 'review', { experts: accounts(...experts) });
  expect([sent.status, problem(sent)?.errors]).toEqual([200, undefined]);
  return id;
};

test('the pool is for the authority and its commissioned agency: nobody else lists, reads, adds, draws or exports', async () => {
  const id = await desk.application('recommended');
  const list = (await desk.who('province_department').call('GET', '/api/experts?programme=hubei&limit=1')).body as {
    items: { id: string }[];
  };
  const paths = [
    '/api/experts?programme=hubei',
    `/api/experts/${list.items[0]!.id}`,
    '/api/experts/export?programme=hubei',
    `/api/cases/${id}/panel`,
    `/api/cases/${id}/opinions`,
    `/api/cases/${id}/conflicts?accounts=1`,
  ];
  for (const path of paths) expect([path, (await callerOf(app).get(path)).statusCode]).toEqual([path, 401]);
  for (const person of [
    'host_admin',
    'platform_head',
    'supervising_clerk',
    'expert/1',
    'auditor',
    'registered_user',
    'legal_representative',
  ])
    for (const path of paths)
      expect([person, path, (await desk.who(person).call('GET', path)).status]).toEqual([person, path, 403]);
  for (const path of paths)
    expect([
      path,
      (
        await desk
          .who('third_party_agency')
          .call('GET', path)
          .catch(() => ({ status: 200 }))
      ).status,
    ]).toEqual([path, 200]);
  const outside = await reviewDesk(app, { ruleSet: 'hunan', authority: 'province_department' });
  expect((await outside.who('province_department').call('GET', paths[0]!)).status).toBe(403);
  expect((await outside.who('province_department').call('GET', paths[1]!)).status).toBe(404);
  expect((await outside.who('third_party_agency').call('GET', paths[0]!)).status).toBe(403);
  expect((await outside.who('province_department').call('GET', paths[3]!)).status).toBe(404);
});

test('NAT-16.3 GZ-13.4a HN-8.2.2 an expert employed by the host or a partner is refused before anybody is assigned, naming who and why', async () => {
  const id = await desk.application('recommended', { partners: '协建研究所\n另一单位' });
  // The first works for the host: by the pool, and likewise by where the account belongs.
  const [own] = await app.services.storage.db
    .selectFrom('organisation')
    .select('name_zh')
    .where('id', '=', desk.stage.host)
    .execute();
  const entry = (
    (await desk.who('province_department').call('GET', '/api/experts?programme=hubei&q=评审人1')).body as {
      items: { id: string; version: number }[];
    }
  ).items[0]!;
  const whole = (await desk.who('province_department').call('GET', `/api/experts/${entry.id}`)).body as {
    title: string;
    disciplines: { code: string }[];
    account: string;
  };
  const change = (employers: object[], version: number) =>
    desk.who('province_department').call('PUT', `/api/experts/${entry.id}`, {
      version,
      expert: { name: '评审人1', account: whole.account, disciplines: ['210'], employers },
    });
  expect((await change([{ name: own!.name_zh }], entry.version)).status).toBe(200);
  const refused = await desk.act('third_party_agency', id, 'review', {
    experts: accounts('expert/1', 'expert/2', 'expert/5'),
  });
  expect(refused.status).toBe(422);
  expect(problem(refused).code).toBe('procedures.requirements_unmet');
  expect(problem(refused).errors).toEqual([
    expect.objectContaining({
      path: 'data.experts',
      message: expect.stringContaining('评审人1：现任职于依托单位'),
      cite: expect.objectContaining({ clause: 'HB-11.3', basis: 'house' }),
    }),
    expect.objectContaining({ message: expect.stringContaining('评审人2：现任职于共建单位：协建研究所') }),
  ]);
  expect(await desk.subs(id, 'expert_review')).toEqual([]);
  // What ended within three years still binds; before, it does not.
  expect((await change([{ name: '甲大学' }, { name: own!.name_zh, to: '2023-11-02' }], entry.version + 1)).status).toBe(
    200,
  );
  const former = await desk.act('third_party_agency', id, 'review', { experts: accounts('expert/1') });
  expect(problem(former).errors?.[0]?.message).toContain('三年内曾任职于依托单位或共建单位');
  expect((await change([{ name: '甲大学' }, { name: own!.name_zh, to: '2023-11-01' }], entry.version + 2)).status).toBe(
    200,
  );
  expect((await desk.act('third_party_agency', id, 'review', { experts: accounts('expert/1') })).status).toBe(200);
});

test('NAT-16.3 staff of the supervising department may be assigned with a recorded reason only', async () => {
  const id = await desk.application('recommended');
  const [department] = await app.services.storage.db
    .selectFrom('organisation')
    .select('supervising_id')
    .where('id', '=', desk.stage.host)
    .execute();
  await app.services.storage.db
    .updateTable('proc_case')
    .set({ supervising_id: department!.supervising_id })
    .where('id', '=', id)
    .execute();
  const refused = await desk.act('third_party_agency', id, 'review', { experts: accounts('expert/3') });
  expect(problem(refused).errors?.[0]?.message).toContain('评审人3：现任职于主管部门');
  const done = await desk.act(
    'third_party_agency',
    id,
    'review',
    { experts: accounts('expert/3') },
    { gate: '本领域仅此一人，经厅务会研究同意。' },
  );
  expect(done.status).toBe(200);
  const timeline = (done.body as { timeline: { detail: { overrides?: unknown } }[] }).timeline;
  expect(timeline.at(-1)!.detail.overrides).toEqual([{ kind: 'gate', reason: '本领域仅此一人，经厅务会研究同意。' }]);
});

test('applicants name whom to keep away before experts are chosen; such an expert is not assigned, and who was is never told', async () => {
  const id = await desk.application('recommended');
  const write = (person: string, version: number, entries: object[]) =>
    desk.who(person).call('PUT', `/api/cases/${id}/avoidances`, { version, entries });
  const entries = [
    { kind: 'person', name: '评审人5', reason: '有学术争议' },
    { kind: 'organisation', name: '丙研究院', reason: '同类竞争单位' },
  ];
  expect((await write('host_admin', 0, [{ kind: 'person', name: '评审人5' }])).status).toBe(400);
  const saved = await write('host_admin', 0, entries);
  expect(saved.body).toMatchObject({ version: 1, open: true, entries: [{ name: '评审人5' }, { name: '丙研究院' }] });
  expect((await write('host_admin', 0, [])).status).toBe(409);
  for (const person of ['expert/1', 'registered_user', 'auditor'])
    expect([person, (await write(person, 1, entries)).status]).not.toEqual([person, 200]);
  expect((await desk.who('supervising_clerk').call('GET', `/api/cases/${id}/avoidances`)).status).not.toBe(200);
  const refused = await desk.act('third_party_agency', id, 'review', {
    experts: accounts('expert/5', 'expert/6', 'expert/7'),
  });
  expect(problem(refused).errors?.map(({ message }) => message)).toEqual([
    expect.stringContaining('评审人5：申报人申请回避'),
    expect.stringContaining('评审人6：申报人申请回避：丙研究院，同类竞争单位'),
  ]);
  expect((await desk.act('third_party_agency', id, 'review', { experts: accounts('expert/7') })).status).toBe(200);
  expect(problem(await write('host_admin', 1, []))).toMatchObject({ code: 'experts.avoidance_closed' });
  expect((await desk.who('host_admin').call('GET', `/api/cases/${id}/avoidances`)).body).toMatchObject({ open: false });
});

test('a draw is by field, without conflicts, over different employers, and can be verified afterwards from its seed', async () => {
  const id = await desk.application('recommended', { partners: '协建研究所' });
  const draw = (body: object) =>
    desk.who('third_party_agency').call('POST', `/api/cases/${id}/draws`, { disciplines: ['180', '210'], ...body });
  const even = await draw({ wanted: 4 });
  expect(problem(even)).toMatchObject({ code: 'experts.panel_size', cite: { clause: 'HB-11.3' } });
  const drawn = (await draw({ wanted: 5 })).body as DrawView;
  expect(drawn.drawn).toHaveLength(5);
  const employers = drawn.drawn.map(({ employer }) => employer);
  expect(new Set(employers).size).toBe(5);
  const reasons = Object.fromEntries(drawn.excluded.map(({ name, reason }) => [name, reason]));
  expect(reasons).toMatchObject({ 评审人2: 'conflict', 评审人9: 'field' });
  expect(drawn.excluded.find(({ name }) => name === '评审人2')!.conflicts).toEqual([
    expect.objectContaining({ kind: 'employer_partner', with: '协建研究所' }),
  ]);
  expect(drawn.pool).toBe(drawn.eligible.length + drawn.excluded.length);
  expect(drawn.holds).toBe(true);
  // Anybody can do it again.
  for (const { expert, rank } of drawn.eligible)
    expect(rank).toBe(createHash('sha256').update(`${drawn.seed}|${expert}`).digest('hex'));
  expect(drawn.eligible.map(({ rank }) => rank)).toEqual(drawn.eligible.map(({ rank }) => rank).toSorted());
  // Drawn again for one of them: the others stay, and are not drawn a second time.
  const keep = drawn.drawn.slice(1).map(({ account }) => account);
  const again = (await draw({ wanted: 1, keep, exclude: [drawn.drawn[0]!.expert] })).body as DrawView;
  expect(again.drawn).toHaveLength(1);
  expect([drawn.drawn[0]!.account, ...keep]).not.toContain(again.drawn[0]!.account);
  // Two at the same moment, both of whom have seen these two draws: one draws, the other is told.
  const both = await Promise.all([draw({ wanted: 5, seen: 2 }), draw({ wanted: 5, seen: 2 })]);
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409]);
  expect(problem(both.find(({ status }) => status === 409)!).code).toBe('experts.drawn_meanwhile');
  // A protocol somebody has tampered with does not hold.
  await app.services.storage.db
    .updateTable('expert_draw')
    .set({ drawn: again.drawn.map(() => drawn.drawn[0]!.expert) })
    .where('id', '=', again.id)
    .execute();
  const panel = (await desk.who('province_department').call('GET', `/api/cases/${id}/panel`)).body as {
    draws: DrawView[];
  };
  expect(panel.draws.map(({ holds }) => holds)).toEqual([true, false, true]);
  const few = await draw({ wanted: 9 });
  expect(problem(few)).toMatchObject({ code: 'experts.too_few' });
});

test('the pool goes out as a table that comes in again as it is; a table with a fault enters nobody and names row and column', async () => {
  const keeper = desk.who('province_department');
  const url = (kind: string, more: string) => `/api/experts/${kind}?programme=hubei&${more}`;
  const take = async (name: string, bytes: Buffer): Promise<Reply> =>
    keeper.upload(url('import', `name=${encodeURIComponent(name)}`), bytes);
  for (const format of ['csv', 'xlsx']) {
    const { status, bytes } = await keeper.download(url('export', `format=${format}`));
    expect([format, status]).toEqual([format, 200]);
    expect((await take(`pool.${format}`, bytes)).body).toEqual({ added: 0, changed: 0, unchanged: EXPERTS.length });
  }
  const rows = (...lines: string[]): Buffer => Buffer.from(['姓名,学科,现工作单位,职称', ...lines].join('\n'));
  expect((await take('new.csv', rows('新评审人,210,辛大学,教授'))).body).toEqual({
    added: 1,
    changed: 0,
    unchanged: 0,
  });
  expect((await take('new.csv', rows('新评审人,210,辛大学,研究员'))).body).toMatchObject({ added: 0, changed: 1 });
  const refused = await take('wrong.csv', rows('另一人,210,壬大学,教授', ',999,壬大学,教授'));
  expect(problem(refused)).toMatchObject({ code: 'experts.table_invalid' });
  expect(problem(refused).errors?.map(({ message }) => message)).toContainEqual(
    expect.stringContaining('第 3 行“姓名”'),
  );
  const { body } = await keeper.call('GET', url('export', '').replace('/export?', '?'));
  expect((body as { items: { name: string }[] }).items.map(({ name }) => name)).not.toContain('另一人');
  for (const person of ['expert/1', 'host_admin', 'auditor', 'supervising_clerk'])
    expect([person, (await desk.who(person).download(url('export', 'format=csv'))).status]).toEqual([person, 403]);
});

test('GZ-13.4a 14 applications in 3 fields: a panel per field at least, without anybody of an applicant host', async () => {
  const gz = await reviewDesk(app, { ruleSet: 'guangzhou', authority: 'city_department', persons: [] });
  const classes = ['crop', 'microbe', 'animal-large'];
  const ids: string[] = [];
  for (let n = 0; n < 14; n++) ids.push(await gz.application('forwarded', { class: classes[n % 3] }, true));
  const call = (
    await app.services.storage.db
      .selectFrom('proc_case')
      .select('parent_id')
      .where('id', '=', ids[0]!)
      .executeTakeFirstOrThrow()
  ).parent_id!;
  const { groups } = (await gz.who('city_department').call('GET', `/api/cases/${call}/groups`)).body as {
    groups: { disciplines: { code: string }[]; cases: { id: string }[] }[];
  };
  expect(groups).toHaveLength(3);
  expect(groups.flatMap(({ cases }) => cases.map((one) => one.id)).toSorted()).toEqual(ids.toSorted());
  const { host_id } = await app.services.storage.db
    .selectFrom('proc_case')
    .select('host_id')
    .where('id', '=', ids[3]!)
    .executeTakeFirstOrThrow();
  const host = await app.services.storage.db
    .selectFrom('organisation')
    .select('name_zh')
    .where('id', '=', host_id)
    .executeTakeFirstOrThrow();
  for (const [n, person] of EXPERTS.entries()) {
    const added = await gz.who('city_department').call('POST', '/api/experts', {
      programme: 'guangzhou',
      expert: {
        name: `穗评审${n}`,
        account: (
          await app.services.storage.db
            .selectFrom('account')
            .select('account')
            .where('id', '=', gz.who(person).account)
            .executeTakeFirstOrThrow()
        ).account,
        disciplines: ['210', '180', '230'],
        employers: [{ name: n < 2 ? host.name_zh : `单位${n}` }],
      },
    });
    expect(added.status).toBe(201);
  }
  for (const { cases, disciplines } of groups) {
    const [first, ...others] = cases.map((one) => one.id);
    const { status, body } = await gz.who('city_department').call('POST', `/api/cases/${first}/draws`, {
      wanted: 5,
      disciplines: disciplines.map(({ code }) => code),
      together: others,
    });
    expect([status, (body as { title?: string }).title]).toEqual([201, undefined]);
    const draw = body as DrawView;
    const own = cases.some((one) => one.id === ids[3]);
    expect(draw.excluded.filter(({ reason }) => reason === 'conflict').map(({ name }) => name)).toEqual(
      own ? ['穗评审0', '穗评审1'] : [],
    );
    const other = (await gz.who('city_department').call('GET', `/api/cases/${others[0]}/panel`)).body as {
      draws: DrawView[];
    };
    expect(other.draws[0]!.seed).toBe(draw.seed);
  }
});

const MARKS = { resources: 20, facilities: 15, management: 16, sharing: 20, plan: 8 };

async function review(person: string, id: string, marks: object, recommendation = 'approve'): Promise<Reply> {
  expect((await desk.act(person, id, 'declare')).status).toBe(200);
  for (const [field, value] of Object.entries({ sheet: marks, opinion: `${person} 的意见`, recommendation }))
    expect((await desk.type(person, id, field, value)).status).toBe(200);
  return desk.act(person, id, 'review');
}

test('NAT-16.3 reviews: nothing is read before the declaration, sheets are complete, and experts are blind to each other', async () => {
  const id = await underReview(['expert/4', 'expert/5', 'expert/6'], { direction: '农业种质' });
  const [first, second] = (await desk.subs(id, 'expert_review')) as [string, string];
  const before = (await desk.who('expert/4').call('GET', `/api/cases/${first}`)).body as { parent_fields: unknown[] };
  expect(before.parent_fields).toEqual([]);
  expect((await desk.who('expert/4').call('GET', `/api/reviews/${first}`)).body).toMatchObject({
    declared: false,
    parties: [{ role: 'host' }, { role: 'supervising' }],
  });
  expect((await desk.who('expert/4').call('GET', `/api/cases/${second}`)).status).toBe(404);
  expect((await desk.who('expert/4').call('GET', `/api/reviews/${second}`)).status).toBe(404);
  expect((await desk.who('expert/4').call('GET', `/api/cases/${id}`)).status).toBe(404);
  expect((await desk.type('expert/4', first, 'sheet', MARKS)).status).not.toBe(200);
  expect((await desk.act('expert/4', first, 'declare')).status).toBe(200);
  const after = (await desk.who('expert/4').call('GET', `/api/cases/${first}`)).body as {
    parent_fields: { id: string; value: unknown }[];
  };
  expect(after.parent_fields.find((field) => field.id === 'direction')).toMatchObject({ value: '农业种质' });
  const { sharing: _, ...part } = MARKS;
  await desk.type('expert/4', first, 'sheet', { ...part, plan: 11 });
  await desk.type('expert/4', first, 'opinion', '可行。');
  await desk.type('expert/4', first, 'recommendation', 'approve');
  const refused = await desk.act('expert/4', first, 'review');
  expect(problem(refused).errors?.map(({ message }) => message)).toEqual([
    expect.stringContaining('开放共享与服务：未评分'),
    expect.stringContaining('建设方案可行性：应为 0 至 10 分'),
  ]);
  expect((await desk.type('expert/4', first, 'sheet', MARKS)).status).toBe(200);
  expect((await desk.who('expert/4').call('GET', `/api/reviews/${first}`)).body).toMatchObject({
    total: 79,
    faults: [],
  });
  // What is being written is nobody else’s yet.
  const office = (await desk.who('third_party_agency').call('GET', `/api/reviews/${first}`)).body as { marks: object };
  expect(office.marks).toEqual({});
  const done = await desk.act('expert/4', first, 'review');
  expect(done.body).toMatchObject({ state: 'reviewed', data: { score: 79 } });
});

test('reviews are put together: averages with and without extremes, spread, opinions with names for the office and without for applicants', async () => {
  const persons = ['expert/4', 'expert/5', 'expert/6', 'expert/7', 'expert/8'];
  const id = await underReview(persons);
  const subs = await desk.subs(id, 'expert_review');
  const scores = [60, 79, 80, 81, 99];
  for (const [n, sub] of subs.entries()) {
    const marks =
      n === 0
        ? { ...MARKS, resources: 1 }
        : n === 4
          ? { resources: 25, facilities: 20, management: 20, sharing: 25, plan: 9 }
          : { ...MARKS, plan: 7 + n };
    expect((await review(persons[n]!, sub, marks)).body).toMatchObject({ data: { score: scores[n] } });
  }
  const read = async (version: string) =>
    (await desk.who('province_department').call('GET', `/api/cases/${id}/opinions?version=${version}`))
      .body as never as {
      score: object;
      opinions: { by: string; score: number }[];
      complete: boolean;
      draft: string;
      items: { id: string; average: number }[];
    };
  const office = await read('office');
  expect(office.score).toEqual({
    count: 5,
    average: 79.8,
    trimmed: 80,
    highest: 99,
    lowest: 60,
    spread: 39,
    deviation: 12.35,
  });
  expect(office.complete).toBe(true);
  expect(office.opinions.map(({ by }) => by).toSorted()).toEqual(persons.map((person) => `复演 ${person}`));
  expect(office.items.find((item) => item.id === 'sharing')!.average).toBe(21);
  const applicant = await read('applicant');
  expect(applicant.opinions.map(({ by }) => by)).toEqual(['专家 A', '专家 B', '专家 C', '专家 D', '专家 E']);
  expect(JSON.stringify(applicant).includes('复演 expert')).toBe(false);
  expect(office.draft).toContain('共 5 位专家评审，平均 79.8 分，去掉最高分和最低分后平均 80 分');
});

test('HN-8.2.2 an expert who stands back is not on the panel any more; a late one is reminded, then replaced under the same conflicts', async () => {
  const id = await underReview(['expert/4', 'expert/5', 'expert/6'], { partners: '协建研究所' });
  const [first, second] = (await desk.subs(id, 'expert_review')) as [string, string];
  expect((await desk.act('expert/4', first, 'stand_back', { conflict: '与负责人有合作' })).body).toMatchObject({
    state: 'declined',
    closed: true,
  });
  const panel = async () =>
    (await desk.who('third_party_agency').call('GET', `/api/cases/${id}/panel`)).body as never as {
      seats: { case: string; late: boolean; last_day: string; open: boolean; version: number }[];
    };
  expect((await panel()).seats.find((seat) => seat.case === second)).toMatchObject({
    last_day: '2026-11-16',
    late: false,
    open: true,
  });
  app.setTime('2026-11-17T02:00:00Z');
  await app.background.look();
  const told = await app.services.storage.db
    .selectFrom('message')
    .select(['account_id', 'subject'])
    .where('case_id', '=', second)
    .where('kind', '=', 'overdue')
    .execute();
  expect(told.map(({ account_id }) => account_id)).toEqual([desk.who('expert/5').account]);
  await app.background.look();
  app.setTime('2026-11-17T05:00:00Z');
  await app.background.look();
  expect(
    await app.services.storage.db
      .selectFrom('message')
      .select('id')
      .where('case_id', '=', second)
      .where('kind', '=', 'overdue')
      .execute(),
  ).toHaveLength(1);
  const seat = (await panel()).seats.find((one) => one.case === second)!;
  expect(seat.late).toBe(true);
  const replace = (account: string, path = `/api/reviews/${second}/replacement`) =>
    desk.who('third_party_agency').call('POST', path, {
      version: seat.version,
      account,
      instead_of: desk.who('expert/5').account,
      reason: '逾期未交',
    });
  for (const path of [`/api/reviews/${second}/replacement`, `/api/cases/${second}/assignments`]) {
    const refused = await replace(desk.who('expert/2').account, path);
    expect([path, refused.status, problem(refused).errors?.[0]?.message]).toEqual([
      path,
      422,
      expect.stringContaining('现任职于共建单位'),
    ]);
  }
  expect((await replace(desk.who('expert/7').account)).status).toBe(200);
  expect((await desk.who('expert/5').call('GET', `/api/cases/${second}`)).status).toBe(404);
  expect((await desk.who('expert/7').call('GET', `/api/cases/${second}`)).status).toBe(200);
  app.setTime('2026-11-02T02:00:00Z');
});

test('experts see and correct their own entry and declare ties, which bind at once; name, account and state stay the keepers’', async () => {
  const own = (await desk.who('expert/8').call('GET', '/api/experts/own')).body as never as {
    items: { id: string; version: number; name: string }[];
  };
  expect(own.items.map(({ name }) => name)).toEqual(['评审人8']);
  const { id, version } = own.items[0]!;
  const host = await app.services.storage.db
    .selectFrom('organisation')
    .select('name_zh')
    .where('id', '=', desk.stage.host)
    .executeTakeFirstOrThrow();
  const body = {
    version,
    expert: {
      title: '研究员',
      disciplines: ['210'],
      employers: [{ name: '戊公司' }],
      declared: [{ name: host.name_zh, reason: '配偶任职' }],
    },
  };
  expect((await desk.who('expert/7').call('PUT', `/api/experts/${id}/own`, body)).status).toBe(404);
  expect((await desk.who('host_admin').call('PUT', `/api/experts/${id}/own`, body)).status).toBe(403);
  const saved = await desk
    .who('expert/8')
    .call('PUT', `/api/experts/${id}/own`, { ...body, expert: { ...body.expert, name: '改名', state: 'retired' } });
  expect(saved.body).toMatchObject({ name: '评审人8', state: 'active', title: '研究员' });
  const application = await desk.application('recommended');
  const refused = await desk.act('third_party_agency', application, 'review', { experts: accounts('expert/8') });
  expect(problem(refused).errors?.[0]?.message).toContain('本人申明的利害关系');
  expect(problem(refused).errors?.[0]?.message).toContain('配偶任职');
  await desk
    .who('expert/8')
    .call('PUT', `/api/experts/${id}/own`, { version: version + 1, expert: { ...body.expert, declared: [] } });
});
