import { z } from 'zod';
import { cursor, id, limit, next } from '../catalogue/schemas.ts';
import { defineRoutes } from '../contract.ts';
import { POOL_KEEPERS } from './keepers.ts';
import {
  avoidanceEntry,
  avoidanceView,
  conflictView,
  drawView,
  EXPERT_STATES,
  expertInput,
  expertOwn,
  expertRow,
  expertView,
  opinionsView,
  panelGroups,
  panelView,
  photoView,
  reviewView,
  visitView,
} from './schemas.ts';

const programme = z.string().regex(/^[a-z][a-z0-9-]{1,30}$/);
const byId = z.object({ id });
const version = z.number().int();

export const expertRoutes = defineRoutes({
  listExperts: {
    method: 'GET',
    path: '/api/experts',
    summary: 'Experts of a programme’s pool, by name',
    allow: POOL_KEEPERS,
    query: z.object({
      programme,
      state: z.enum(EXPERT_STATES).optional(),
      discipline: z
        .string()
        .regex(/^\d{3,7}$/)
        .optional(),
      q: z.string().max(100).default(''),
      limit,
      cursor,
    }),
    reply: z.object({ items: z.array(expertRow), next }),
  },
  readExpert: {
    method: 'GET',
    path: '/api/experts/:id',
    summary: 'An expert, with the history of their reviews',
    allow: POOL_KEEPERS,
    params: byId,
    reply: expertView,
  },
  addExpert: {
    method: 'POST',
    path: '/api/experts',
    summary: 'Enter an expert into a programme’s pool',
    allow: POOL_KEEPERS,
    body: z.object({ programme, expert: expertInput }),
    reply: expertView,
    status: 201,
  },
  changeExpert: {
    method: 'PUT',
    path: '/api/experts/:id',
    summary: 'Change an expert’s entry',
    allow: POOL_KEEPERS,
    params: byId,
    body: z.object({ version, expert: expertInput }),
    reply: expertView,
  },
  importExperts: {
    method: 'POST',
    path: '/api/experts/import',
    summary: 'Enter or update experts from a table (CSV, TSV, XLSX); a file with any fault changes nothing',
    allow: POOL_KEEPERS,
    query: z.object({ programme, name: z.string().min(1).max(255) }),
    body: 'bytes',
    reply: z.object({ added: z.number().int(), changed: z.number().int(), unchanged: z.number().int() }),
  },
  exportExperts: {
    method: 'GET',
    path: '/api/experts/export',
    summary: 'The pool as a table that the import reads again',
    allow: POOL_KEEPERS,
    query: z.object({ programme, format: z.enum(['csv', 'xlsx']).default('csv') }),
    reply: 'file',
  },
  readOwnExpert: {
    method: 'GET',
    path: '/api/experts/own',
    summary: 'The caller’s own entries in pools',
    allow: ['expert'],
    reply: z.object({ items: z.array(expertView) }),
  },
  changeOwnExpert: {
    method: 'PUT',
    path: '/api/experts/:id/own',
    summary: 'Correct the own entry and declare ties',
    allow: ['expert'],
    params: byId,
    body: z.object({ version, expert: expertOwn }),
    reply: expertView,
  },
  readAvoidances: {
    method: 'GET',
    path: '/api/cases/:id/avoidances',
    summary: 'Whom the applicant asks to keep away from the review',
    allow: 'signed_in',
    params: byId,
    reply: avoidanceView,
  },
  writeAvoidances: {
    method: 'PUT',
    path: '/api/cases/:id/avoidances',
    summary: 'Name persons and organisations to keep away, each with reasons, before experts are chosen',
    allow: ['host_admin', 'platform_head', 'legal_representative', 'supervising_clerk'],
    params: byId,
    body: z.object({ version, entries: z.array(avoidanceEntry).max(20) }),
    reply: avoidanceView,
  },
  readPanel: {
    method: 'GET',
    path: '/api/cases/:id/panel',
    summary: 'Experts of an application: parties, seats, conflicts, draws; for whoever assigns them',
    allow: POOL_KEEPERS,
    params: byId,
    reply: panelView,
  },
  checkExperts: {
    method: 'GET',
    path: '/api/cases/:id/conflicts',
    summary: 'Conflicts of experts who are thought of, by account',
    allow: POOL_KEEPERS,
    params: byId,
    query: z.object({ accounts: z.string().regex(/^\d{1,19}(,\d{1,19}){0,49}$/) }),
    reply: z.object({ items: z.array(z.object({ account: id, name: z.string(), conflicts: z.array(conflictView) })) }),
  },
  drawExperts: {
    method: 'POST',
    path: '/api/cases/:id/draws',
    summary: 'Draw experts by field, at random, with a recorded seed; nobody is assigned yet',
    allow: POOL_KEEPERS,
    params: byId,
    body: z.object({
      wanted: z.number().int().min(1).max(50),
      disciplines: z
        .array(z.string().regex(/^\d{3,7}$/))
        .max(30)
        .describe('empty: any field'),
      together: z.array(id).max(50).default([]).describe('further applications that the same panel reads'),
      keep: z.array(id).max(50).default([]).describe('accounts drawn before that stay'),
      exclude: z.array(id).max(200).default([]).describe('experts left out by hand'),
      seen: z
        .number()
        .int()
        .min(0)
        .optional()
        .describe('draws of the case that the caller has seen; refused if there are more'),
      reason: z.string().trim().max(1000).nullish().describe('why the panel has another size than the rule'),
    }),
    reply: drawView,
    status: 201,
  },
  listGroups: {
    method: 'GET',
    path: '/api/cases/:id/groups',
    summary: 'Applications of a call that wait for review, in panels by field and number',
    allow: POOL_KEEPERS,
    params: byId,
    reply: panelGroups,
  },
  replaceExpert: {
    method: 'POST',
    path: '/api/reviews/:id/replacement',
    summary: 'Put another expert in the place of one who is late or has stood back; conflicts are checked',
    allow: POOL_KEEPERS,
    params: byId,
    body: z.object({
      version,
      account: id,
      instead_of: id,
      reason: z.string().trim().min(1).max(1000),
      override: z.string().trim().max(1000).nullish().describe('reason for setting aside what holds in principle'),
    }),
    reply: z.object({ case: id }),
  },
  readOpinions: {
    method: 'GET',
    path: '/api/cases/:id/opinions',
    summary: 'Reviews of an application put together; `version=applicant` names nobody',
    allow: POOL_KEEPERS,
    params: byId,
    query: z.object({ version: z.enum(['office', 'applicant']).default('office') }),
    reply: opinionsView,
  },
  readReview: {
    method: 'GET',
    path: '/api/reviews/:id',
    summary: 'The score sheet of a review, for its expert and the office',
    allow: ['expert', ...POOL_KEEPERS],
    params: byId,
    reply: reviewView,
  },
  readVisit: {
    method: 'GET',
    path: '/api/visits/:id',
    summary: 'What a site visit has to check, and its photos',
    allow: 'signed_in',
    params: byId,
    reply: visitView,
  },
  addPhoto: {
    method: 'POST',
    path: '/api/visits/:id/photos',
    summary: 'Keep a photo of a visit: images only; place, camera and owner are taken out of it',
    allow: 'signed_in',
    params: byId,
    query: z.object({ caption: z.string().max(200).default('') }),
    body: 'bytes',
    reply: photoView,
    status: 201,
  },
  removePhoto: {
    method: 'DELETE',
    path: '/api/visits/:id/photos/:photo',
    summary: 'Take a photo out again, as long as the visit is not recorded',
    allow: 'signed_in',
    params: z.object({ id, photo: id }),
    reply: z.null(),
    status: 204,
  },
  downloadPhoto: {
    method: 'GET',
    path: '/api/visits/:id/photos/:photo',
    summary: 'A photo, or its preview',
    allow: 'signed_in',
    params: z.object({ id, photo: id }),
    query: z.object({ size: z.enum(['preview', 'full']).default('full') }),
    reply: 'file',
  },
});
