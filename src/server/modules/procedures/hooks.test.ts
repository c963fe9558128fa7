import { afterAll, beforeAll, expect, test } from 'vitest';
import { EFFECTS, GATES } from '../../../shared/policy/procedure-hooks.ts';
import { offersOf } from '../../kernel/module.ts';
import { buildStage, type Player, type Stage } from '../../replay/stage.ts';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { fifthJurisdiction } from '../../testing/fifth-jurisdiction.ts';
import type { CaseView } from './view.ts';

const fifth = fifthJurisdiction();
let app: TestApp;
let stage: Stage;
let other: Stage;
beforeAll(async () => {
  app = await startTestApp({ KEYUAN_POLICIES: fifth.folder });
  app.setTime('2026-09-07T02:00:00Z');
  stage = await buildStage(app, 'qinghe', ['city_department', 'host_admin']);
  other = await buildStage(app, 'qinghe', ['city_department', 'host_admin']);
}, 120_000);
afterAll(async () => {
  await app.close();
  fifth.remove();
});

interface Reply {
  status: number;
  body: CaseView & {
    code: string;
    errors: { path: string; code: string; message: string; cite: { clause: string } }[];
  };
}
const player = (person: string, at = stage): Player => at.players.get(person)!;
const read = async (person: string, id: string, at = stage): Promise<CaseView> =>
  (await player(person, at).call('GET', `/api/cases/${id}`)).body;
async function act(person: string, id: string, action: string, more: object = {}, at = stage): Promise<Reply> {
  const { version } = await read(person, id, at);
  return player(person, at).call('POST', `/api/cases/${id}/actions/${action}`, { version, data: {}, ...more });
}
async function renaming(name_zh: string, at = stage): Promise<string> {
  const subject = { kind: 'platform', id: at.platform };
  const opened: Reply = await player('host_admin', at).call('POST', '/api/cases', {
    programme: 'qinghe',
    procedure: 'renaming',
    subject,
    data: { name_zh },
  });
  expect(opened.status).toBe(201);
  return opened.body.id;
}

test('every gate and every effect that a table may name is offered by a module, and no other', () => {
  const { gates, caseEffects } = app.services.offers;
  expect(Object.keys(gates).sort()).toEqual(Object.keys(GATES).sort());
  expect(Object.keys(caseEffects).sort()).toEqual(Object.keys(EFFECTS).sort());
});

test('two modules cannot offer the same', () => {
  const offers = { gates: { name_fits: async () => [] } };
  expect(() =>
    offersOf([
      { name: 'one', offers },
      { name: 'two', offers },
    ]),
  ).toThrow('module two: gates.name_fits');
});

test('a gate refuses with each fault, its place and its article, and says so on the page before', async () => {
  const id = await renaming('红禾作物');
  const [file] = (await read('host_admin', id)).actions;
  expect(file).toMatchObject({ action: 'file', ready: false });
  expect(file!.needs[0]).toMatchObject({ kind: 'gate', fields: ['name_zh'], cite: { clause: 'QH-9' } });
  expect(file!.needs[0]!.faults[0]).toMatchObject({ path: 'fields.name_zh', cite: { clause: 'QH-9' } });
  const refused = await act('host_admin', id, 'file');
  expect(refused.status).toBe(422);
  expect(refused.body.code).toBe('procedures.requirements_unmet');
  expect(refused.body.errors[0]).toMatchObject({ path: 'fields.name_zh', code: 'procedures.need.gate' });
  expect(refused.body.errors[0]!.message).toContain('青禾');
});

test('what is being typed counts at the gate', async () => {
  const id = await renaming('红禾作物');
  await player('host_admin').call('PATCH', `/api/cases/${id}/draft`, {
    path: 'name_zh',
    value: '青禾水稻资源库',
    revision: 0,
  });
  expect((await read('host_admin', id)).actions[0]).toMatchObject({ action: 'file', ready: true, needs: [] });
  expect((await act('host_admin', id, 'file')).body.state).toBe('filed');
});

test('an effect is done with the step or not at all; in principle, a gate is set aside with a reason', async () => {
  const [id, twin] = [await renaming('青禾小麦资源库'), await renaming('青禾小麦资源库', other)];
  for (const [one, at] of [
    [id, stage],
    [twin, other],
  ] as const)
    expect((await act('host_admin', one, 'file', {}, at)).status).toBe(200);
  expect((await act('city_department', id, 'approve')).body.state).toBe('renamed');
  const { body } = await player('city_department').call('GET', `/api/platforms/${stage.platform}`);
  expect((body as { name_zh: string }).name_zh).toBe('青禾小麦资源库');
  // Meanwhile the name is taken.
  const refused = await act('city_department', twin, 'approve');
  expect(refused.body.errors[0]!.message).toContain('青禾小麦资源库');
  expect((await read('city_department', twin)).state).toBe('filed');
  const overrides = { gate: '两库同源，已协商一致。' };
  expect((await act('city_department', twin, 'approve', { overrides })).body.state).toBe('renamed');
});
