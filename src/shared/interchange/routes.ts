import { z } from 'zod';
import { EDITORS } from '../catalogue/people.ts';
import { cursor, id, limit, next } from '../catalogue/schemas.ts';
import { defineRoutes } from '../contract.ts';

const byId = z.object({ id });
const moment = z.string().nullable();

export const cstrBatchView = z
  .object({
    id,
    platform: z.object({ code: z.string(), name: z.string() }),
    type: z.string(),
    type_label: z.string(),
    template: z.string().nullable().describe('res_name of the registry; null where it publishes none for the type'),
    agency: z.string().describe('registration agency code'),
    state: z.enum(['made', 'submitted', 'answered', 'dropped']),
    state_label: z.string(),
    task: z.string().nullable().describe('number of the registration task'),
    count: z.number().int(),
    registered: z.number().int(),
    failed: z.number().int(),
    made_by: z.string(),
    created_at: z.string(),
    submitted_at: moment,
    answered_at: moment,
    revision: z.number().int(),
  })
  .meta({ id: 'CstrBatch' });

const whole = cstrBatchView.extend({
  items: z.array(
    z.object({
      resource: id,
      title: z.string(),
      identifier: z.string(),
      outcome: z.enum(['registered', 'failed']).nullable(),
      outcome_label: z.string().nullable(),
      message: z.string().nullable(),
    }),
  ),
});
const revision = z.number().int();

export const interchangeRoutes = defineRoutes({
  listCstrBatches: {
    method: 'GET',
    path: '/api/work/cstr-batches',
    summary: 'Batches of identifiers for the national registry (CSTR), newest first',
    allow: EDITORS,
    query: z.object({ platform: z.string().max(60).optional(), limit, cursor }),
    reply: z.object({ items: z.array(cstrBatchView), next }),
  },
  makeCstrBatch: {
    method: 'POST',
    path: '/api/work/cstr-batches',
    summary: 'Put up to 100 records without a CSTR into a batch; nothing is sent',
    allow: EDITORS,
    body: z.object({ platform: z.string().max(60), type: z.string().max(60) }),
    reply: z.object({
      batch: whole,
      lacking: z
        .array(z.object({ id, title: z.string(), fields: z.array(z.string()) }))
        .describe('records left out, with the fields they lack'),
    }),
    status: 201,
  },
  readCstrBatch: {
    method: 'GET',
    path: '/api/work/cstr-batches/:id',
    summary: 'A batch with its entries',
    allow: EDITORS,
    params: byId,
    reply: whole,
  },
  downloadCstrBatch: {
    method: 'GET',
    path: '/api/work/cstr-batches/:id/body',
    summary: 'The JSON file to be sent to the registry',
    allow: EDITORS,
    params: byId,
    reply: 'file',
  },
  submitCstrBatch: {
    method: 'POST',
    path: '/api/work/cstr-batches/:id/task',
    summary: 'Note the task that the registry gave the file',
    allow: EDITORS,
    params: byId,
    body: z.object({ revision, task: z.string().trim().min(1).max(200) }),
    reply: whole,
  },
  answerCstrBatch: {
    method: 'POST',
    path: '/api/work/cstr-batches/:id/answer',
    summary: 'Take the registry’s answer: what is registered, what failed and why',
    allow: EDITORS,
    params: byId,
    body: z.object({ revision, answer: z.unknown() }),
    reply: whole,
  },
  dropCstrBatch: {
    method: 'POST',
    path: '/api/work/cstr-batches/:id/drop',
    summary: 'Drop a batch that was not sent; its identifiers are free again',
    allow: EDITORS,
    params: byId,
    body: z.object({ revision }),
    reply: whole,
  },
});
