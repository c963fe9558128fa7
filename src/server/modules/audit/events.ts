import { type RawBuilder, sql, type SqlBool } from 'kysely';
import { z } from 'zod';
import type { auditEventView, auditRoutes } from '../../../shared/audit/routes.ts';
import type { InputOf } from '../../../shared/contract.ts';
import { addDays, type CivilDate } from '../../../shared/dates.ts';
import type { Ctx } from '../../kernel/context.ts';
import { page, readCursor } from '../../kernel/cursor.ts';
import { auditedBy } from '../identity/index.ts';

type EventView = z.input<typeof auditEventView>;
type Row = Omit<EventView, 'actor' | 'subject'> & {
  actor_kind: EventView['actor']['kind'];
  actor_id: string | null;
  actor_name: string;
  subject_kind: string | null;
  subject_id: string | null;
};

/** Midnight in Shanghai at the beginning of a civil date. */
const beginning = (date: CivilDate): string => `${date}T00:00:00+08:00`;

/** Audit events in one's scope, newest first. */
export async function listAuditEvents(ctx: Ctx, query: InputOf<typeof auditRoutes.listAuditEvents>['query']) {
  const { limit, cursor, ...asked } = query;
  const after = readCursor(asked, cursor, z.tuple([z.string()]));
  const conditions: RawBuilder<SqlBool>[] = [auditedBy(ctx, 'e')];
  if (asked.action !== undefined) conditions.push(sql`starts_with(e.action, ${asked.action})`);
  if (asked.outcome !== undefined) conditions.push(sql`e.outcome = ${asked.outcome}`);
  if (asked.subject_kind !== undefined) conditions.push(sql`e.subject_kind = ${asked.subject_kind}`);
  if (asked.subject_id !== undefined) conditions.push(sql`e.subject_id = ${asked.subject_id}`);
  if (asked.actor !== undefined) conditions.push(sql`e.actor_id = ${asked.actor}`);
  if (asked.from !== undefined) conditions.push(sql`e.at >= ${beginning(asked.from)}`);
  if (asked.to !== undefined) conditions.push(sql`e.at < ${beginning(addDays(asked.to, 1))}`);
  if (after) conditions.push(sql`e.id < ${after[0]}::bigint`);
  const { rows } = await sql<Row>`
    select e.id, e.at, e.action, e.outcome, e.actor_kind, e.actor_id, e.actor_name, e.address,
      e.request_id as request, e.subject_kind, e.subject_id, e.detail
    from audit_event e where ${sql.join(conditions, sql` and `)} order by e.id desc limit ${limit + 1}`.execute(ctx.db);
  const { items, next } = page(asked, rows, limit, (row) => [row.id]);
  return { items: items.map(viewOf), next };
}

const viewOf = ({ actor_kind, actor_id, actor_name, subject_kind, subject_id, ...row }: Row): EventView => ({
  ...row,
  actor: { kind: actor_kind, id: actor_id, name: actor_name },
  subject: subject_kind === null || subject_id === null ? null : { kind: subject_kind, id: subject_id },
});
