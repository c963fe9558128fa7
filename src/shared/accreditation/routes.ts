import { z } from 'zod';
import { defineRoutes } from '../contract.ts';
import { isCivilDate } from '../dates.ts';
import { signedNotice } from './notice-list.ts';
import { STANDINGS } from './register.ts';
import { callRow, callView, entryRow, entryView, noticeKeyView, noticeRow, noticeView, text } from './schemas.ts';

const id = z.string().regex(/^\d{1,19}$/);
const ids = z.object({ id });
const word = z.string().max(60);
const q = z.string().trim().max(200).default('');
const cursor = z.string().max(400).optional();
const limit = z.coerce.number().int().min(1).max(100).default(20);
const paged = { cursor, limit };
const filled = (most: number) => z.string().trim().min(1).max(most);
const civilDate = z.string().refine(isCivilDate, { params: { zh: '日期不存在', en: 'there is no such day' } });

const registerFilter = {
  programme: word.optional(),
  standing: z.enum(STANDINGS).optional(),
  class: word.optional(),
  region: z
    .string()
    .regex(/^\d{6}$/)
    .optional()
    .describe('region code, those below it included'),
  platform: word.optional().describe('code of a platform'),
  document: word.optional().describe('verification code of a public document: the entry that it is about'),
  q,
};

export const accreditationRoutes = defineRoutes({
  listCalls: {
    method: 'GET',
    path: '/api/calls',
    summary: 'Calls for applications that were published, the newest first',
    allow: 'anyone',
    query: z.object({
      programme: word.optional(),
      open: z.enum(['true', 'false']).optional().describe('only those open today, or only the others'),
      q,
      ...paged,
    }),
    reply: z.object({ items: z.array(callRow.meta({ id: 'CallRow' })), next: z.string().nullable() }),
  },
  readCall: {
    method: 'GET',
    path: '/api/calls/:id',
    summary: 'A call for applications',
    allow: 'anyone',
    params: ids,
    reply: callView,
  },
  listNotices: {
    method: 'GET',
    path: '/api/notices',
    summary: 'Public notices, the newest first; they stay for good',
    allow: 'anyone',
    query: z.object({
      programme: word.optional(),
      kind: word.optional(),
      running: z.enum(['true', 'false']).optional(),
      platform: word.optional().describe('code of a platform'),
      q,
      ...paged,
    }),
    reply: z.object({ items: z.array(noticeRow.meta({ id: 'PublicNoticeRow' })), next: z.string().nullable() }),
  },
  readNotice: {
    method: 'GET',
    path: '/api/notices/:id',
    summary: 'A public notice as published and signed, and what became of each item',
    allow: 'anyone',
    params: ids,
    reply: noticeView,
  },
  downloadSignedNotice: {
    method: 'GET',
    path: '/api/notices/:id/signed.json',
    summary: 'The notice with digest, signature and public key in one file, as `keyuan notice verify` reads it',
    allow: 'anyone',
    params: ids,
    reply: 'file',
  },
  downloadNoticeList: {
    method: 'GET',
    path: '/api/notices/:id/list.json',
    summary: 'The very bytes that were signed: canonical JSON (RFC 8785)',
    allow: 'anyone',
    params: ids,
    reply: 'file',
  },
  downloadNoticeSignature: {
    method: 'GET',
    path: '/api/notices/:id/list.sig',
    summary: 'The Ed25519 signature over list.json, 64 bytes, as openssl reads it',
    allow: 'anyone',
    params: ids,
    reply: 'file',
  },
  listNoticeKeys: {
    method: 'GET',
    path: '/api/notice-keys',
    summary: 'Public keys that signed notices of this installation',
    allow: 'anyone',
    reply: z.object({ items: z.array(noticeKeyView.meta({ id: 'NoticeKey' })) }),
  },
  downloadNoticeKey: {
    method: 'GET',
    path: '/api/notice-keys/:fingerprint/key.pem',
    summary: 'A public key as PEM',
    allow: 'anyone',
    params: z.object({ fingerprint: z.string().regex(/^[0-9a-f]{64}$/) }),
    reply: 'file',
  },
  checkSignedNotice: {
    method: 'POST',
    path: '/api/notices/check',
    summary: 'Whether a signed notice is one of this installation, unchanged',
    allow: 'anyone',
    asks: true,
    perMinute: 60,
    body: signedNotice,
    reply: z.object({ result: z.enum(['genuine', 'changed', 'wrong_signature', 'unknown_key']), text }),
  },
  publishNotices: {
    method: 'POST',
    path: '/api/notices',
    summary: 'Publishes prepared notices of several platforms as one; all of them, or none',
    allow: 'signed_in',
    status: 201,
    body: z.strictObject({
      programme: word,
      cases: z
        .array(z.strictObject({ id, version: z.int().min(1) }))
        .min(1)
        .max(200),
      text: filled(4000),
      contact: filled(500),
    }),
    reply: noticeView,
  },
  listRegister: {
    method: 'GET',
    path: '/api/register',
    summary: 'The register of platforms (名录), the newest entry first',
    allow: 'anyone',
    query: z.object({ ...registerFilter, ...paged }),
    reply: z.object({ items: z.array(entryRow.meta({ id: 'RegisterRow' })), next: z.string().nullable() }),
  },
  exportRegister: {
    method: 'GET',
    path: '/api/register/export',
    summary: 'The register as CSV or JSON',
    allow: 'anyone',
    perMinute: 20,
    query: z.object({ ...registerFilter, format: z.enum(['csv', 'json']).default('csv') }),
    reply: 'file',
  },
  readRegisterEntry: {
    method: 'GET',
    path: '/api/register/:id',
    summary: 'An entry of the register with its history',
    allow: 'anyone',
    params: ids,
    reply: entryView,
  },
  recordEarlierEntry: {
    method: 'POST',
    path: '/api/register',
    summary: 'Enters a recognition that was decided before this system, by its decision',
    allow: ['city_department', 'province_department', 'national_ministry'],
    status: 201,
    body: z.strictObject({
      programme: word,
      platform: word.describe('code'),
      decision: z.strictObject({
        type: filled(100),
        number: filled(100),
        on: civilDate,
        signatories: z.array(filled(100)).min(1).max(5),
      }),
      class: word.optional(),
      head: filled(50).optional(),
      list_no: filled(100).optional(),
      plaque_no: filled(60).optional(),
      plaque_on: civilDate.optional(),
      term_first: civilDate.optional(),
      term_last: civilDate.optional(),
    }),
    reply: entryView,
  },
  admitAgain: {
    method: 'POST',
    path: '/api/register/:id/admit',
    summary: 'Lets an excluded platform and host apply for another class, by a recorded decision',
    allow: ['city_department', 'province_department', 'national_ministry'],
    params: ids,
    body: z.strictObject({ class: word, number: filled(100), reason: filled(2000) }),
    reply: entryView,
  },
});
