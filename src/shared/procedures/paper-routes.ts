import { z } from 'zod';
import { cursor, id, limit, next } from '../catalogue/schemas.ts';
import { defineRoutes } from '../contract.ts';
import { fileQuery } from '../documents/routes.ts';

const byId = z.object({ id });
const bilingual = z.object({ zh: z.string(), en: z.string() });

/** Papers (文书) of cases. */
export const paperRoutes = defineRoutes({
  listCaseDocuments: {
    method: 'GET',
    path: '/api/cases/:id/documents',
    summary: 'Papers (文书) of a case and its sub-cases, the newest first, and those that its next steps make',
    allow: 'signed_in',
    params: byId,
    query: z.object({ limit, cursor }),
    reply: z
      .object({
        items: z.array(
          z.object({
            code: z.string(),
            case: id.describe('the case itself or a sub-case'),
            procedure: z.string(),
            step: z.string().describe('label of the step it came with'),
            kind: z.string(),
            kind_label: bilingual,
            number: z.string(),
            title: z.string(),
            issuer: z.string(),
            direction: z.enum(['in', 'out']),
            issued_on: z.string(),
            public: z.boolean(),
            state: z.enum(['valid', 'withdrawn', 'replaced']),
          }),
        ),
        next,
        drafts: z
          .array(
            z.object({
              action: z.string(),
              step: z.string(),
              kind: z.string(),
              kind_label: bilingual,
              direction: z.enum(['in', 'out']).describe('in: a form to sign; out: a draft to look at'),
              asks: z.boolean().describe('the step asks for values, which a draft takes too'),
            }),
          )
          .describe('with the first page only'),
        whole: z.boolean().describe('the reader sees all of the case and may take it to the archive'),
      })
      .meta({ id: 'CaseDocuments' }),
  },
  downloadCaseDocument: {
    method: 'GET',
    path: '/api/cases/:id/documents/:code/file',
    summary: 'A paper of a case for those who see it: PDF/A or Word, whole or without who reviewed',
    allow: 'signed_in',
    params: z.object({ id, code: z.string().max(60) }),
    query: fileQuery,
    reply: 'file',
  },
  draftCaseDocument: {
    method: 'POST',
    path: '/api/cases/:id/actions/:action/papers/:kind',
    summary:
      'A paper before its step: a draft without number to look at, or the form to sign, filled in with what is known',
    allow: 'signed_in',
    params: z.object({ id, action: z.string().max(60), kind: z.string().max(40) }),
    body: z.object({
      data: z.record(z.string(), z.unknown()).default({}),
      format: z.enum(['pdf', 'docx']).default('pdf'),
    }),
    reply: 'file',
    asks: true,
  },
  downloadCaseBundle: {
    method: 'GET',
    path: '/api/cases/:id/bundle',
    summary: 'The whole case for the archive (归档): papers, files, timeline and a list with digests, as ZIP',
    allow: 'signed_in',
    params: byId,
    reply: 'file',
  },
});
