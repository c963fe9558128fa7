import { createHash, createHmac, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { CODE_LENGTH, codeOf } from '../../../shared/documents/code.ts';
import { plainWords } from '../../../shared/complaints/said.ts';
import { act } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import { readSetting, writeSetting } from '../../kernel/settings.ts';

const KEY = 'complaints.key';

export const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

export const saidDigest = (words: readonly string[]): string => digestOf(words.map(plainWords).join('\n'));

/**
 * The code of a complaint. One that was sent twice under one Idempotency-Key has the same code both times, though it is stored
 * nowhere: it is worked out from that key and the installation’s own.
 */
export async function newCode(ctx: Ctx): Promise<string> {
  const { idempotencyKey } = ctx.request;
  if (idempotencyKey === undefined) return codeOf(randomBytes(CODE_LENGTH));
  return codeOf(
    createHmac('sha256', await ownKey(ctx))
      .update(`code:${idempotencyKey}`)
      .digest(),
  );
}

/** An address as a keyed digest: whoever reads the table cannot try out all addresses. */
export const senderOf = async (ctx: Ctx): Promise<string> =>
  createHmac('sha256', await ownKey(ctx))
    .update(ctx.request.address)
    .digest('hex');

const ownKey = async (ctx: Ctx): Promise<string> =>
  (await readSetting(ctx.db, KEY, z.string())) ?? (await makeKey(ctx));

async function makeKey(ctx: Ctx): Promise<string> {
  const key = randomBytes(32).toString('base64url');
  const event = { action: 'complaints.key.make' };
  // The request is about something else: its idempotency key is not spent here.
  await act({ ...ctx, request: { id: ctx.request.id, address: '' } }, event, (tx) => writeSetting(tx, KEY, key));
  return key;
}
