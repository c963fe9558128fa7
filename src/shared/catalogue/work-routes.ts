import { z } from 'zod';
import { defineRoutes } from '../contract.ts';
import { EXPORT_FORMATS } from './export-formats.ts';
import { EDITORS, GUARDIANS } from './people.ts';
import { action, cursor, id, limit, next, RESOURCE_STATES, workingCopy, workRow } from './schemas.ts';

const byId = z.object({ id });
const lang = { lang: z.enum(['zh-CN', 'en']).optional() };

const workFilters = z.object({
  platform: z.string().max(60).optional(),
  type: z.string().max(60).optional(),
  state: z.enum(RESOURCE_STATES).optional(),
  q: z.string().max(200).default('').describe('part of the title, or a local number'),
  attention: z.enum(['to_check', 'overdue', 'no_identifier', 'incomplete', 'revision']).optional(),
  batch: id.optional(),
});

/** The work on records: by those who look after a platform's records, and by those who answer for the portal. */
export const workRoutes = defineRoutes({
  listWork: {
    method: 'GET',
    path: '/api/work/resources',
    summary: 'Records of one’s platforms in any state',
    allow: GUARDIANS,
    query: workFilters.extend({ limit, cursor }),
    reply: z.object({ items: z.array(workRow), next }),
  },
  readWork: {
    method: 'GET',
    path: '/api/work/resources/:id',
    summary: 'A record as its platform’s people work on it, with what one may do now',
    allow: GUARDIANS,
    params: byId,
    reply: workingCopy,
  },
  createResource: {
    method: 'POST',
    path: '/api/resources',
    summary: 'Create a draft record',
    allow: EDITORS,
    body: z.object({
      platform: z.string().max(60).describe('code'),
      type: z.string().max(60),
      fields: z.record(z.string(), z.unknown()),
    }),
    reply: workingCopy,
    status: 201,
  },
  saveResource: {
    method: 'PUT',
    path: '/api/resources/:id',
    summary: 'Save a draft, or a revision of a published record',
    allow: EDITORS,
    params: byId,
    body: z.object({
      revision: z.number().int(),
      fields: z.record(z.string(), z.unknown()),
      note: z.string().max(500).default(''),
    }),
    reply: workingCopy,
  },
  actOnResource: {
    method: 'POST',
    path: '/api/resources/:id/actions',
    summary: 'Check, return, publish, suspend, resume, withdraw or confirm a record',
    allow: GUARDIANS,
    params: byId,
    body: z.object({
      action: action.shape.name.exclude(['edit']),
      revision: z.number().int(),
      reason: z.string().trim().max(1000).default(''),
    }),
    reply: z.object({ resource: workingCopy.nullable() }),
  },
  actOnMany: {
    method: 'POST',
    path: '/api/work/actions',
    summary: 'The same action on many records; what cannot be done comes back with reasons',
    allow: GUARDIANS,
    body: z.object({
      action: z.enum(['check', 'publish', 'confirm', 'suspend', 'resume', 'withdraw']),
      ids: z.array(id).max(1000).default([]),
      batch: id.optional().describe('all records an import created or changed'),
      reason: z.string().trim().max(1000).default(''),
    }),
    reply: z.object({
      done: z.number().int(),
      refused: z.array(z.object({ id, title: z.string(), code: z.string(), message: z.string() })),
    }),
  },
  setIdentifierState: {
    method: 'POST',
    path: '/api/resources/:id/identifiers',
    summary: 'Move the registration of an identifier on',
    allow: EDITORS,
    params: byId,
    body: z.object({
      scheme: z.string().max(20),
      value: z.string().max(300),
      state: z.string().max(20),
      task: z.string().max(200).default(''),
    }),
    reply: workingCopy,
  },
  readQuality: {
    method: 'GET',
    path: '/api/work/quality',
    summary: 'Quality of a platform’s records: complete, identified, confirmed in time',
    allow: GUARDIANS,
    query: z.object({ platform: z.string().max(60), ...lang }),
    reply: z.object({
      published: z.number().int(),
      identified: z.number().int(),
      complete: z.number().int(),
      overdue: z.number().int(),
      interval_days: z.number().int(),
      average: z.number(),
      types: z.array(
        z.object({
          type: z.string(),
          label: z.string(),
          published: z.number().int(),
          complete: z.number().int(),
          average: z.number(),
        }),
      ),
    }),
  },
  listMistakes: {
    method: 'GET',
    path: '/api/work/mistakes',
    summary: 'Mistakes reported about records of one’s platforms',
    allow: EDITORS,
    query: z.object({
      platform: z.string().max(60).optional(),
      state: z.enum(['open', 'accepted', 'rejected']).optional(),
      limit,
      cursor,
    }),
    reply: z.object({
      items: z.array(
        z.object({
          id,
          resource: z.object({ id, title: z.string() }),
          text: z.string(),
          contact: z.string().nullable(),
          state: z.string(),
          state_label: z.string(),
          answer: z.string().nullable(),
          reported_at: z.string(),
          answered_at: z.string().nullable(),
          revision: z.number().int(),
        }),
      ),
      next,
    }),
  },
  answerMistake: {
    method: 'POST',
    path: '/api/work/mistakes/:id/answer',
    summary: 'Accept or reject a reported mistake',
    allow: EDITORS,
    params: byId,
    body: z.object({
      revision: z.number().int(),
      state: z.enum(['accepted', 'rejected']),
      answer: z.string().trim().min(2).max(2000),
    }),
    reply: z.object({ id }),
  },
  listWithheld: {
    method: 'GET',
    path: '/api/work/withheld',
    summary: 'Declared numbers of classified resources that are not in the catalogue, and the closed-resource report',
    allow: GUARDIANS,
    query: z.object({ platform: z.string().max(60) }),
    reply: z.object({
      withheld: z.number().int(),
      closed: z.array(z.object({ kind: z.string(), label: z.string(), count: z.number().int() })),
      items: z.array(z.object({ id, count: z.number().int(), officer: z.string(), declared_at: z.string() })),
    }),
  },
  declareWithheld: {
    method: 'POST',
    path: '/api/work/withheld',
    summary: 'Declare how many classified resources are withheld; nothing about them is taken',
    allow: EDITORS,
    body: z.object({
      platform: z.string().max(60),
      count: z.number().int().min(0).max(10_000_000),
      officer: z.string().trim().min(2).max(60),
    }),
    reply: z.object({ id }),
    status: 201,
  },
  exportResources: {
    method: 'GET',
    path: '/api/work/export',
    summary: 'Records of one’s platforms by the filters of the list, in the columns the importer reads',
    allow: GUARDIANS,
    query: workFilters.extend({ format: z.enum(EXPORT_FORMATS).default('csv') }),
    reply: 'file',
  },
});
