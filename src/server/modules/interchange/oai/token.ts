import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Ctx, Services } from '../../../kernel/context.ts';
import { readSetting } from '../../../kernel/settings.ts';
import { OaiError } from './errors.ts';

/** Seconds after which a token is refused: a harvester that comes back later begins anew from its last datestamp. */
const LIFE = 24 * 3600;
const LONGEST = 2000;

/** The list a token belongs to and how far it has come: nothing is kept on the server. */
const content = z.tuple([
  z.enum(['ListRecords', 'ListIdentifiers', 'ListSets']),
  z.string().describe('metadata prefix'),
  z.string().nullable().describe('from, as given'),
  z.string().nullable().describe('until, as given'),
  z.string().nullable().describe('set'),
  z.tuple([z.string(), z.string()]).describe('datestamp and id of the last record, or code of the last set'),
  z.number().int().describe('items before'),
  z.number().int().describe('expires, seconds since 1970'),
]);
type Content = z.output<typeof content>;

export interface Progress {
  verb: Content[0];
  prefix: string;
  from: string | undefined;
  until: string | undefined;
  set: string | undefined;
  last: readonly [string, string];
  /** Items that came before. */
  cursor: number;
}

const keys = new WeakMap<Services, Promise<string>>();
/** The key lies in the database, so that every process of the installation knows it; it is made with the table. */
async function keyOf(ctx: Ctx): Promise<string> {
  const known = keys.get(ctx.services);
  if (known) return known;
  const reading = readSetting(ctx.db, 'interchange.token_key', z.string().min(32)).then((key) => {
    if (key === undefined) throw new Error('setting interchange.token_key is gone');
    return key;
  });
  keys.set(ctx.services, reading);
  reading.catch(() => keys.delete(ctx.services));
  return reading;
}

const sign = (key: string, payload: string): Buffer =>
  createHmac('sha256', key).update(payload).digest().subarray(0, 16);

export async function writeToken(ctx: Ctx, progress: Progress): Promise<{ token: string; expires: string }> {
  const expires = Math.floor(Date.parse(ctx.now) / 1000) + LIFE;
  const { verb, prefix, from, until, set, last, cursor } = progress;
  const parts: Content = [verb, prefix, from ?? null, until ?? null, set ?? null, [...last], cursor, expires];
  const payload = Buffer.from(JSON.stringify(parts)).toString('base64url');
  const token = `${payload}.${sign(await keyOf(ctx), payload).toString('base64url')}`;
  return { token, expires: `${new Date(expires * 1000).toISOString().slice(0, 19)}Z` };
}

/** @throws OaiError badResumptionToken: not ours, changed, too old, or of another verb */
export async function readToken(ctx: Ctx, verb: Content[0], token: string): Promise<Progress> {
  const [payload = '', signature = '', ...more] = token.length > LONGEST ? [] : token.split('.');
  const given = Buffer.from(signature, 'base64url');
  const own = sign(await keyOf(ctx), payload);
  if (
    more.length > 0 ||
    given.length !== own.length ||
    !timingSafeEqual(given, own) ||
    signature !== own.toString('base64url')
  )
    throw new OaiError('badResumptionToken', 'This resumptionToken was not made here or was changed');
  const parsed = content.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
  if (!parsed.success) throw new OaiError('badResumptionToken', 'This resumptionToken is of an older version');
  const [of, prefix, from, until, set, last, cursor, expires] = parsed.data;
  if (of !== verb) throw new OaiError('badResumptionToken', `This resumptionToken belongs to ${of}`);
  if (Date.parse(ctx.now) / 1000 > expires)
    throw new OaiError('badResumptionToken', 'This resumptionToken has expired');
  return { verb, prefix, from: from ?? undefined, until: until ?? undefined, set: set ?? undefined, last, cursor };
}
