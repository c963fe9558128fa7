import { type RawBuilder, sql, type SqlBool } from 'kysely';
import { z } from 'zod';
import type { InputOf } from '../../../shared/contract.ts';
import { type Bilingual, pick } from '../../../shared/i18n.ts';
import type { notificationRoutes } from '../../../shared/notifications/routes.ts';
import { act } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import { page, readCursor } from '../../kernel/cursor.ts';
import type { Id } from '../../kernel/ids.ts';
import { casesSeenBy } from '../procedures/index.ts';
import { readerOf } from './settings.ts';

interface Row {
  id: Id;
  kind: string;
  case_id: Id | null;
  subject: Bilingual;
  body: Bilingual;
  link: string | null;
  at: string;
  read_at: string | null;
}

/** The caller's own messages, the latest first. Those of cases they no longer see keep their place, not their words. */
export async function listMessages(ctx: Ctx, query: InputOf<typeof notificationRoutes.listMessages>['query']) {
  const { limit, cursor, ...asked } = query;
  const account = readerOf(ctx);
  const after = readCursor(asked, cursor, z.tuple([z.string()]));
  const where: RawBuilder<SqlBool>[] = [sql`m.account_id = ${account}`];
  if (asked.unread === true) where.push(sql`m.read_at is null`);
  if (asked.case !== undefined) where.push(sql`m.case_id = ${asked.case}`);
  if (after) where.push(sql`m.id < ${after[0]}::bigint`);
  const { rows } = await sql<Row>`
    select m.id, m.kind, m.case_id, m.subject, m.body, m.link, m.at, m.read_at from message m
    where ${sql.join(where, sql` and `)} order by m.id desc limit ${limit + 1}`.execute(ctx.db);
  const { items, next } = page(asked, rows, limit, ({ id }) => [id]);
  const seen = await casesSeenBy(
    ctx,
    account,
    items.flatMap(({ case_id }) => case_id ?? []),
  );
  return {
    items: items.map(({ id, kind, case_id, subject, body, link, at, read_at }) => {
      const open = case_id === null || seen.has(case_id);
      return {
        id,
        kind: kind as 'step',
        case: case_id,
        subject: open ? pick(subject, ctx.lang) : null,
        text: open ? pick(body, ctx.lang) : null,
        link: open ? link : null,
        at,
        read: read_at !== null,
      };
    }),
    next,
  };
}

/** Counted no further. */
const COUNTED = 1000;

export async function countMessages(ctx: Ctx): Promise<{ unread: number }> {
  const { rows } = await sql<{ unread: number }>`
    select count(*)::int as unread from
      (select 1 from message where account_id = ${readerOf(ctx)} and read_at is null limit ${COUNTED}) m`.execute(
    ctx.db,
  );
  return { unread: rows[0]!.unread };
}

/** Marks own messages read; those of somebody else are left alone. */
export async function markRead(
  ctx: Ctx,
  { ids, case: of, all }: InputOf<typeof notificationRoutes.markMessagesRead>['body'],
): Promise<{ unread: number }> {
  const account = readerOf(ctx);
  const which =
    all === true
      ? sql<SqlBool>`true`
      : of === undefined
        ? sql<SqlBool>`id = any(${[...ids]}::bigint[])`
        : sql<SqlBool>`case_id = ${of}`;
  // Reading is no change of business: thousands of such events would bury the audit trail.
  await act(ctx, { action: 'notifications.message.read', passing: true }, (tx) =>
    sql`update message set read_at = ${ctx.now} where account_id = ${account} and read_at is null and ${which}`.execute(
      tx.db,
    ),
  );
  return countMessages(ctx);
}
