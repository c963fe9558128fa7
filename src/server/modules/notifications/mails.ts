import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type RawBuilder, sql, type SqlBool } from 'kysely';
import { z } from 'zod';
import type { InputOf } from '../../../shared/contract.ts';
import { mailEffect } from '../../../shared/notifications/messages.ts';
import { notificationsProblem } from '../../../shared/notifications/problems.ts';
import type { mailView, notificationRoutes } from '../../../shared/notifications/routes.ts';
import type { Ctx } from '../../kernel/context.ts';
import { page, readCursor } from '../../kernel/cursor.ts';
import { contains, mailVisible, mailWithheld } from '../identity/index.ts';
import { NOT_TOLD, outboxFolder } from './deliver.ts';

type MailView = z.input<typeof mailView>;

/** Whom a mail goes to, by the effect `o` that made it. */
const ACCOUNT = sql<string | null>`o.payload ->> 'account'`;

interface Row extends MailView {
  account: string | null;
  link: string | null;
}

async function selectMail(ctx: Ctx, where: RawBuilder<SqlBool>, limit: number): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select m.id, m.recipient, m.subject, m.sent_at, m.via, m.file, ${ACCOUNT} as account, o.payload ->> 'link' as link
    from mail_message m left join outbox o on o.id = m.effect_id
    where ${mailVisible(ctx, ACCOUNT)} and ${where} order by m.id desc limit ${limit}`.execute(ctx.db);
  return rows;
}

/** Mail that went out, newest first. */
export async function listMail(ctx: Ctx, query: InputOf<typeof notificationRoutes.listMail>['query']) {
  const { limit, cursor, ...asked } = query;
  const after = readCursor(asked, cursor, z.tuple([z.string()]));
  const matching =
    asked.q === ''
      ? sql<SqlBool>`true`
      : sql`(${contains('m.recipient', asked.q)} or ${contains('m.subject', asked.q)})`;
  const where = sql<SqlBool>`${matching} and ${after ? sql`m.id < ${after[0]}::bigint` : sql`true`}`;
  return page(asked, await selectMail(ctx, where, limit + 1), limit, (row) => [row.id]);
}

/** @throws notifications.mail_unknown */
export async function readMail(ctx: Ctx, id: string): Promise<MailView & { text: string | null; withheld: boolean }> {
  const [mail] = await selectMail(ctx, sql<SqlBool>`m.id = ${id}`, 1);
  if (!mail) throw notificationsProblem('notifications.mail_unknown');
  const withheld = mail.link !== null && (await mailWithheld(ctx, mail.account));
  const read = mail.file !== null && !withheld;
  return { ...mail, withheld, text: read ? await textOf(join(outboxFolder(ctx), mail.file!)) : null };
}

/** The text of a file that `deliver.ts` wrote: one part, Base64. Null when somebody has taken the file away. */
async function textOf(path: string): Promise<string | null> {
  const message = await readFile(path, 'latin1').catch(() => undefined);
  if (message === undefined) return null;
  const body = message.slice(message.search(/\r?\n\r?\n/)).replace(/\s/g, '');
  return Buffer.from(body, 'base64').toString('utf8');
}

/** Mail that could not be delivered yet, or was given up. */
export async function listFailedMail(ctx: Ctx) {
  const { rows } = await sql<{ id: string; payload: unknown; attempts: number; error: string; given_up: boolean }>`
    select o.id, o.payload, o.attempts, o.last_error as error, o.failed_at is not null as given_up
    from outbox o where ${mailVisible(ctx, ACCOUNT)} and o.kind = 'mail' and o.done_at is null and o.last_error is not null
    order by o.id desc limit 100`.execute(ctx.db);
  return {
    items: rows.map(({ payload, ...row }) => {
      const mail = mailEffect.parse(payload);
      return { ...row, recipient: mail.private ? NOT_TOLD : mail.to, template: mail.template };
    }),
  };
}
