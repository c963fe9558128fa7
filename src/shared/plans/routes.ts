import { z } from 'zod';
import { cursor, id, limit, next } from '../catalogue/schemas.ts';
import { defineRoutes } from '../contract.ts';
import { formSchema } from '../policy/forms.ts';
import { caseFileView } from '../procedures/schemas.ts';

const byId = z.object({ id });
const path = z.string().min(3).max(60);
const sectionNumber = z
  .string()
  .regex(/^\d+(\.\d+)*$/)
  .max(20);
const name = z.string().min(1).max(255);
const row = z.record(z.string().max(60), z.string());
const value = z.union([z.string(), z.array(row), row]);
const field = z.object({ path: z.string(), value, revision: z.number().int() });
const attachment = z.object({ id, section: z.string(), name: z.string(), size: z.number().int() });
const level = z.enum(['fault', 'flag']);

export const planView = z
  .object({
    case: z.object({ id, title: z.string(), state_label: z.string() }),
    policy: z.string(),
    instrument: z.string(),
    form: formSchema,
    round: z.record(z.string(), z.unknown()).describe('data of the call: periods of its own'),
    editable: z.boolean(),
    live: z.boolean().describe('as it is being written; else as it was last handed in'),
    kept_at: z.string().nullable().describe('instant, UTC'),
    values: z.array(field),
    applied: z
      .object({
        name: z.string().optional(),
        host: z.string().optional(),
        head: z.string().optional(),
        class: z.string().optional(),
        from: z.string().optional(),
        today: z.string(),
      })
      .describe('what the cover is compared with'),
    naming: z.unknown().describe('naming rules of the rule set'),
    fen: z.record(z.string(), z.number()).describe('amounts of the rule set that the checks name'),
    suggested: z.record(z.string(), value).describe('from the register and the case, by path'),
    outdated: z
      .object({ version: z.string(), differences: z.array(z.object({ at: z.string(), text: z.string() })) })
      .nullable()
      .describe('a newer template than that of the round'),
    attachments: z.array(attachment),
    signed: z.array(
      z.object({
        field: z.string(),
        label: z.string(),
        editable: z.boolean(),
        revision: z.number().int(),
        file: z.object({ id, name: z.string(), size: z.number().int() }).nullable(),
      }),
    ),
  })
  .meta({ id: 'Plan' });

export const plansRoutes = defineRoutes({
  readPlan: {
    method: 'GET',
    path: '/api/cases/:id/plan',
    summary:
      'The form of a case: what it asks for and what was written; of a sub-case, its parent’s form where that is shown',
    allow: 'signed_in',
    params: byId,
    reply: planView,
  },
  savePlanField: {
    method: 'PATCH',
    path: '/api/cases/:id/plan',
    summary: 'Save one field of the form as it is typed; what is wrong with it is told and kept',
    allow: 'signed_in',
    params: byId,
    body: z.object({ path, value: z.unknown(), revision: z.number().int().min(0) }),
    reply: z.object({
      path: z.string(),
      revision: z.number().int(),
      faults: z.array(z.object({ path: z.string(), level, code: z.string(), message: z.string() })),
    }),
  },
  listPlanHistory: {
    method: 'GET',
    path: '/api/cases/:id/plan/history',
    summary: 'Values a field has had, the newest first, for those who write the form',
    allow: 'signed_in',
    params: byId,
    query: z.object({ path, limit, cursor }),
    reply: z.object({
      items: z.array(
        z.object({
          revision: z.number().int(),
          value,
          origin: z.enum(['typed', 'word']),
          by: z.string(),
          at: z.string(),
        }),
      ),
      next,
    }),
  },
  printPlan: {
    method: 'GET',
    path: '/api/cases/:id/plan/document',
    summary: 'The form as PDF or Word in the order of its outline; `blank`: an empty one to write in',
    allow: 'signed_in',
    params: byId,
    query: z.object({
      format: z.enum(['pdf', 'docx']).default('pdf'),
      blank: z.enum(['true', 'false']).default('false'),
    }),
    reply: 'file',
  },
  previewPlanWord: {
    method: 'POST',
    path: '/api/cases/:id/plan/word',
    summary: 'What a filled Word file of the outline would change; nothing is changed by it',
    allow: 'signed_in',
    params: byId,
    query: z.object({ name }),
    body: 'bytes',
    reply: z.object({
      changes: z.array(
        z.object({ path: z.string(), before: value.nullable(), after: value, revision: z.number().int() }),
      ),
      same: z.number().int().describe('fields that are as they were'),
      untouched: z.number().int().describe('fields that are filled here and blank in the file: they stay'),
      unread: z.array(z.object({ section: z.string(), text: z.string() })),
      missing: z.array(z.string()).describe('headings that were not found'),
    }),
  },
  applyPlanWord: {
    method: 'POST',
    path: '/api/cases/:id/plan/values',
    summary:
      'Take over fields of a Word file that was looked at before: all of them, or none when one was changed meanwhile',
    allow: 'signed_in',
    params: byId,
    body: z.object({
      fields: z
        .array(z.object({ path, value: z.unknown(), revision: z.number().int().min(0) }))
        .min(1)
        .max(500),
    }),
    reply: z.object({ written: z.number().int() }),
  },
  attachToPlan: {
    method: 'POST',
    path: '/api/cases/:id/plan/files',
    summary: 'Attach a figure or a table to a section, up to 20 MiB',
    allow: 'signed_in',
    params: byId,
    query: z.object({ section: sectionNumber, name }),
    body: 'bytes',
    reply: attachment,
    status: 201,
  },
  downloadPlanFile: {
    method: 'GET',
    path: '/api/cases/:id/plan/files/:file',
    summary: 'A file attached to the form',
    allow: 'signed_in',
    params: z.object({ id, file: id }),
    reply: 'file',
  },
  detachFromPlan: {
    method: 'DELETE',
    path: '/api/cases/:id/plan/files/:file',
    summary: 'Take an attached file off the form',
    allow: 'signed_in',
    params: z.object({ id, file: id }),
    reply: z.null(),
    status: 204,
  },
  uploadSignedPlan: {
    method: 'POST',
    path: '/api/cases/:id/plan/signed',
    summary: 'Upload the signed copy: a PDF by its content, whole, not encrypted, within the size the form sets',
    allow: 'signed_in',
    params: byId,
    query: z.object({ field: z.string().max(60), name, revision: z.coerce.number().int().min(0) }),
    body: 'bytes',
    reply: caseFileView.extend({ revision: z.number().int() }),
    status: 201,
  },
});
