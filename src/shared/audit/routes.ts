import { z } from 'zod';
import { defineRoutes } from '../contract.ts';
import { ADMINISTRATION } from '../identity/administration.ts';
import { civilDate } from '../identity/schemas.ts';
import { cursor, idText, limit, next } from '../identity/text.ts';

export const auditEventView = z
  .object({
    id: idText,
    at: z.string(),
    action: z.string().describe('<module>.<noun>.<verb>'),
    outcome: z.enum(['done', 'refused']),
    actor: z.object({
      kind: z.enum(['anonymous', 'account', 'system']),
      id: idText.nullable(),
      name: z.string(),
    }),
    address: z.string(),
    request: z.string(),
    subject: z.object({ kind: z.string(), id: z.string() }).nullable(),
    detail: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'AuditEvent' });

export const auditRoutes = defineRoutes({
  listAuditEvents: {
    method: 'GET',
    path: '/api/audit-events',
    summary: 'What was done or refused, newest first',
    allow: ADMINISTRATION.read_audit,
    query: z.object({
      action: z
        .string()
        .max(100)
        .regex(/^[a-zA-Z_.]*$/)
        .optional()
        .describe('beginning of the action, such as identity.grant'),
      outcome: z.enum(['done', 'refused']).optional(),
      subject_kind: z.string().max(60).optional(),
      subject_id: z.string().max(100).optional(),
      actor: idText.optional().describe('account id'),
      from: civilDate.optional(),
      to: civilDate.optional().describe('last day, included'),
      limit,
      cursor,
    }),
    reply: z.object({ items: z.array(auditEventView), next }),
  },
});
