import { z } from 'zod';
import { citationView } from '../citation.ts';
import { cursor, id, limit, next } from '../catalogue/schemas.ts';
import { defineRoutes } from '../contract.ts';
import { isCivilDate } from '../dates.ts';
import { ADMINISTRATION } from '../identity/administration.ts';
import type { Role } from '../identity/roles.ts';
import { COMMISSIONERS, DELEGATES } from './commissioners.ts';
import { deskRoutes } from './desk-routes.ts';
import { caseFilters } from './list-query.ts';
import { paperRoutes } from './paper-routes.ts';
import { caseFileView, caseRow, caseView } from './schemas.ts';

const name = z
  .string()
  .min(1)
  .max(60)
  .regex(/^[a-z][a-z0-9_-]*$/);
const byId = z.object({ id });
const values = z.record(z.string().max(60), z.unknown()).default({});
const version = z.number().int().describe('revision of the case the caller saw');
const date = z.string().refine(isCivilDate, { error: '不是存在的日期 not a date that exists (YYYY-MM-DD)' });

/** Of the rule set; left out: the one that stands today. A case is shown in its own. */
const versionName = z.string().min(1).max(60).optional();
const ofProcedure = z.object({ programme: name, id: name });

export const proceduresRoutes = defineRoutes({
  ...deskRoutes,
  listCases: {
    method: 'GET',
    path: '/api/cases',
    summary: 'Cases the caller sees, the one due first at the top; `todo=mine`: those on the caller’s desks',
    allow: 'signed_in',
    query: z.object({
      ...caseFilters,
      limit,
      cursor,
    }),
    reply: z.object({ items: z.array(caseRow), next }),
  },
  countTodo: {
    method: 'GET',
    path: '/api/cases/todo',
    summary: 'How many cases lie on the caller’s desks, by procedure and by traffic light',
    allow: 'signed_in',
    reply: z.object({
      total: z.number().int().describe('counted up to 10,000'),
      red: z.number().int(),
      amber: z.number().int(),
      procedures: z.array(
        z.object({ programme: z.string(), procedure: z.string(), label: z.string(), count: z.number().int() }),
      ),
    }),
  },
  openCase: {
    method: 'POST',
    path: '/api/cases',
    summary: 'Open a case',
    allow: 'signed_in',
    body: z.object({
      programme: name,
      procedure: name,
      subject: z
        .object({ kind: z.enum(['platform', 'organisation', 'programme']), id: z.string().max(60) })
        .optional()
        .describe('left out for a sub-case, which has its parent’s'),
      parent: id.optional(),
      data: values,
    }),
    reply: caseView,
    status: 201,
  },
  readCase: {
    method: 'GET',
    path: '/api/cases/:id',
    summary: 'A case as the caller sees it: state, actions they may take now, clocks, timeline, sub-cases',
    allow: 'signed_in',
    params: byId,
    reply: caseView,
  },
  takeAction: {
    method: 'POST',
    path: '/api/cases/:id/actions/:action',
    summary: 'Take an action of the procedure',
    allow: 'signed_in',
    params: z.object({ id, action: name }),
    body: z.object({
      version,
      data: values,
      overrides: z
        .record(z.string().max(40), z.string().max(4000))
        .default({})
        .describe('reasons for setting aside requirements in principle, by kind'),
    }),
    reply: caseView,
  },
  claimCase: {
    method: 'POST',
    path: '/api/cases/:id/claim',
    summary: 'Take a case up',
    allow: 'signed_in',
    params: byId,
    body: z.object({ version }),
    reply: caseView,
  },
  releaseCase: {
    method: 'POST',
    path: '/api/cases/:id/release',
    summary: 'Put a case back on the desk',
    allow: 'signed_in',
    params: byId,
    body: z.object({ version }),
    reply: caseView,
  },
  handOverCase: {
    method: 'POST',
    path: '/api/cases/:id/handover',
    summary: 'Hand a case over to a colleague at the same desk',
    allow: 'signed_in',
    params: byId,
    body: z.object({ version, account: id, reason: z.string().trim().min(1).max(1000) }),
    reply: caseView,
  },
  replaceAssigned: {
    method: 'POST',
    path: '/api/cases/:id/assignments',
    summary: 'Assign somebody else to a sub-case, in place of whoever has it',
    allow: 'signed_in',
    params: byId,
    body: z.object({
      version,
      account: id,
      instead_of: id,
      reason: z.string().trim().min(1).max(1000),
      override: z.string().trim().max(1000).nullish().describe('reason for setting aside what holds in principle'),
    }),
    reply: caseView,
  },
  listCasePeople: {
    method: 'GET',
    path: '/api/cases/:id/people',
    summary: 'Who may be chosen for a field of accounts; without `field`, colleagues the case may be handed over to',
    allow: 'signed_in',
    params: byId,
    query: z.object({ field: name.optional(), q: z.string().max(60).default('').describe('part of the name') }),
    reply: z.object({
      items: z.array(z.object({ id, name: z.string() })),
      more: z.boolean().describe('there are more: ask by name'),
    }),
  },
  saveField: {
    method: 'PATCH',
    path: '/api/cases/:id/draft',
    summary: 'Save one field of a case as it is typed',
    allow: 'signed_in',
    params: byId,
    body: z.object({ path: name, value: z.unknown(), revision: z.number().int().min(0) }),
    reply: z.object({
      path: z.string(),
      revision: z.number().int(),
      faults: z.array(z.object({ code: z.string(), message: z.string() })).describe('what an action would refuse'),
    }),
  },
  bePresent: {
    method: 'PUT',
    path: '/api/cases/:id/presence',
    summary: 'Say that one has the form open, and hold a section of it while writing; to be repeated within a minute',
    allow: 'signed_in',
    params: byId,
    body: z.object({ section: z.string().max(60).nullable().default(null), lock: z.boolean().default(false) }),
    reply: z.object({ present: caseView.shape.present, seconds: z.number().int() }),
  },
  commentCase: {
    method: 'POST',
    path: '/api/cases/:id/comments',
    summary: 'Say something on a case, to the own desk or to everybody who sees it',
    allow: 'signed_in',
    params: byId,
    body: z.object({ text: z.string().trim().min(1).max(4000), internal: z.boolean().default(true) }),
    reply: z.object({ id }),
    status: 201,
  },
  uploadCaseFile: {
    method: 'POST',
    path: '/api/cases/:id/files',
    summary: 'Upload a file for a field of a case, up to 20 MiB',
    allow: 'signed_in',
    params: byId,
    query: z.object({ field: name, name: z.string().min(1).max(255) }),
    body: 'bytes',
    reply: caseFileView,
    status: 201,
  },
  downloadCaseFile: {
    method: 'GET',
    path: '/api/cases/:id/files/:file',
    summary: 'A file of a case',
    allow: 'signed_in',
    params: z.object({ id, file: id }),
    reply: 'file',
  },
  readReceipt: {
    method: 'GET',
    path: '/api/cases/:id/receipts/:event',
    summary: 'Receipt of a submission, for whoever made it and their side',
    allow: 'signed_in',
    params: z.object({ id, event: id }),
    reply: z
      .object({
        number: z.string(),
        programme: z.string(),
        procedure: z.string(),
        action: z.string(),
        title: z.string(),
        submitted_by: z.string(),
        at: z.string().describe('instant, UTC'),
        received_on: z.string().describe('civil date in Beijing'),
        fields: z.array(z.object({ label: z.string(), text: z.string() })),
        files: z.array(z.object({ name: z.string(), size: z.number().int(), sha256: z.string() })),
        digest: z.string().describe('SHA-256 of what was submitted, in canonical JSON'),
        cite: citationView,
        document: z
          .object({ code: z.string(), number: z.string() })
          .nullable()
          .describe('PDF/A at /api/documents/<code>/file'),
      })
      .meta({ id: 'CaseReceipt' }),
  },
  downloadReceipt: {
    method: 'GET',
    path: '/api/cases/:id/receipts/:event/file',
    summary: 'The receipt as a numbered PDF with a verification code, for whoever submitted and their side',
    allow: 'signed_in',
    params: z.object({ id, event: id }),
    reply: 'file',
  },
  ...paperRoutes,
  listProcedures: {
    method: 'GET',
    path: '/api/procedures',
    summary: 'Procedures of the programmes, and which the caller may open',
    allow: 'anyone',
    query: z.object({ programme: name.optional() }),
    reply: z.object({
      items: z.array(
        z.object({
          programme: z.string(),
          id: z.string(),
          label: z.string(),
          help: z.string().nullable(),
          subject: z.string(),
          under: z.array(z.string()),
          own_page: z.string().nullable().describe('module whose page opens such cases'),
          under_states: z
            .record(z.string(), z.array(z.string()).nullable())
            .describe('states in which a case of that procedure takes it; null: any'),
          open_label: z.string().nullable().describe('null: only opened by another case'),
          may_open: z.boolean().describe('the caller holds a role that opens it, for some subject'),
          cite: citationView,
        }),
      ),
    }),
  },
  readProcedure: {
    method: 'GET',
    path: '/api/procedures/:programme/:id',
    summary: 'The table of a procedure: states and every step with who, clocks and article',
    allow: 'anyone',
    params: ofProcedure,
    query: z.object({ version: versionName }),
    reply: z
      .object({
        programme: z.string(),
        id: z.string(),
        label: z.string(),
        help: z.string().nullable(),
        cite: citationView,
        states: z.array(z.object({ id: z.string(), label: z.string(), final: z.boolean(), public: z.boolean() })),
        steps: z.array(
          z.object({
            from: z.array(z.string()),
            to: z.string().nullable(),
            action: z.string(),
            label: z.string(),
            by: z.array(z.string()).describe('labels'),
            signatures: z.boolean(),
            clocks: z.array(z.string()).describe('in words'),
            opens: z.array(z.string()),
            produces: z.array(z.string()),
            cite: citationView,
          }),
        ),
      })
      .meta({ id: 'Procedure' }),
  },
  drawProcedure: {
    method: 'GET',
    path: '/api/procedures/:programme/:id/diagram.svg',
    summary: 'A procedure as a picture, the present state marked',
    allow: 'anyone',
    params: ofProcedure,
    query: z.object({ state: name.optional(), lang: z.enum(['zh-CN', 'en']).optional(), version: versionName }),
    reply: 'file',
  },
  previewClocks: {
    method: 'POST',
    path: '/api/clocks/preview',
    summary: 'Open clocks that a year’s table of days off would move',
    allow: ADMINISTRATION.edit_calendar,
    body: z.object({ year: z.number().int().min(2000).max(2099), table: z.string().min(1).max(100_000) }),
    reply: z.object({
      checked: z.number().int(),
      more: z.boolean().describe('more clocks move than are listed'),
      items: z.array(
        z.object({
          case: id,
          title: z.string(),
          procedure: z.string(),
          clock: z.string(),
          last: z.string(),
          would_be: z.string(),
          provisional: z.boolean().describe('it would still be'),
          frozen: z.boolean(),
        }),
      ),
    }),
  },
  listDelegations: {
    method: 'GET',
    path: '/api/delegations',
    summary: 'Commissions of the caller’s programmes',
    allow: COMMISSIONERS,
    reply: z.object({
      items: z.array(
        z.object({
          id,
          programme: z.string(),
          organisation: z.object({ id, name: z.string() }),
          role: z.string(),
          procedures: z.array(z.string()),
          from_date: z.string(),
          to_date: z.string().nullable(),
          document: z.string(),
          revoked_at: z.string().nullable(),
          paper: z.string().nullable().describe('code of the letter of commission (委托书)'),
        }),
      ),
    }),
  },
  grantDelegation: {
    method: 'POST',
    path: '/api/delegations',
    summary: 'Commission an organisation to act in procedures',
    allow: COMMISSIONERS,
    body: z
      .object({
        programme: name,
        organisation: id,
        role: z.enum(DELEGATES as [Role, ...Role[]]),
        procedures: z.array(name).max(100).default([]),
        from_date: date,
        to_date: date.nullish(),
        document: z.string().trim().min(1).max(300).describe('number or title of the paper that says so'),
      })
      .refine(({ from_date, to_date }) => !to_date || to_date >= from_date, { path: ['to_date'] }),
    reply: byId,
    status: 201,
  },
  revokeDelegation: {
    method: 'DELETE',
    path: '/api/delegations/:id',
    summary: 'End a commission at once',
    allow: COMMISSIONERS,
    params: byId,
    reply: z.null(),
    status: 204,
  },
});
