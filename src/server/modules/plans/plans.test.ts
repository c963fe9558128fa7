import { afterAll, beforeAll, expect, test } from 'vitest';
import { planShape } from '../../../shared/plans/shape.ts';
import { samplePlan } from '../../../shared/plans/sample-plan.ts';
import type { PlanValue } from '../../../shared/plans/values.ts';
import type { Form } from '../../../shared/policy/forms.ts';
import { readRecorded } from '../../replay/read-recorded.ts';
import { buildStage, type Player, type Stage } from '../../replay/stage.ts';
import { samplePdf } from '../../replay/sample-pdf.ts';
import { startTestApp, type TestApp } from '../../testing/app.ts';

interface Reply {
  status: number;
  body: {
    code: string;
    title: string;
    cite?: { clause: string; policy: string };
    errors: { path: string; code: string; message: string }[];
    current: { value: PlanValue; revision: number };
    revision: number;
    id: string;
    faults: { path: string; level: string; code: string; message: string }[];
  };
}
interface View {
  form: Form;
  policy: string;
  round: Record<string, unknown>;
  editable: boolean;
  live: boolean;
  kept_at: string | null;
  values: { path: string; value: PlanValue; revision: number }[];
  suggested: Record<string, PlanValue>;
  attachments: { id: string; name: string }[];
  signed: { field: string; revision: number; file: { name: string; size: number } | null }[];
}
interface CaseOf {
  id: string;
  version: number;
  state: string;
  fields: { id: string; value: unknown; revision: number }[];
  actions: { action: string; ready: boolean; needs: { kind: string; faults: { path: string; text: string }[] }[] }[];
}

let app: TestApp;
let stage: Stage;
let other: Stage;
let call: CaseOf;
let id: string;

beforeAll(async () => {
  app = await startTestApp();
  app.setTime('2026-08-10T02:00:00Z');
  stage = await buildStage(app, 'guangzhou', [
    'city_department',
    'district_clerk',
    'host_admin',
    'host_admin/2',
    'platform_head',
    'legal_representative',
    'expert',
    'auditor',
  ]);
  other = await buildStage(app, 'guangzhou', ['host_admin', 'district_clerk']);
  const data = {
    title: '申报',
    guide: '见附件',
    window_from: '2026-08-10',
    window_to: '2026-12-31',
    reference_from: '2023-07-01',
    reference_to: '2026-06-30',
    plan_from: '2026-07-01',
  };
  call = (await send('city_department', 'POST', '/api/cases', { programme: 'guangzhou', procedure: 'call', data }))
    .body as unknown as CaseOf;
  await send('city_department', 'POST', `/api/cases/${call.id}/actions/publish`, { version: 1, data: {} });
  const opened = await send('host_admin', 'POST', '/api/cases', {
    programme: 'guangzhou',
    procedure: 'application',
    subject: { kind: 'platform', id: stage.platform },
    parent: call.id,
    data: { class: 'microbe', name_zh: '广州荔枝科技资源圃' },
  });
  id = opened.body.id;
}, 120_000);
afterAll(() => app.close());

const who = (person: string, from = stage): Player => from.players.get(person)!;
async function send(
  person: string,
  method: 'GET' | 'POST' | 'PATCH' | 'PUT',
  url: string,
  body?: unknown,
  from = stage,
): Promise<Reply> {
  return who(person, from).call(method, url, body);
}
const read = async (person: string): Promise<View> =>
  (await send(person, 'GET', `/api/cases/${id}/plan`)).body as unknown as View;
const save = (person: string, path: string, value: unknown, revision = 0): Promise<Reply> =>
  send(person, 'PATCH', `/api/cases/${id}/plan`, { path, value, revision });
const valueOf = (view: View, path: string): PlanValue | undefined =>
  view.values.find((one) => one.path === path)?.value;
const revisionOf = async (path: string): Promise<number> =>
  (await read('host_admin')).values.find((one) => one.path === path)?.revision ?? 0;
async function fill(values: Record<string, PlanValue>): Promise<Reply> {
  const now = new Map((await read('host_admin')).values.map((one) => [one.path, one.revision]));
  const fields = Object.entries(values).map(([path, value]) => ({ path, value, revision: now.get(path) ?? 0 }));
  return send('host_admin', 'POST', `/api/cases/${id}/plan/values`, { fields });
}
async function sample(): Promise<Record<string, PlanValue>> {
  const { policy, form, round, suggested } = await read('host_admin');
  const cover = Object.fromEntries(Object.entries(suggested).map(([path, value]) => [path.split('/')[1]!, value]));
  return samplePlan(planShape(policy, form, round), cover);
}
const upload = (query: string, bytes: Buffer, person = 'host_admin'): Promise<Reply> =>
  who(person).upload(`/api/cases/${id}/plan/${query}`, bytes);
const theCase = async (person: string): Promise<CaseOf> =>
  (await send(person, 'GET', `/api/cases/${id}`)).body as unknown as CaseOf;
const paper = (query: string, person = 'host_admin') => who(person).download(`/api/cases/${id}/plan/document?${query}`);

test('a field is kept as it is typed, with its faults, under a revision of its own; who was first is not lost', async () => {
  const first = await save('host_admin', 'cover/phone', '12345');
  expect([first.status, first.body.revision]).toEqual([200, 1]);
  expect(first.body.faults.find(({ path }) => path === 'cover/phone')).toMatchObject({
    level: 'fault',
    code: 'no_phone',
  });
  const late = await save('platform_head', 'cover/phone', '020-88887777', 0);
  expect([late.status, late.body.code, late.body.current]).toEqual([
    409,
    'plans.field_changed',
    { value: '12345', revision: 1 },
  ]);
  expect((await save('platform_head', 'cover/phone', '020-88887777', 1)).body.revision).toBe(2);
  // The same once more changes nothing.
  expect((await save('host_admin', 'cover/phone', '020-88887777', 0)).body.revision).toBe(2);
  const history = (await send('host_admin', 'GET', `/api/cases/${id}/plan/history?path=cover/phone`))
    .body as unknown as { items: { value: string; by: string }[] };
  expect(history.items.map(({ value, by }) => [value, by])).toEqual([
    ['020-88887777', '复演 platform_head'],
    ['12345', '复演 host_admin'],
  ]);
});

test('what is none of the form, or of another shape, is refused', async () => {
  for (const [path, value] of [
    ['9.9/text', 'x'],
    ['4/text', 'x'],
    ['6.3/schedule', 'x'],
    ['1/text', { a: 'b' }],
    ['1/none', 'true'],
    ['cover/phone', ['x']],
    ['__proto__/x', 'x'],
  ] as const)
    expect([path, (await save('host_admin', path, value)).body.code]).toEqual([path, 'plans.field_unknown']);
});

test('writers hold a section; nobody else writes into it meanwhile', async () => {
  await send('platform_head', 'PUT', `/api/cases/${id}/presence`, { section: 'plan/4.3', lock: true });
  expect((await save('host_admin', '4.3/area', '100')).body.code).toBe('procedures.field_locked');
  expect((await save('platform_head', '4.3/area', '100')).status).toBe(200);
  await send('platform_head', 'PUT', `/api/cases/${id}/presence`, { section: null, lock: false });
});

test('the form is for those of the case: writers write, offices wait, others are told nothing', async () => {
  expect((await save('district_clerk', '1/text', 'x')).body.code).toBe('procedures.field_closed');
  const office = await read('district_clerk');
  expect([office.editable, office.live, office.values]).toEqual([false, false, []]);
  for (const [person, from] of [
    ['host_admin', other],
    ['expert', stage],
  ] as const)
    expect([person, (await send(person, 'GET', `/api/cases/${id}/plan`, undefined, from)).status]).toEqual([
      person,
      404,
    ]);
  const nobody = await app.http.inject({ url: `/api/cases/${id}/plan` });
  expect(nobody.statusCode).toBe(401);
  expect((await send('host_admin', 'GET', `/api/cases/${call.id}/plan`)).body.code).toBe('plans.no_form');
});

test('a number that is a figure of the criteria is kept once, and goes both ways', async () => {
  expect((await save('host_admin', '4.2.3/total', '20')).status).toBe(200);
  const figures = (await theCase('host_admin')).fields.find((one) => one.id === 'figures')!;
  expect((figures as unknown as { typed: object }).typed).toEqual({ team_size: '20' });
  await send('host_admin', 'PATCH', `/api/cases/${id}/draft`, {
    path: 'figures',
    value: { team_size: '24', samples: '9' },
    revision: figures.revision,
  });
  expect(valueOf(await read('host_admin'), '4.2.3/total')).toBe('24');
  const old = await save('platform_head', '4.2.3/total', '30', 5);
  expect([old.status, old.body.current.value]).toEqual([409, '24']);
  expect((await save('platform_head', '4.2.3/total', '20', await revisionOf('4.2.3/total'))).status).toBe(200);
  const now = (await theCase('host_admin')).fields.find((one) => one.id === 'figures')! as unknown as { typed: object };
  expect(now.typed).toEqual({ team_size: '20', samples: '9' });
});

test('the periods are those of the round', async () => {
  const { policy, form, round } = await read('host_admin');
  const { periods } = planShape(policy, form, round);
  expect([periods.reference!.months, periods.plan!.years.at(-1)!.label.zh]).toEqual([36, '2030年7月至2031年6月']);
});

test('GZF-cover.2 an unfilled plan or one without its seal is not handed in, and the page says where', async () => {
  const submit = (await theCase('legal_representative')).actions.find(({ action }) => action === 'submit')!;
  const gates = submit.needs.filter(({ kind }) => kind === 'gate').flatMap(({ faults }) => faults);
  expect(gates.map(({ path }) => path)).toContain('fields.plan');
  expect(gates.map(({ text }) => text).join()).toContain('缺盖章件');
  expect(gates.some(({ path }) => path.startsWith('plan.'))).toBe(true);
});

const LIMIT = 20_971_520;
test('GZF-note.5 a signed copy is a PDF by content, whole, not encrypted, up to 20,971,520 bytes', async () => {
  const at = `signed?field=plan&revision=0&name=${encodeURIComponent('方案.pdf')}`;
  const refusal = async (bytes: Buffer): Promise<[number, string, string | undefined]> => {
    const { status, body } = await upload(at, bytes);
    return [status, body.code, body.cite?.clause];
  };
  const large = await upload(at, samplePdf('大', LIMIT + 1));
  expect([large.status, large.body.code, large.body.cite?.clause]).toEqual([
    413,
    'plans.signed_too_large',
    'GZF-note.5',
  ]);
  expect(large.body.title).toContain('20971521');
  expect(await refusal(Buffer.from('504b0304', 'hex'))).toEqual([422, 'plans.signed_not_pdf', 'GZF-note.5']);
  expect(
    await refusal(
      Buffer.from(samplePdf('x').toString('latin1').replace('/Root 1 0 R', '/Root 1 0 R /Encrypt 9 0 R'), 'latin1'),
    ),
  ).toEqual([422, 'plans.signed_encrypted', 'GZF-note.5']);
  expect(await refusal(samplePdf('x').subarray(0, 200))).toEqual([422, 'plans.signed_broken', 'GZF-note.5']);
  expect((await read('host_admin')).signed[0]!.file).toBeNull();
  const exact = samplePdf('正好', LIMIT);
  expect(exact.length).toBe(LIMIT);
  expect((await upload(at, exact)).status).toBe(201);
  expect((await read('host_admin')).signed[0]!.file).toMatchObject({ name: '方案.pdf', size: LIMIT });
  expect((await upload(at.replace('field=plan', 'field=declaration'), samplePdf('x'))).body.code).toBe(
    'plans.signed_field_unknown',
  );
  expect((await upload(at, samplePdf('x'), 'district_clerk')).body.code).toBe('procedures.field_closed');
});

test('a filled plan goes out as Word, every heading in its place, and comes back as the same data', async () => {
  expect((await fill(await sample())).status).toBe(200);
  const before = await read('host_admin');
  const word = await paper('format=docx');
  expect(word.status).toBe(200);
  const same = await who('host_admin').upload(`/api/cases/${id}/plan/word?name=a.docx`, word.bytes);
  expect(same.body).toMatchObject({ changes: [], unread: [], missing: [] });
  await save('host_admin', '1/text', '改过的简介', await revisionOf('1/text'));
  await save('host_admin', '4.1.1/comparison', [], await revisionOf('4.1.1/comparison'));
  const again = (await who('host_admin').upload(`/api/cases/${id}/plan/word?name=a.docx`, word.bytes)) as {
    body: { changes: { path: string; after: PlanValue; revision: number }[] };
  };
  expect(again.body.changes.map(({ path }) => path).sort()).toEqual(['1/text', '4.1.1/comparison']);
  const fields = again.body.changes.map(({ path, after, revision }) => ({ path, value: after, revision }));
  expect((await send('host_admin', 'POST', `/api/cases/${id}/plan/values`, { fields })).body).toEqual({ written: 2 });
  const values = (view: View) => Object.fromEntries(view.values.map(({ path, value }) => [path, value]));
  expect(values(await read('host_admin'))).toEqual(values(before));
  const twice = await send('host_admin', 'POST', `/api/cases/${id}/plan/values`, {
    fields: fields.map((one) => ({ ...one, value: one.path === '1/text' ? '别的' : one.value })),
  });
  expect([twice.status, twice.body.code]).toEqual([409, 'plans.field_changed']);
}, 60_000);

test('the blank template is read as blank, and what is typed under its headings is found', async () => {
  const blank = await paper('format=docx&blank=true');
  const read = (await who('host_admin').upload(`/api/cases/${id}/plan/word?name=a.docx`, blank.bytes)) as {
    body: { changes: unknown[]; unread: unknown[]; missing: unknown[] };
  };
  expect(read.body).toMatchObject({ changes: [], unread: [], missing: [] });
}, 60_000);

test.each([
  ['a PDF', samplePdf('x')],
  ['text', Buffer.from('实施方案')],
  ['nothing', Buffer.alloc(0)],
])('%s is no Word file', async (_, bytes) => {
  const answer = await who('host_admin').upload(`/api/cases/${id}/plan/word?name=a.docx`, bytes);
  expect([answer.status, (answer.body as Reply['body']).code]).toEqual([422, 'plans.not_word']);
});

test('the PDF holds every heading in order, with rare characters as text', async () => {
  const { bytes, status } = await paper('format=pdf');
  expect([status, bytes.subarray(0, 5).toString()]).toEqual([200, '%PDF-']);
}, 60_000);

test('a character that cannot be printed is named with its field before anything is handed in', async () => {
  await save('host_admin', '3/text', '字\u{2A6A5}', await revisionOf('3/text'));
  const { status, bytes } = await paper('format=pdf');
  const problem = JSON.parse(bytes.toString()) as { errors: { path: string }[] };
  expect([status, problem.errors[0]!.path]).toEqual([422, '3/text']);
  await save('host_admin', '3/text', '国内外现状。', await revisionOf('3/text'));
});

test('files are attached to a section, shown to readers and taken off', async () => {
  const answer = await upload(
    `files?section=6.4.2&name=${encodeURIComponent('组织结构图.png')}`,
    Buffer.from('89504e47', 'hex'),
  );
  expect(answer.status).toBe(201);
  expect((await upload('files?section=6.4&name=a.png', Buffer.from('x'))).body.code).toBe('plans.field_unknown');
  expect(
    (await who('host_admin').download(`/api/cases/${id}/plan/files/${answer.body.id}`)).bytes.toString('hex'),
  ).toBe('89504e47');
  expect((await read('host_admin')).attachments.map(({ name }) => name)).toEqual(['组织结构图.png']);
});

test('a whole plan is handed in; offices and nobody else then read it as it was, whatever is typed later', async () => {
  const view = await theCase('legal_representative');
  const submit = view.actions.find(({ action }) => action === 'submit')!;
  expect(submit.needs.filter(({ kind }) => kind === 'gate')).toEqual([]);
  const recorded = readRecorded('policies/guangzhou').find(({ name }) =>
    name.endsWith('/accreditation.yaml'),
  )!.recorded;
  // The first of them are refused there.
  const figures = recorded.steps.findLast(({ edit }) => edit?.['figures'] !== undefined)!.edit!['figures'];
  const now = (await theCase('host_admin')).fields;
  const type = (path: string, value: unknown) =>
    send('host_admin', 'PATCH', `/api/cases/${id}/draft`, {
      path,
      value,
      revision: now.find((one) => one.id === path)!.revision,
    });
  await type('figures', figures);
  for (const field of ['appointment', 'declaration']) {
    const file = await who('host_admin').upload(`/api/cases/${id}/files?field=${field}&name=a.pdf`, samplePdf(field));
    await type(field, (file.body as { id: string }).id);
  }
  const done = await send('legal_representative', 'POST', `/api/cases/${id}/actions/submit`, {
    version: view.version,
    data: {},
  });
  expect(done.body).toMatchObject({ state: 'submitted' });
  const office = await read('district_clerk');
  expect([office.live, valueOf(office, '3/text'), valueOf(office, '4.2.3/total')]).toEqual([
    false,
    '国内外现状。',
    '20',
  ]);
  expect((await save('host_admin', '3/text', '改', 9)).body.code).toBe('procedures.field_closed');
  const version = (await theCase('district_clerk')).version;
  await send('district_clerk', 'POST', `/api/cases/${id}/actions/return`, { version, data: { reason: '请补充' } });
  expect((await save('host_admin', '3/text', '改过', await revisionOf('3/text'))).status).toBe(200);
  expect(valueOf(await read('district_clerk'), '3/text')).toBe('国内外现状。');
  expect(valueOf(await read('platform_head'), '3/text')).toBe('改过');
});
