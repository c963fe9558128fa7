import { z } from 'zod';
import { defineRoutes } from '../contract.ts';
import { ADMINISTRATION } from '../identity/administration.ts';
import { cursor, idText, limit, next, searchText } from '../identity/text.ts';

export const mailView = z
  .object({
    id: idText,
    recipient: z.string(),
    subject: z.string(),
    sent_at: z.string(),
    via: z.enum(['smtp', 'file']),
    file: z.string().nullable().describe('name in the folder `outbox` of the data folder'),
  })
  .meta({ id: 'Mail' });

export const notificationRoutes = defineRoutes({
  listMail: {
    method: 'GET',
    path: '/api/mail',
    summary: 'Mail the product sent, or wrote to files without a mail server; newest first',
    allow: ADMINISTRATION.read_mail,
    query: z.object({ q: searchText.describe('part of the recipient or subject'), limit, cursor }),
    reply: z.object({ items: z.array(mailView), next }),
  },
  readMail: {
    method: 'GET',
    path: '/api/mail/:id',
    summary: 'One mail with its text, as far as it lies in a file',
    allow: ADMINISTRATION.read_mail,
    params: z.object({ id: idText }),
    reply: mailView.extend({
      text: z.string().nullable(),
      withheld: z.boolean().describe('it carries a link of somebody whose account is nobody else’s business'),
    }),
  },
  listFailedMail: {
    method: 'GET',
    path: '/api/failed-mail',
    summary: 'Mail that was given up after too many attempts, or waits for the next; newest first',
    allow: ADMINISTRATION.read_mail,
    reply: z.object({
      items: z.array(
        z.object({
          id: idText,
          recipient: z.string(),
          template: z.string(),
          attempts: z.number().int(),
          error: z.string(),
          given_up: z.boolean(),
        }),
      ),
    }),
  },
});
