import { sql, type SqlBool } from 'kysely';
import { z } from 'zod';
import type { accreditationRoutes } from '../../../shared/accreditation/routes.ts';
import type { SignedNotice } from '../../../shared/accreditation/notice-list.ts';
import { accreditationProblem } from '../../../shared/accreditation/problems.ts';
import type { InputOf } from '../../../shared/contract.ts';
import type { Bilingual } from '../../../shared/i18n.ts';
import type { Ctx } from '../../kernel/context.ts';
import { page, readCursor } from '../../kernel/cursor.ts';
import type { Download } from '../../kernel/http/mount.ts';
import type { Id } from '../../kernel/ids.ts';
import { findPlatform } from '../identity/index.ts';
import { noticeKey, publicKeys } from './key.ts';
import { noticeOf, type NoticeRow } from './notice-store.ts';
import { noticeRows, viewOfNotice } from './notice-view.ts';
import { type Verdict, verifyNotice } from './sign.ts';

type Query = InputOf<typeof accreditationRoutes.listNotices>['query'];

/** Notices, the newest first. Those published stay for good: this is the archive as well. */
export async function listNotices(ctx: Ctx, { limit, cursor, ...asked }: Query) {
  const after = readCursor(asked, cursor, z.tuple([z.string()]));
  const where = [sql<SqlBool>`true`];
  if (asked.programme !== undefined) where.push(sql<SqlBool>`n.programme_id = ${asked.programme}`);
  if (asked.kind !== undefined) where.push(sql<SqlBool>`n.procedure = ${asked.kind}`);
  if (asked.running !== undefined) {
    const over = sql<SqlBool>`n.last_date < ${ctx.today}::date`;
    where.push(asked.running === 'true' ? sql<SqlBool>`not ${over}` : over);
  }
  if (asked.q !== '') where.push(sql<SqlBool>`position(${asked.q.toLowerCase()} in n.search_text) > 0`);
  if (asked.platform !== undefined) {
    const platform = await findPlatform(ctx.db, asked.platform);
    where.push(
      sql<SqlBool>`n.id in (select notice_id from public_notice_item where platform_id = ${platform?.id ?? '0'})`,
    );
  }
  if (after) where.push(sql<SqlBool>`n.id < ${after[0]}`);
  const { rows } = await sql<NoticeRow>`
    select n.* from public_notice n where ${sql.join(where, sql` and `)} order by n.id desc limit ${limit + 1}`.execute(
    ctx.db,
  );
  const { items, next } = page(asked, rows, limit, ({ id }) => [id]);
  return { items: await noticeRows(ctx, items), next };
}

/** @throws accreditation.notice_unknown */
export const readNotice = async (ctx: Ctx, id: Id) => viewOfNotice(ctx, await noticeOf(ctx.db, id));

/** A notice as one signed file. @throws accreditation.notice_unknown */
export async function signedFile(ctx: Ctx, id: Id): Promise<Download> {
  const notice = await noticeOf(ctx.db, id);
  const { public_key } = await keyOf(ctx, notice.key_fingerprint);
  const signed: SignedNotice = {
    list: JSON.parse(notice.list) as SignedNotice['list'],
    sha256: notice.sha256,
    signature: notice.signature,
    key: { algorithm: 'Ed25519', fingerprint: notice.key_fingerprint, public_key },
  };
  return file(Buffer.from(`${JSON.stringify(signed, null, 2)}\n`), `notice-${id}.json`, 'application/json');
}

/** The bytes that were signed. @throws accreditation.notice_unknown */
export const listFile = async (ctx: Ctx, id: Id): Promise<Download> =>
  file(Buffer.from((await noticeOf(ctx.db, id)).list), `notice-${id}-list.json`, 'application/json');

/** @throws accreditation.notice_unknown */
export const signatureFile = async (ctx: Ctx, id: Id): Promise<Download> =>
  file(
    Buffer.from((await noticeOf(ctx.db, id)).signature, 'base64'),
    `notice-${id}-list.sig`,
    'application/octet-stream',
  );

/** @throws accreditation.key_unknown */
export const keyFile = async (ctx: Ctx, fingerprint: string): Promise<Download> =>
  file(
    Buffer.from((await keyOf(ctx, fingerprint)).public_key),
    `notice-key-${fingerprint.slice(0, 16)}.pem`,
    'application/x-pem-file',
  );

const file = (bytes: Buffer, name: string, mediaType: string): Download => ({
  bytes,
  name,
  mediaType,
  size: bytes.length,
});

async function keyOf(ctx: Ctx, fingerprint: string) {
  const found = (await publicKeys(ctx)).find((key) => key.fingerprint === fingerprint);
  if (!found) throw accreditationProblem('accreditation.key_unknown', { fingerprint });
  return found;
}

/** Public keys of the installation; none before the first notice. */
export async function listKeys(ctx: Ctx) {
  const keys = await publicKeys(ctx);
  const current = keys.length === 0 ? undefined : noticeKey(ctx.services.config).fingerprint;
  return {
    items: keys.map((key) => ({ ...key, algorithm: 'Ed25519' as const, current: key.fingerprint === current })),
  };
}

export const VERDICTS: Readonly<Record<Exclude<Verdict['kind'], 'not_a_notice'>, Bilingual>> = {
  genuine: { zh: '属实：本系统发布的公示，没有改动', en: 'Genuine: published by this installation, unchanged' },
  changed: { zh: '已被改动：内容与其摘要不符', en: 'Changed: the content does not have its digest' },
  wrong_signature: { zh: '签名不对', en: 'The signature is wrong' },
  unknown_key: { zh: '签名密钥不是本系统的', en: 'Signed with a key that is not of this installation' },
};

/** Checks what somebody brings along against the keys of this installation. */
export async function checkNotice(ctx: Ctx, text: string): Promise<Verdict> {
  const keys = await publicKeys(ctx);
  return verifyNotice(text, new Map(keys.map(({ fingerprint, public_key }) => [fingerprint, public_key])));
}
