import { z } from 'zod';
import { defineRoutes } from '../contract.ts';
import { cursor, limit, next } from '../identity/text.ts';
import { DOCUMENT_KIND_IDS } from './kinds.ts';

const byCode = z.object({ code: z.string().max(60) });
const bilingual = z.object({ zh: z.string(), en: z.string() });

const documentView = z
  .object({
    code: z.string().describe('in groups of four, as printed'),
    kind: z.enum(DOCUMENT_KIND_IDS),
    kind_label: bilingual,
    number: z.string(),
    title: z.string(),
    issuer: z.string(),
    programme: z.string().nullable(),
    issued_on: z.string(),
    sha256: z.string().describe('digest of the file'),
    size: z.number().int(),
    pages: z.number().int(),
    may_download: z.boolean(),
  })
  .meta({ id: 'IssuedDocument', description: 'What anybody with the code may know of a document' });

export const documentsRoutes = defineRoutes({
  readDocument: {
    method: 'GET',
    path: '/api/documents/:code',
    summary: 'Whether a document is genuine: what it is, by whom, when, and the digest of its file',
    allow: 'anyone',
    params: byCode,
    reply: documentView,
    perMinute: 60,
  },
  downloadDocument: {
    method: 'GET',
    path: '/api/documents/:code/file',
    summary: 'The file, for those concerned, or anybody where it is public; the PDF/A is the copy that counts',
    allow: 'anyone',
    params: byCode,
    query: z.object({ format: z.enum(['pdf', 'docx']).default('pdf') }),
    reply: 'file',
    perMinute: 60,
  },
  readDocumentData: {
    method: 'GET',
    path: '/api/documents/:code/data',
    summary: 'What a document says, for machines: of a receipt its facts and the digests of its files',
    allow: 'anyone',
    params: byCode,
    reply: z.object({ code: z.string(), number: z.string(), kind: z.enum(DOCUMENT_KIND_IDS), data: z.unknown() }),
    perMinute: 60,
  },
  listOwnDocuments: {
    method: 'GET',
    path: '/api/documents',
    summary: 'Documents issued to the caller, the newest first',
    allow: 'signed_in',
    query: z.object({ limit, cursor }),
    reply: z.object({
      items: z.array(
        z.object({
          code: z.string(),
          kind: z.enum(DOCUMENT_KIND_IDS),
          kind_label: bilingual,
          number: z.string(),
          title: z.string(),
          issued_on: z.string(),
        }),
      ),
      next,
    }),
  },
});
