import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildStage, type Player, type Stage } from '../../replay/stage.ts';
import { startTestApp, type TestApp } from '../../testing/app.ts';

let app: TestApp;
let stage: Stage;
let id = '';
const who = (person: string): Player => stage.players.get(person)!;
const call = async (person: string, method: 'GET' | 'POST' | 'PATCH', url: string, body?: unknown) =>
  who(person).call(method, url, body) as Promise<{
    status: number;
    body: { id: string; code: string; version: number; editable: boolean };
  }>;
const act = async (person: string, action: string, data: object) => {
  const { version } = (await call(person, 'GET', `/api/cases/${id}`)).body;
  return call(person, 'POST', `/api/cases/${id}/actions/${action}`, { version, data });
};
const write = (person: string) =>
  call(person, 'PATCH', `/api/cases/${id}/plan`, { path: '1/text', value: '目标', revision: 0 });

beforeAll(async () => {
  app = await startTestApp();
  app.setTime('2026-11-02T02:00:00Z');
  stage = await buildStage(app, 'national', [
    'national_ministry',
    'finance_department',
    'supervising_clerk',
    'host_admin',
  ]);
  const subject = { kind: 'platform', id: stage.platform };
  const opened = await call('national_ministry', 'POST', '/api/cases', {
    programme: 'national',
    procedure: 'application',
    subject,
    data: {},
  });
  id = opened.body.id;
  const data = { criteria_notes: '符合', consulted: '已征求意见', order_no: '1号' };
  for (const person of ['national_ministry', 'finance_department'])
    expect((await act(person, 'form', data)).status).toBe(200);
}, 120_000);
afterAll(() => app.close());

test('NAT-15.1 the lead department writes the plan; the host once it is invited to, and hands nothing in', async () => {
  expect((await write('host_admin')).body.code).toBe('procedures.field_closed');
  expect((await act('supervising_clerk', 'invite', { host_sections: 'figures' })).status).toBe(200);
  expect((await write('host_admin')).body.code).toBe('procedures.field_closed');
  expect((await act('supervising_clerk', 'invite', { host_sections: 'plan' })).status).toBe(200);
  expect((await write('host_admin')).status).toBe(200);
  expect((await call('supervising_clerk', 'GET', `/api/cases/${id}/plan`)).body.editable).toBe(true);
  expect((await act('host_admin', 'submit', {})).body.code).toBe('procedures.not_for_you');
});
