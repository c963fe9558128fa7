import { afterAll, beforeAll, expect, test } from 'vitest';
import { usccCheckCharacter } from '../../../shared/identity/uscc.ts';
import { systemActor } from '../../kernel/context.ts';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { type Caller, callerOf, DEPARTMENT, HOST, seedPeople, signIn } from '../../testing/people.ts';
import { type SeededRegister, seedAccounts, seedRegister } from './index.ts';

let app: TestApp;
let ids: SeededRegister;
const caller: Record<string, Caller> = {};
beforeAll(async () => {
  app = await startTestApp();
  ids = await seedPeople(app);
  for (const account of ['system', 'system.guangzhou', 'city.guangzhou', 'portal.guangzhou', 'host', 'head', 'clerk'])
    caller[account] = await signIn(app, account);
});
afterAll(() => app.close());

const codeOf = (first17: string): string => first17 + usccCheckCharacter(first17);

test('an organisation’s unified social credit code is checked and belongs to one only', async () => {
  const uscc = codeOf('12440000MB2C00001');
  const create = (more: object) => caller.system!.post('/api/organisations', { kind: 'hospital', ...more });
  const wrong = await create({ name_zh: '示范医院', uscc: uscc.slice(0, 17) + (uscc.endsWith('A') ? 'B' : 'A') });
  expect(wrong.json()).toMatchObject({ status: 400, errors: [{ path: 'body.uscc' }] });
  const pasted = `１２４４ 0000-${uscc.slice(8).toLowerCase()}`;
  const made = await create({ name_zh: '示范医院', uscc: pasted, region_code: '440100' });
  expect(made.json()).toMatchObject({ uscc, region_label: { zh: '广州市' }, kind_label: { zh: '医疗机构' } });
  const twice = await create({ name_zh: '示范第二医院', uscc });
  expect(twice.json()).toMatchObject({ code: 'identity.uscc_taken', params: { name: '示范医院' } });
  const both = await Promise.all(
    ['甲', '乙'].map((name) => create({ name_zh: name, uscc: codeOf('12440000MB2C00002') })),
  );
  expect(both.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([201, 409]);
});

test('an organisation is not supervised by itself or by one below it', async () => {
  const [host, department] = [ids.organisations.get(HOST)!, ids.organisations.get(DEPARTMENT)!];
  for (const supervising_id of [department, host]) {
    const answer = await caller.system!.patch(`/api/organisations/${department}`, { revision: 1, supervising_id });
    expect(answer.json().code).toBe('identity.supervises_itself');
  }
  const unknown = await caller.system!.patch(`/api/organisations/${host}`, { revision: 1, supervising_id: '1' });
  expect(unknown.json().code).toBe('identity.reference_unknown');
});

test('a stale change is refused with both revisions', async () => {
  const id = ids.organisations.get(HOST)!;
  const change = (revision: number, name_en: string) =>
    caller.system!.patch(`/api/organisations/${id}`, { revision, name_en });
  const answers = await Promise.all([change(1, 'One'), change(1, 'Two')]);
  expect(answers.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([200, 409]);
  const refused = answers.find(({ statusCode }) => statusCode === 409)!;
  expect(refused.json()).toMatchObject({ code: 'kernel.stale_version', params: { given: 1, current: 2 } });
});

test('a platform’s own people describe it; its name, host and state are the register’s', async () => {
  const change = (by: string, fields: object) => caller[by]!.patch('/api/platforms/gz-alpha', fields);
  const { revision } = (await caller.head!.get('/api/platforms/gz-alpha')).json();
  for (const [by, fields] of [
    ['head', { name_zh: '新名称' }],
    ['host', { state: 'closed' }],
    ['head', { cstr_agency: '12345' }],
  ] as const)
    expect((await change(by, { revision, ...fields })).json().code).toBe('identity.register_field');
  const described = await change('head', { revision, homepage: 'https://alpha.example', contact: { person: '周 禾' } });
  expect(described.json()).toMatchObject({
    homepage: 'https://alpha.example',
    contact: { person: '周 禾' },
    revision: revision + 1,
  });
  expect((await change('head', { revision: revision + 1, homepage: 'javascript:alert(1)' })).statusCode).toBe(400);
  expect((await caller.head!.patch('/api/platforms/HB-BETA', { revision: 1, homepage: null })).statusCode).toBe(403);
});

test('who places a platform in a programme, and how far', async () => {
  const place = (by: string, code: string, programme: string, state: string) =>
    caller[by]!.put(`/api/platforms/${code}/programmes/${programme}`, {
      state,
      ...(state === 'recommended' && { recommended_by: '示范教育厅', recommended_on: '2026-05-06' }),
    });
  const refused = async (answer: ReturnType<typeof place>) =>
    expect((await answer).json().code).toBe('identity.placing_not_allowed');
  await refused(place('portal.guangzhou', 'GZ-ALPHA', 'guangzhou', 'accredited'));
  await refused(place('portal.guangzhou', 'GAMMA', 'hubei', 'owner'));
  await refused(place('clerk', 'GZ-ALPHA', 'guangzhou', 'accredited'));
  await refused(place('clerk', 'HB-BETA', 'hubei', 'recommended'));
  expect((await place('head', 'GZ-ALPHA', 'guangzhou', 'owner')).json().code).toBe('kernel.not_allowed');
  const recommended = await place('clerk', 'GZ-ALPHA', 'national', 'recommended');
  expect(recommended.json().programmes).toMatchObject([
    {
      programme: 'national',
      state: 'recommended',
      recommended_by: '示范教育厅',
      recommended_on: '2026-05-06',
      name: { zh: '中国科技资源共享网' },
    },
    { programme: 'guangzhou', state: 'owner', state_label: { zh: '资源拥有者自行公布，非认定平台' } },
  ]);
  expect((await place('city.guangzhou', 'GZ-ALPHA', 'guangzhou', 'recommended')).statusCode).toBe(200);
  expect((await caller['portal.guangzhou']!.delete('/api/platforms/GZ-ALPHA/programmes/guangzhou')).statusCode).toBe(
    403,
  );
  expect(
    (await caller['city.guangzhou']!.delete('/api/platforms/GZ-ALPHA/programmes/guangzhou')).json().programmes,
  ).toHaveLength(1);
  expect((await place('city.guangzhou', 'GZ-ALPHA', 'guangzhou', 'owner')).statusCode).toBe(200);
});

test.each([
  ['NAT-7.2', 'system', 'NAT-OLD', 'national', 'owner', '科技部、财政部'],
  ['NAT-7.2', 'system', 'GZ-ALPHA', 'national', 'accredited', '科技部、财政部'],
  ['HB-6.2a', 'system', 'HB-BETA', 'hubei', 'owner', '省科技厅'],
  ['GZ-7.2a', 'city.guangzhou', 'GZ-ALPHA', 'guangzhou', 'accredited', '市科技行政主管部门'],
])(
  '%s: %s does not set the state of %s in %s to %s: the authority decides',
  async (...[, by, code, programme, state, who]) => {
    if (code === 'NAT-OLD' && !(await caller.system!.get('/api/platforms/NAT-OLD')).json().id)
      await seedRegister(app.contextOf(systemActor('test')), {
        platforms: [
          {
            code,
            name_zh: '早先组建的库',
            kind: 'data_platform',
            programmes: [{ programme: 'national', state: 'accredited' }],
          },
        ],
      });
    const path = `/api/platforms/${code}/programmes/${programme}`;
    for (const answer of [
      await caller[by]!.put(path, { state }),
      ...(state === 'owner' ? [await caller[by]!.delete(path)] : []),
    ]) {
      expect(answer.statusCode).toBe(403);
      expect(answer.json()).toMatchObject({ code: 'identity.accredited_by_decision', cite: { policy: programme } });
      expect(answer.json().title).toContain(who);
    }
    const made = await caller.system!.post('/api/platforms', {
      code: `NEW-${programme}`,
      name_zh: '示范新认定库',
      kind: 'resource_library',
      programmes: [{ programme, state: 'accredited' }],
    });
    expect(made.json().code).toBe('identity.accredited_by_decision');
  },
);

test('NAT-23.6: a recommended platform names the department and a date that has come', async () => {
  const place = (body: object) => caller.system!.put('/api/platforms/GAMMA/programmes/national', body);
  const missing = await place({ state: 'recommended' });
  expect(missing.json().errors.map(({ path }: { path: string }) => path)).toEqual([
    'body.recommended_by',
    'body.recommended_on',
  ]);
  const ahead = await place({ state: 'recommended', recommended_by: '示范教育厅', recommended_on: '2026-11-25' });
  expect(ahead.json().code).toBe('identity.recommended_in_future');
});

test('NAT-23.5: an owner does not go by the name of a national platform', async () => {
  const create = (code: string, state: string) =>
    caller.system!.post('/api/platforms', {
      code,
      name_zh: '国家示范科学数据中心',
      kind: 'data_platform',
      programmes: [
        {
          programme: 'national',
          state,
          ...(state === 'recommended' && { recommended_by: '示范教育厅', recommended_on: '2026-05-06' }),
        },
      ],
    });
  const refused = await create('NAT-X', 'owner');
  expect(refused.json()).toMatchObject({
    code: 'identity.reserved_name',
    cite: { clause: 'NAT-23.5', policy: 'national' },
  });
  expect((await caller.system!.get('/api/platforms/NAT-X')).statusCode).toBe(404);
  expect((await create('NAT-X', 'recommended')).statusCode).toBe(201);
  const down = await caller.system!.put('/api/platforms/NAT-X/programmes/national', { state: 'owner' });
  expect(down.json().code).toBe('identity.reserved_name');
  expect((await create('nat-x', 'recommended')).json().code).toBe('identity.platform_code_taken');
});

test('an administrator of a programme enters platforms of that programme only', async () => {
  const create = (code: string, ...programmes: string[]) =>
    caller['system.guangzhou']!.post('/api/platforms', {
      code,
      name_zh: '示范新库',
      kind: 'resource_library',
      programmes: programmes.map((programme) => ({ programme, state: 'owner' })),
    });
  expect((await create('GZ-NEW', 'guangzhou')).statusCode).toBe(201);
  expect((await create('HB-NEW', 'hubei')).statusCode).toBe(403);
  expect((await create('TWO-NEW', 'guangzhou', 'hubei')).statusCode).toBe(403);
  expect((await create('NONE-NEW')).statusCode).toBe(403);
});

test('programmes: served in their order, distinct addresses, live for good', async () => {
  const listed = (await callerOf(app).get('/api/programmes')).json().items;
  expect(listed.map(({ id }: { id: string }) => id)).toEqual(['national', 'guangzhou', 'hubei']);
  expect(listed[0]).toMatchObject({
    name: { zh: '中国科技资源共享网' },
    instrument: { zh: expect.any(String) },
    actions: [],
  });
  const create = (more: object) =>
    caller.system!.post('/api/programmes', { id: 'hunan', rule_set: 'hunan', path: '/hunan', ...more });
  expect((await create({ path: '/hubei' })).json().code).toBe('identity.programme_taken');
  expect((await create({ rule_set: 'atlantis' })).json().code).toBe('identity.rule_set_unknown');
  expect(
    (await caller['system.guangzhou']!.post('/api/programmes', { id: 'hunan', rule_set: 'hunan', path: '/hunan' }))
      .statusCode,
  ).toBe(403);
  expect((await create({})).json()).toMatchObject({ id: 'hunan', mode: 'trial', revision: 1 });
  const change = (by: string, body: object) => caller[by]!.patch('/api/programmes/hunan', body);
  expect((await change('system.guangzhou', { revision: 1, mode: 'live' })).statusCode).toBe(403);
  expect((await change('system', { revision: 1, mode: 'live' })).json().mode).toBe('live');
  expect((await change('system', { revision: 2, mode: 'trial' })).json().code).toBe('identity.programme_live');
});

test('regions are there from the start, by parent', async () => {
  const districts = (await callerOf(app).get('/api/regions?parent=440100')).json().items;
  expect(districts.map(({ name }: { name: { zh: string } }) => name.zh)).toContain('天河区');
});

test('a list of one’s own platforms', async () => {
  const codes = async (by: string) =>
    (await caller[by]!.get('/api/platforms?mine=true')).json().items.map(({ code }: { code: string }) => code);
  expect(await codes('head')).toEqual(['GZ-ALPHA']);
  expect(await codes('host')).toEqual(['GAMMA', 'GZ-ALPHA']);
  expect(await codes('clerk')).toEqual(['GAMMA', 'GZ-ALPHA']);
});

test('seeding again changes nothing; demo accounts are for trials', async () => {
  const ctx = app.contextOf(systemActor('test'));
  const seed = {
    organisations: [{ name_zh: HOST, kind: 'enterprise' as const }],
    platforms: [
      {
        code: 'gz-alpha',
        name_zh: '别名',
        kind: 'other' as const,
        programmes: [{ programme: 'hubei', state: 'owner' as const }],
      },
    ],
  };
  const again = await seedRegister(ctx, seed);
  expect(again.organisations.get(HOST)).toBe(ids.organisations.get(HOST));
  expect(again.platforms.get('gz-alpha')).toBe(ids.platforms.get('GZ-ALPHA'));
  const platform = (await caller.head!.get('/api/platforms/GZ-ALPHA')).json();
  expect(platform.name_zh).toBe('示范作物库');
  expect(platform.programmes.map(({ programme }: { programme: string }) => programme)).toContain('hubei');
  const live = { ...ctx, services: { ...ctx.services, config: { ...ctx.services.config, mode: 'live' as const } } };
  await expect(seedAccounts(live, [{ account: 'demo.one', name: '示范', roles: [], demo: true }], 'x')).rejects.toThrow(
    'identity.trial_only',
  );
});
