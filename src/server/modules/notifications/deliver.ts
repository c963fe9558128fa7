import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { fill, pick } from '../../../shared/i18n.ts';
import { type MailEffect, mailEffect, mailMessages } from '../../../shared/notifications/messages.ts';
import { act } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import { TryLater } from '../../kernel/background.ts';
import { writeLink } from '../identity/index.ts';
import { carriedText } from './carried.ts';

/** Stands for the address of a mail that is private. */
export const NOT_TOLD = '***';

const SENDER = '科源 Keyuan <keyuan@localhost>';

/** Folder of the mails that had no server to go to. */
export const outboxFolder = (ctx: Ctx): string => join(ctx.services.config.dataFolder, 'outbox');

/**
 * Effect `mail`: sends one by the mail server of `KEYUAN_SMTP_URL`, else writes it to `KEYUAN_DATA/outbox`. A link's token
 * is made only now. A delivery repeated after a crash sends again with a new link, unless the first is on record.
 */
export async function deliverMail(ctx: Ctx, payload: unknown, effectId: string): Promise<void> {
  const mail = mailEffect.parse(payload);
  const sent = await ctx.db
    .selectFrom('mail_message')
    .select('id')
    .where('effect_id', '=', effectId)
    .executeTakeFirst();
  if (sent) return;
  const link = mail.link === undefined ? '' : await writeLink(ctx, mail.link);
  // The link was replaced or used before its mail went out: a later mail carries the one that counts.
  if (link === undefined) return;
  const carried = mail.messages && (await carriedText(ctx, mail.account!, mail.messages, mail.lang));
  // Whoever was to read it lost the role, or the account, while it waited.
  if (mail.messages && !carried) return;
  const message = compose(ctx, { ...mail, params: { ...mail.params, ...carried } }, link);
  const { smtpUrl } = ctx.services.config;
  const file = smtpUrl === undefined ? await writeFileOf(ctx, message, effectId) : null;
  if (smtpUrl !== undefined) await send(smtpUrl, message);
  const via = file === null ? 'smtp' : 'file';
  const recipient = mail.private ? NOT_TOLD : mail.to;
  const event = { action: 'notifications.mail.send', detail: { recipient, template: mail.template, via } };
  await act(ctx, event, async (tx) => {
    const id = await ctx.services.ids.next(tx.db);
    tx.on('mail', id);
    await tx.db
      .insertInto('mail_message')
      .values({
        id,
        effect_id: effectId,
        recipient,
        subject: message.subject,
        file: mail.private ? null : file,
        sent_at: ctx.now,
        via,
      })
      .onConflict((oc) => oc.column('effect_id').doNothing())
      .execute();
  });
}

interface Message {
  from: string;
  to: string;
  subject: string;
  text: string;
  date: string;
  textEncoding: 'base64';
}

/** Instants in a mail are told in Chinese time. */
const shanghai = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
});

function compose(ctx: Ctx, mail: MailEffect, link: string): Message {
  const { at } = mail.params;
  const params = {
    ...mail.params,
    link,
    ...(typeof at === 'string' && { at: `${shanghai.format(new Date(at))} (UTC+8)` }),
  };
  const text = (part: 'subject' | 'body'): string => {
    const key = `${mail.template}.${part}` as const;
    return fill(pick({ zh: mailMessages.zh[key], en: mailMessages.en[key] }, mail.lang), params);
  };
  return {
    from: ctx.services.config.smtpFrom ?? SENDER,
    to: mail.to,
    subject: text('subject'),
    text: text('body'),
    date: ctx.now,
    textEncoding: 'base64',
  };
}

/** Codes of nodemailer for a server that cannot be talked to now. */
const UNREACHABLE = new Set(['ECONNECTION', 'ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EDNS', 'ENOTFOUND', 'ESOCKET']);

async function send(smtpUrl: string, message: Message): Promise<void> {
  const transport = createTransport(smtpUrl);
  try {
    await transport.sendMail(message);
  } catch (cause) {
    const {
      code = '',
      responseCode = 0,
      message: why,
    } = cause as { code?: string; responseCode?: number; message: string };
    // A server that is down, or asks to come back, loses nothing: such mail is never given up.
    if (UNREACHABLE.has(code) || (responseCode >= 400 && responseCode < 500)) throw new TryLater(why, { cause });
    throw cause;
  } finally {
    transport.close();
  }
}

/** @returns name of the file, the same for a repeated delivery */
async function writeFileOf(ctx: Ctx, message: Message, effectId: string): Promise<string> {
  const { message: bytes } = await createTransport({ streamTransport: true, buffer: true }).sendMail(message);
  const folder = outboxFolder(ctx);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const name = `${effectId.padStart(8, '0')}.eml`;
  const path = join(folder, name);
  await writeFile(`${path}.part`, bytes as Buffer, { mode: 0o600 });
  await rename(`${path}.part`, path);
  return name;
}
