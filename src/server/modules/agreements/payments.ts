import { sql, type SqlBool } from 'kysely';
import { z } from 'zod';
import { agreementsProblem } from '../../../shared/agreements/problems.ts';
import { CONTRACT_STATES } from '../../../shared/agreements/codes.ts';
import { contractContent } from '../../../shared/agreements/contract-content.ts';
import type { KnownContract } from '../../../shared/agreements/known.ts';
import { daysBetween } from '../../../shared/dates.ts';
import { yuanText } from '../../../shared/stock/fees.ts';
import { act } from '../../kernel/act.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import { page, readCursor } from '../../kernel/cursor.ts';
import { platformsById } from '../identity/index.ts';
import { keptPart, keptPlatforms, ownPlatform } from './access.ts';
import { notNow } from './contracts.ts';
import type { Facts } from './facts.ts';
import { labelOf, platformLink } from './names.ts';

/**
 * Records a payment of a contract or quotation, or what was paid back; the sum stays between nothing and the price.
 * @throws agreements.part_unknown | kernel.not_allowed | agreements.contract_unknown | agreements.contract_not_now |
 *   agreements.payment_refused
 */
export async function recordPayment(
  ctx: Ctx,
  subject: string,
  { fen, on_date, reference }: { fen: number; on_date: string; reference: string },
): Promise<void> {
  await keptPart(ctx, subject);
  const event = {
    action: 'agreements.payment.record',
    subject: { kind: 'request_part', id: subject },
    detail: { fen },
  };
  await act(ctx, event, async (tx) => {
    const row = await tx.db
      .selectFrom('service_contract')
      .select(['id', 'total_fen', 'state'])
      .where('subject', '=', subject)
      .forUpdate()
      .executeTakeFirst();
    // What was paid can always be paid back; nothing is paid on what is not offered, or was cancelled.
    if (!row || (row.state === 'draft' && fen > 0)) throw agreementsProblem('agreements.contract_unknown');
    if (row.state === 'cancelled' && fen > 0) throw notNow('cancelled');
    const paid = sumOf(
      await tx.db.selectFrom('contract_payment').select('fen').where('contract_id', '=', row.id).execute(),
    );
    const high = fen > 0 && paid + fen > Number(row.total_fen);
    if (fen === 0 || paid + fen < 0 || high || on_date > ctx.today)
      throw agreementsProblem('agreements.payment_refused', {
        paid: yuanText(paid),
        now: yuanText(fen),
        total: yuanText(Number(row.total_fen)),
      });
    await tx.db
      .insertInto('contract_payment')
      .values({
        id: await ctx.services.ids.next(tx.db),
        contract_id: row.id,
        fen: String(fen),
        on_date,
        reference,
        account_id: accountOf(ctx.actor),
        actor_name: ctx.actor.kind === 'anonymous' ? '' : ctx.actor.name,
        at: ctx.now,
      })
      .execute();
  });
}

const sumOf = (rows: readonly { fen: string }[]): number => rows.reduce((sum, { fen }) => sum + Number(fen), 0);

/** Payments as both sides see them, and their sum. */
export const paymentsOf = (payments: NonNullable<Facts['contract']>['payments']) => ({
  payments: payments.map(({ id, fen, on_date, reference, actor_name }) => ({
    id,
    amount: yuanText(Number(fen)),
    on: on_date,
    reference,
    by: actor_name,
  })),
  paid: yuanText(sumOf(payments)),
});

const PAID = sql<string>`(select coalesce(sum(p.fen), 0) from contract_payment p where p.contract_id = c.id)`;

/** Contracts of the platforms one looks after; those that wait for a registration number show for how many days. */
export async function listContracts(
  ctx: Ctx,
  {
    limit,
    cursor,
    ...asked
  }: {
    platform?: string | undefined;
    open?: 'registration' | 'payment' | undefined;
    limit: number;
    cursor?: string | undefined;
  },
) {
  const after = readCursor(asked, cursor, z.tuple([z.string().regex(/^\d{1,19}$/)]));
  let query = ctx.db
    .selectFrom('service_contract as c')
    .selectAll('c')
    .select(PAID.as('paid'))
    .where(keptPlatforms(ctx, 'c.platform_id'))
    .orderBy('c.id', 'desc')
    .limit(limit + 1);
  if (after) query = query.where('c.id', '<', after[0]);
  if (asked.platform !== undefined)
    query = query.where('c.platform_id', '=', (await ownPlatform(ctx, asked.platform)).id);
  if (asked.open === 'registration')
    query = query
      .where('c.registrable', '=', true)
      .where('c.registration_number', 'is', null)
      .where('c.state', '=', 'in_force');
  if (asked.open === 'payment')
    query = query.where('c.state', 'in', ['offered', 'in_force']).where(sql<SqlBool>`c.total_fen > ${PAID}`);
  const { items, next } = page(asked, await query.execute(), limit, ({ id }) => [id]);
  const platforms = await platformsById(
    ctx.db,
    items.map(({ platform_id }) => platform_id),
  );
  return {
    items: items.map((row) => {
      const content = contractContent.parse(row.content);
      const open = row.state === 'in_force' && row.registrable && row.registration_number === null;
      return {
        subject: row.subject,
        platform: platformLink(platforms.get(row.platform_id)!, ctx.lang),
        number: row.number,
        title: content.title,
        user: content.user.name,
        state_label: labelOf(CONTRACT_STATES, row.state as KnownContract['state'], ctx.lang),
        total: yuanText(Number(row.total_fen)),
        cost: yuanText(Number(row.cost_fen)),
        paid: yuanText(Number(row.paid)),
        signed_on: signedOn(row),
        days_open: open ? daysBetween(signedOn(row)!, ctx.today) : null,
      };
    }),
    next,
  };
}

/** Day on which the second of both signed. */
const signedOn = (row: { host_signed_on: string | null; user_signed_on: string | null }): string | null =>
  row.host_signed_on === null || row.user_signed_on === null
    ? null
    : row.host_signed_on > row.user_signed_on
      ? row.host_signed_on
      : row.user_signed_on;
