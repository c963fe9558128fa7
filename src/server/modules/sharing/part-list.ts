import { type RawBuilder, sql, type SqlBool } from 'kysely';
import { z } from 'zod';
import { pick } from '../../../shared/i18n.ts';
import type { PartFilter } from '../../../shared/sharing/codes.ts';
import { ITEM_STATES, type ItemState } from '../../../shared/sharing/item-states.ts';
import { purposesOf } from '../../../shared/agreements/purposes.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import { page, readCursor } from '../../kernel/cursor.ts';
import type { Id } from '../../kernel/ids.ts';
import { type PlatformRecord, platformsById } from '../identity/index.ts';
import { ownRequests, workedOn, workedPlatform } from './access.ts';
import type { PartRow } from './part-lock.ts';
import { ruleSetById } from './policies.ts';

export type ListedPart = PartRow & {
  account_name: string;
  organisation_name: string | null;
  purpose: string;
  items: { title: string; state: ItemState }[];
};

export const platformName = (ctx: Ctx, { name_zh, name_en }: PlatformRecord): string =>
  ctx.lang === 'en' ? (name_en ?? name_zh) : name_zh;

/** An answer was promised by a day that is over, and none was given. */
export const isOverdue = (
  { today }: Pick<Ctx, 'today'>,
  { state, due_on, answered_at }: Pick<PartRow, 'state' | 'due_on' | 'answered_at'>,
): boolean => state === 'open' && answered_at === null && due_on !== null && due_on < today;

export function purposeLabel(ctx: Ctx, policy: string | null, purpose: string) {
  const found = purposesOf(ruleSetById(ctx, policy)).find(({ id }) => id === purpose);
  return { id: purpose, label: found ? pick(found, ctx.lang) : purpose };
}

/** What a view of the list shows of all that went to the platforms. */
function filterOf(ctx: Ctx, filter: PartFilter): RawBuilder<SqlBool> {
  switch (filter) {
    case 'all':
      return sql`true`;
    case 'open':
      return sql`p.state = 'open'`;
    case 'closed':
      return sql`p.state = 'closed'`;
    case 'mine':
      return sql`p.state = 'open' and p.claimed_by = ${accountOf(ctx.actor)}`;
    case 'overdue':
      return sql`p.state = 'open' and p.answered_at is null and p.due_on < ${ctx.today}`;
    case 'loans_overdue':
      return sql`exists (select 1 from request_item i where i.part_id = p.id and i.loan
        and i.state in ('sent', 'received') and i.back_on < ${ctx.today})`;
  }
}

interface Wanted {
  where: readonly RawBuilder<SqlBool>[];
  newestFirst: boolean;
  limit: number;
  after: Id | undefined;
}

async function selectParts({ db }: Ctx, { where, newestFirst, limit, after }: Wanted): Promise<ListedPart[]> {
  const further =
    after === undefined ? [] : [newestFirst ? sql<SqlBool>`p.id < ${after}` : sql<SqlBool>`p.id > ${after}`];
  const { rows } = await sql<ListedPart>`
    select p.*, r.account_name, r.organisation_name, r.purpose,
      (select jsonb_agg(jsonb_build_object('title', i.title, 'state', i.state) order by i.position)
        from request_item i where i.part_id = p.id) as items
    from request_part p join request r on r.id = p.request_id
    where ${sql.join([...where, ...further], sql` and `)}
    order by p.id ${sql.raw(newestFirst ? 'desc' : 'asc')} limit ${limit + 1}`.execute(db);
  return rows;
}

const cursorShape = z.tuple([z.string().regex(/^\d{1,19}$/)]);

/** Parts of the requests the caller has sent. @throws kernel.sign_in_first */
export async function listOwnRequests(ctx: Ctx, { limit, cursor }: { limit: number; cursor?: string | undefined }) {
  const after = readCursor({}, cursor, cursorShape)?.[0];
  const rows = await selectParts(ctx, { where: [ownRequests(ctx)], newestFirst: true, limit, after });
  const { items, next } = page({}, rows, limit, ({ id }) => [id]);
  return { items: await viewParts(ctx, items), next };
}

interface WorkAsked {
  platform?: string | undefined;
  filter: PartFilter;
  limit: number;
  cursor?: string | undefined;
}

/** Requests to the platforms of the caller, those that wait longest first. */
export async function listRequestWork(ctx: Ctx, { limit, cursor, ...asked }: WorkAsked) {
  const after = readCursor(asked, cursor, cursorShape)?.[0];
  const where = [filterOf(ctx, asked.filter)];
  if (asked.platform === undefined) where.push(workedOn(ctx));
  else where.push(sql`p.platform_id = ${(await workedPlatform(ctx, asked.platform)).id}`);
  const newestFirst = asked.filter === 'closed' || asked.filter === 'all';
  const { items, next } = page(asked, await selectParts(ctx, { where, newestFirst, limit, after }), limit, ({ id }) => [
    id,
  ]);
  return { items: await viewParts(ctx, items), next };
}

/** Parts by their ids, in the order given; their platforms are known. */
export async function partsById(ctx: Ctx, ids: readonly Id[], platforms: ReadonlyMap<Id, PlatformRecord>) {
  const where = [sql<SqlBool>`p.id = any(${[...ids]}::bigint[])`];
  const rows = await selectParts(ctx, { where, newestFirst: false, limit: ids.length, after: undefined });
  return viewParts(ctx, rows, platforms);
}

async function viewParts(ctx: Ctx, rows: readonly ListedPart[], known?: ReadonlyMap<Id, PlatformRecord>) {
  if (rows.length === 0) return [];
  const platforms =
    known ??
    (await platformsById(
      ctx.db,
      rows.map(({ platform_id }) => platform_id),
    ));
  return rows.map((row) => {
    const platform = platforms.get(row.platform_id)!;
    return {
      id: row.id,
      number: row.number,
      platform: { code: platform.code, name: platformName(ctx, platform) },
      requester: { name: row.account_name, organisation: row.organisation_name },
      purpose: purposeLabel(ctx, row.policy_id, row.purpose),
      items: row.items.map(({ title, state }) => ({
        title,
        state,
        state_label: pick(ITEM_STATES[state], ctx.lang),
      })),
      open: row.state === 'open',
      claimed_by: row.claimed_name,
      mine: row.claimed_by !== null && row.claimed_by === accountOf(ctx.actor),
      due_on: row.due_on,
      overdue: isOverdue(ctx, row),
      waits_for_requester: row.waits_for_requester,
      created_at: row.created_at,
    };
  });
}
