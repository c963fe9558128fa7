import { z } from 'zod';
import { id } from '../catalogue/schemas.ts';
import { defineRoutes } from '../contract.ts';
import { CASE_BULK_MAX, CASE_COLUMNS } from './case-columns.ts';
import { caseFilters } from './list-query.ts';
import { caseRow } from './schemas.ts';

const name = z.string().min(1).max(60);
const reason = z.string().trim().min(1).max(1000);

const savedFilter = z
  .object({
    id,
    name: z.string(),
    query: z.record(z.string(), z.string()).describe('as in the address of the list'),
    shared: z.boolean().describe('with those at the same desks'),
    own: z.boolean(),
    by: z.string().describe('name of whoever made it'),
  })
  .meta({ id: 'CaseFilter' });

const caseOutcome = z
  .object({
    id,
    title: z.string().nullable().describe('null: no such case for the caller'),
    done: z.boolean().describe('in a rehearsal: it can be done'),
    state_label: z.string().nullable(),
    refusal: z
      .object({ code: z.string(), title: z.string(), errors: z.array(z.string()) })
      .nullable()
      .describe('why it is not done'),
  })
  .meta({ id: 'CaseOutcome' });

/** What an office works with beside single cases: lists, bulk work, the page that greets it. */
export const deskRoutes = defineRoutes({
  exportCases: {
    method: 'GET',
    path: '/api/cases/export',
    summary: 'The list as a file, with the columns that are shown; up to 10,000 rows',
    allow: 'signed_in',
    query: z.object({
      ...caseFilters,
      format: z.enum(['csv', 'xlsx']),
      columns: z
        .string()
        .max(200)
        .optional()
        .describe(`some of ${CASE_COLUMNS.join(', ')}, separated by commas; all by default`),
    }),
    reply: 'file',
  },
  actOnCases: {
    method: 'POST',
    path: '/api/cases/bulk',
    summary: 'The same for several cases, each decided by itself; the outcome of each is listed',
    allow: 'signed_in',
    body: z.object({
      cases: z
        .array(z.object({ id, version: z.number().int() }))
        .min(1)
        .max(CASE_BULK_MAX),
      do: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('claim') }),
        z.object({ kind: z.literal('release') }),
        z.object({ kind: z.literal('hand_over'), account: id, reason }),
        z.object({
          kind: z.literal('act'),
          action: name,
          data: z.record(z.string().max(60), z.unknown()).default({}),
        }),
      ]),
    }),
    reply: z.object({ items: z.array(caseOutcome) }),
  },
  actTogether: {
    method: 'POST',
    path: '/api/cases/together',
    summary: 'One action for several cases as one act: all of them, or none; a rehearsal writes nothing',
    allow: 'signed_in',
    body: z.object({
      cases: z
        .array(z.object({ id, version: z.number().int() }))
        .min(1)
        .max(CASE_BULK_MAX),
      action: name,
      data: z.record(z.string().max(60), z.unknown()).default({}).describe('what the action asks for'),
      typed: z
        .record(z.string().max(60), z.unknown())
        .default({})
        .describe('fields of each case that are written with it'),
      overrides: z.record(z.string().max(60), z.string().trim().min(1).max(1000)).default({}),
      rehearse: z.boolean().default(false).describe('only say of each whether it can go along'),
    }),
    reply: z.object({
      done: z.boolean().describe('false: nothing was written; `items` say why'),
      items: z.array(caseOutcome),
    }),
  },
  listCaseFilters: {
    method: 'GET',
    path: '/api/case-filters',
    summary: 'Saved filters: the caller’s own and those shared at their desks',
    allow: 'signed_in',
    reply: z.object({ items: z.array(savedFilter) }),
  },
  saveCaseFilter: {
    method: 'POST',
    path: '/api/case-filters',
    summary: 'Save a filter under a name; an own one of that name is replaced',
    allow: 'signed_in',
    body: z.object({
      name: z.string().trim().min(1).max(60),
      query: z
        .record(z.string().max(40), z.string().max(200))
        .refine((query) => Object.keys(query).length <= 25, { error: '条件过多 too many conditions' }),
      shared: z.boolean().default(false),
    }),
    reply: savedFilter,
    status: 201,
  },
  removeCaseFilter: {
    method: 'DELETE',
    path: '/api/case-filters/:id',
    summary: 'Remove an own saved filter',
    allow: 'signed_in',
    params: z.object({ id }),
    reply: z.null(),
    status: 204,
  },
  readDesk: {
    method: 'GET',
    path: '/api/desk',
    summary:
      'What an office sees first: deadlines, what changed since the last visit, numbers by state, drafts going on',
    allow: 'signed_in',
    reply: z
      .object({
        deadlines: z.array(caseRow).describe('open cases the caller sees that are due within two weeks'),
        due: z.object({ from: z.string(), to: z.string() }).describe('the days of these two weeks'),
        changes: z.array(
          z.object({
            case: id,
            title: z.string(),
            procedure_label: z.string(),
            label: z.string().describe('the newest event'),
            state_label: z.string(),
            at: z.string(),
            count: z.number().int().describe('events since the last visit'),
          }),
        ),
        states: z
          .array(
            z.object({
              programme: z.string(),
              procedure: z.string(),
              procedure_label: z.string(),
              state: z.string(),
              state_label: z.string(),
              count: z.number().int(),
              overdue: z.number().int(),
            }),
          )
          .describe('open cases; empty for who is no office'),
        drafts: z.array(caseRow.extend({ typed_at: z.string() })).describe('cases in which the caller was writing'),
      })
      .meta({ id: 'Desk' }),
  },
  visitDesk: {
    method: 'PUT',
    path: '/api/desk/visit',
    summary: 'Say that the caller looks at the desk now: what comes later counts as new at the next visit',
    allow: 'signed_in',
    reply: z.null(),
    status: 204,
  },
});
