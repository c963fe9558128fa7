import { z } from 'zod';
import { isCivilDate } from '../dates.ts';
import { defineRoutes } from '../contract.ts';
import { bilingual, idText, line, prose } from '../identity/text.ts';
import { ITEM_COLUMNS } from './item-rows.ts';
import { DEPOSITORS, KEEPERS, OFFICES } from './people.ts';

const code = z.string().max(60);
const byId = z.object({ id: idText });
const byItem = z.object({ id: idText, item: idText });
const date = z.string().refine(isCivilDate);
const revision = z.number().int();
const optional = (max: number) => prose(max).default('');

const itemContent = z.object({
  title: line(ITEM_COLUMNS.title.max),
  kind: line(ITEM_COLUMNS.kind.max),
  format: optional(ITEM_COLUMNS.format.max),
  quantity: optional(ITEM_COLUMNS.quantity.max),
  note: optional(ITEM_COLUMNS.note.max),
});

const itemView = z.object({
  id: z.string(),
  title: z.string(),
  kind: z.string(),
  format: z.string().nullable(),
  quantity: z.string().nullable(),
  note: z.string().nullable(),
  state: z.enum(['pending', 'accepted', 'correct', 'withdrawn']),
  state_label: z.string(),
  remark: z.string().nullable(),
  file: z.object({ name: z.string(), size: z.number(), sha256: z.string() }).nullable(),
  resource: z.string().nullable(),
  revision,
  may_edit: z.boolean(),
});

export const PRINCIPLE_TOPICS = {
  production: { zh: '生产', en: 'Production' },
  management: { zh: '管理', en: 'Management' },
  handing_in: { zh: '汇交', en: 'Deposit' },
  sharing: { zh: '共享', en: 'Sharing' },
} as const;

const principlesView = z.object({
  department: z.string(),
  title: z.string(),
  topics: z.array(z.object({ id: z.string(), label: bilingual, text: z.string().nullable() })),
  missing: z.array(bilingual).describe('topics that the text asks for and that are not covered'),
  published_on: z.string(),
});

export const depositView = z.object({
  id: z.string(),
  project: z.object({ number: z.string(), title: z.string(), unit: z.string(), designated: z.boolean() }),
  platform: z.object({ code: z.string(), name: bilingual }),
  what: z.string().nullable(),
  items: z.array(itemView),
  may: z.object({ list: z.boolean(), judge: z.boolean(), link: z.boolean(), draft: z.boolean() }),
  principles: principlesView.nullable().describe('of the department that audits; null: none were published'),
});

const figures = z.object({
  tasks: z.number().int(),
  done: z.number().int().describe('audited by the department'),
  open: z.number().int(),
  overdue: z.number().int(),
  exempt: z.number().int(),
});

export const depositsRoutes = defineRoutes({
  openDeposit: {
    method: 'POST',
    path: '/api/work/deposits',
    summary: 'Enter a project and its deposit with a platform',
    allow: DEPOSITORS,
    body: z.object({
      programme: line(60),
      number: prose(60),
      title: line(200),
      platform: line(60),
      unit: idText.optional().describe('left out by the unit itself'),
      leader: optional(60),
      accepted_on: date.optional(),
      due_on: date.optional().describe('by the contract of the project'),
      what: optional(200),
    }),
    reply: z.object({ id: idText }),
    status: 201,
  },
  readDeposit: {
    method: 'GET',
    path: '/api/work/deposits/:id',
    summary: 'The list of a deposit, for those who see its case',
    allow: 'signed_in',
    params: byId,
    reply: depositView,
  },
  addDepositItem: {
    method: 'POST',
    path: '/api/work/deposits/:id/items',
    summary: 'Add an item to the list',
    allow: ['host_admin'],
    params: byId,
    body: itemContent,
    reply: depositView,
    status: 201,
  },
  importDepositItems: {
    method: 'POST',
    path: '/api/work/deposits/:id/table',
    summary: 'Add the rows of a table (CSV, or copied cells): all of them, or none',
    allow: ['host_admin'],
    params: byId,
    body: z.object({ table: z.string().max(2_000_000) }),
    reply: depositView,
    status: 201,
  },
  changeDepositItem: {
    method: 'PUT',
    path: '/api/work/deposits/:id/items/:item',
    summary: 'Change an item, or withdraw it; what was to be corrected waits to be judged again',
    allow: ['host_admin'],
    params: byItem,
    body: itemContent.extend({ revision, withdrawn: z.boolean().default(false) }),
    reply: depositView,
  },
  uploadDepositFile: {
    method: 'POST',
    path: '/api/work/deposits/:id/items/:item/file',
    summary: 'Send the file of an item, in place of an earlier one',
    allow: ['host_admin'],
    params: byItem,
    query: z.object({ name: z.string().min(1).max(300) }),
    body: 'bytes',
    reply: depositView,
  },
  downloadDepositFile: {
    method: 'GET',
    path: '/api/work/deposits/:id/items/:item/file',
    summary: 'The file of an item, for those who see the case',
    allow: 'signed_in',
    params: byItem,
    reply: 'file',
  },
  judgeDepositItem: {
    method: 'POST',
    path: '/api/work/deposits/:id/items/:item/judgement',
    summary: 'Accept an item, or ask for its correction',
    allow: KEEPERS,
    params: byItem,
    body: z.object({ revision, result: z.enum(['accepted', 'correct']), remark: optional(1000) }),
    reply: depositView,
  },
  linkDepositItem: {
    method: 'POST',
    path: '/api/work/deposits/:id/items/:item/record',
    summary: 'Say which record of the platform’s catalogue an accepted item became',
    allow: KEEPERS,
    params: byItem,
    body: z.object({ revision, resource: idText }),
    reply: depositView,
  },
  draftDepositItems: {
    method: 'POST',
    path: '/api/work/deposits/:id/drafts',
    summary: 'Make drafts in the platform’s catalogue of all accepted items that have no record yet',
    allow: [...KEEPERS, 'host_admin'],
    params: byId,
    body: z.object({ type: code.describe('type of resource') }),
    reply: depositView,
  },
  readDepositFigures: {
    method: 'GET',
    path: '/api/work/deposits/figures',
    summary: 'Deposits of a network that the caller sees, by how they stand: only those that were audited are done',
    allow: OFFICES,
    query: z.object({ programme: code, platform: code.optional() }),
    reply: figures,
  },
  publishPrinciples: {
    method: 'POST',
    path: '/api/work/deposit-principles',
    summary: 'Publish the working principles of one’s department',
    allow: ['supervising_clerk'],
    body: z.object({
      title: line(200),
      production: optional(10_000),
      management: optional(10_000),
      handing_in: optional(10_000),
      sharing: optional(10_000),
    }),
    reply: principlesView,
    status: 201,
  },
  listPrinciples: {
    method: 'GET',
    path: '/api/portal/deposit-principles',
    summary: 'Working principles of the departments, the newest of each',
    allow: 'anyone',
    query: z.object({}),
    reply: z.object({ items: z.array(principlesView) }),
  },
});
