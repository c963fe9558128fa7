import { z } from 'zod';
import { defineRoutes } from '../contract.ts';
import { ADMINISTRATION } from '../identity/administration.ts';
import { LANGUAGES } from '../i18n.ts';
import { cursor, idText, limit, next, searchText } from '../identity/text.ts';
import { MAIL_CHOICES } from './mail-choices.ts';
import { MESSAGE_KINDS } from './new-message.ts';

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

const message = z
  .object({
    id: idText,
    kind: z.enum(MESSAGE_KINDS),
    case: idText.nullable(),
    subject: z.string().nullable().describe('null: of a case the reader no longer sees'),
    text: z.string().nullable(),
    link: z.string().nullable().describe('path within the workbench'),
    at: z.string(),
    read: z.boolean(),
  })
  .meta({ id: 'Message' });

export const messageSetting = z
  .object({
    mail: z.enum(MAIL_CHOICES).describe('`none`: still what the rules say one is told'),
    lang: z.enum(LANGUAGES).describe('language of the mail'),
    revision: z.number().int(),
  })
  .meta({ id: 'MessageSetting' });

const unread = z.object({ unread: z.number().int().describe('counted up to 1,000') });

export const notificationRoutes = defineRoutes({
  listMessages: {
    method: 'GET',
    path: '/api/messages',
    summary: 'The caller’s own messages, newest first',
    allow: 'signed_in',
    query: z.object({
      unread: z
        .enum(['true', 'false'])
        .transform((text) => text === 'true')
        .optional(),
      case: idText.optional(),
      limit,
      cursor,
    }),
    reply: z.object({ items: z.array(message), next }),
  },
  countMessages: {
    method: 'GET',
    path: '/api/messages/count',
    summary: 'How many of the caller’s messages are unread',
    allow: 'signed_in',
    reply: unread,
  },
  markMessagesRead: {
    method: 'PUT',
    path: '/api/messages/read',
    summary: 'Mark own messages read: some, those of a case, or all',
    allow: 'signed_in',
    body: z.object({ ids: z.array(idText).max(200).default([]), case: idText.optional(), all: z.boolean().optional() }),
    reply: unread,
  },
  readMessageSetting: {
    method: 'GET',
    path: '/api/message-settings',
    summary: 'How the caller is told by mail',
    allow: 'signed_in',
    reply: messageSetting,
  },
  saveMessageSetting: {
    method: 'PUT',
    path: '/api/message-settings',
    summary: 'Choose how to be told by mail',
    allow: 'signed_in',
    body: messageSetting,
    reply: messageSetting,
  },
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
