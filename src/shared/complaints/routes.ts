import { z } from 'zod';
import { PERIOD_UNITS } from '../calendar/period.ts';
import { citationView } from '../citation.ts';
import { defineRoutes } from '../contract.ts';
import { bilingual, cursor, idText, limit, line, next, prose } from '../identity/text.ts';

const fieldId = z.string().regex(/^[a-z][a-z0-9_]{0,59}$/);
const token = z.string().max(60);
const mine = { number: z.string().trim().max(30), code: z.string().trim().max(60) };

const written = {
  data: z.record(fieldId, prose(20_000)).describe('texts and choices by field'),
  files: z.record(fieldId, token).default({}).describe('tokens of files sent ahead, by field'),
};

const formField = z.object({
  id: z.string(),
  label: bilingual,
  help: bilingual.nullable(),
  type: z.string().describe('text, long_text, choice, file …'),
  max_length: z.number().nullable(),
  choices: z.array(z.object({ id: z.string(), label: bilingual })),
  required: z.boolean(),
  private: z.boolean().describe('read by the department alone'),
});
export type FormField = z.output<typeof formField>;

const network = z.object({ id: z.string(), name: bilingual });

export const complaintForm = z.object({
  programmes: z.array(network).describe('networks that take complaints here'),
  programme: network.nullable().describe('the one asked for, if it takes them'),
  authority: bilingual.nullable(),
  platform: z.object({ code: z.string(), name: bilingual, department: z.string().nullable() }).nullable(),
  help: bilingual.nullable(),
  fields: z.array(formField),
  anonymous: z.boolean().describe('no field that only the department reads is required'),
  answer: z.object({ count: z.number(), unit: z.enum(PERIOD_UNITS), house: z.boolean() }).nullable(),
  cite: citationView.nullable(),
  handlers: z.array(bilingual).describe('who handles complaints under the rule set'),
});

export const complaintStatus = z.object({
  number: z.string(),
  programme: bilingual,
  platform: bilingual,
  filed_on: z.string(),
  state: bilingual,
  closed: z.boolean(),
  due: z.string().nullable().describe('last day of the running clock'),
  paused: z.boolean(),
  steps: z.array(
    z.object({
      on: z.string(),
      label: bilingual,
      state: bilingual,
      answers: z.array(z.object({ label: bilingual, text: bilingual })),
      cite: citationView.nullable(),
    }),
  ),
  actions: z.array(z.object({ action: z.string(), label: bilingual, fields: z.array(formField) })),
  papers: z.array(z.object({ code: z.string(), title: bilingual, number: z.string() })),
});

const ownComplaint = z.object({
  number: idText,
  platform: bilingual,
  filed_on: z.string(),
  state: bilingual,
  closed: z.boolean(),
});

const count = z.number().int();
export const complaintYear = z.object({
  year: count,
  received: count,
  open: count,
  upheld: count,
  not_upheld: count,
  answered: count,
  not_accepted: count,
  withdrawn: count,
  in_time: count.describe('ended by the last day of the clock'),
  median_days: z.number().nullable().describe('calendar days from receipt to the end'),
});

export const complaintsRoutes = defineRoutes({
  readComplaintForm: {
    method: 'GET',
    path: '/api/portal/complaints/form',
    summary: 'What to fill in to complain, by the rule set of a network',
    allow: 'anyone',
    query: z.object({ programme: z.string().max(60).optional(), platform: z.string().max(60).optional() }),
    reply: complaintForm,
  },
  uploadComplaintFile: {
    method: 'POST',
    path: '/api/portal/complaints/files',
    summary: 'Send a file ahead of the complaint that will name it; kept for a day',
    allow: 'anyone',
    perMinute: 20,
    query: z.object({ name: z.string().min(1).max(300) }),
    body: 'bytes',
    reply: z.object({ token: z.string(), size: z.number() }),
    status: 201,
  },
  fileComplaint: {
    method: 'POST',
    path: '/api/portal/complaints',
    summary: 'Complain about a platform, without an account and without a name',
    allow: 'anyone',
    perMinute: 10,
    body: z.object({
      programme: line(60),
      platform: line(60),
      keep: z.boolean().default(false).describe('among the complaints of one’s own account; nobody else sees that'),
      ...written,
    }),
    reply: z.object({ number: idText, code: z.string(), filed_on: z.string(), due: z.string().nullable() }),
    status: 201,
  },
  listOwnComplaints: {
    method: 'GET',
    path: '/api/complaints',
    summary: 'Complaints one chose to keep among one’s own, newest first',
    allow: 'signed_in',
    query: z.object({ limit, cursor }),
    reply: z.object({ items: z.array(ownComplaint), next }),
  },
  readComplaintStatus: {
    method: 'POST',
    path: '/api/portal/complaints/status',
    summary: 'How a complaint stands, by its number and code, or by its number alone for the account that kept it',
    allow: 'anyone',
    asks: true,
    perMinute: 30,
    body: z.object(mine),
    reply: complaintStatus,
  },
  actOnComplaint: {
    method: 'POST',
    path: '/api/portal/complaints/steps',
    summary: 'Add what was asked for, or withdraw',
    allow: 'anyone',
    perMinute: 10,
    body: z.object({ ...mine, action: fieldId, ...written }),
    reply: complaintStatus,
  },
  downloadComplaintPaper: {
    method: 'POST',
    path: '/api/portal/complaints/papers',
    summary: 'The receipt or the answer as PDF',
    allow: 'anyone',
    asks: true,
    perMinute: 20,
    body: z.object({ ...mine, paper: z.string().max(60) }),
    reply: 'file',
  },
  readComplaintStatistics: {
    method: 'GET',
    path: '/api/portal/complaints/statistics',
    summary: 'Complaints by year: received, how they ended, in time or not; no names',
    allow: 'anyone',
    query: z.object({ programme: z.string().max(60).optional() }),
    reply: z.object({
      years: z.array(complaintYear),
      kinds: z.array(z.object({ label: bilingual, count })),
    }),
  },
});
