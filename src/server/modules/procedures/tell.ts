import type { ScopeKind } from '../../../shared/identity/roles.ts';
import { SCOPE_KINDS } from '../../../shared/identity/roles.ts';
import type { NewMessage } from '../../../shared/notifications/new-message.ts';
import { type Desk, desksOf } from '../../../shared/procedures/desks.ts';
import { act, type Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { Id } from '../../kernel/ids.ts';
import { accountsIn, accountsOfOrganisation, activeAccounts, type Reached } from '../identity/index.ts';
import { placeOf } from './place.ts';
import { type CaseRow, type EventRow, findCase } from './store.ts';
import { toldMessage } from './told-message.ts';

/** After commit those told by an event get their message. */
export const queueTelling = (tx: Tx, event: Id): Promise<void> =>
  tx.queue('procedures.tell', { event }, `procedures.tell:${event}`);

/**
 * Effect `procedures.tell`: one message for each account, however many of its roles are told; a repeated delivery tells nobody
 * twice. Who holds the role now is told, not who held it then.
 */
export async function tellConcerned(ctx: Ctx, payload: unknown): Promise<void> {
  const { event: id } = payload as { event: Id };
  const found = await ctx.db.selectFrom('case_event').selectAll().where('id', '=', id).executeTakeFirst();
  const row = found && (await findCase(ctx.db, found.case_id));
  if (!row) return;
  const reached = await reachedBy(ctx, found, row);
  const messages: NewMessage[] = [];
  for (const account of reached) {
    const message = await toldMessage(ctx, found, row, account);
    if (message) messages.push(message);
  }
  if (messages.length === 0) return;
  const detail = { event: id, accounts: messages.length };
  await act(ctx, { action: 'procedures.case.tell', subject: { kind: 'case', id: row.id }, detail }, (tx) =>
    queueMessages(tx, messages),
  );
}

export async function queueMessages(tx: Tx, messages: readonly NewMessage[]): Promise<void> {
  for (const message of messages) await tx.queue('notify', message, `notify:${message.key}`);
}

/** Accounts at the desks that an event tells; a case handed over tells whoever has it now. Not whoever did it. */
async function reachedBy(ctx: Ctx, event: EventRow, row: CaseRow): Promise<Reached[]> {
  const place = await placeOf(ctx.db, row);
  const reached = new Map<Id, Reached>();
  for (const desk of event.told.flatMap((who) => desksOf(who, place)))
    for (const account of await accountsAt(ctx, desk)) reached.set(account.id, account);
  const { to } = event.detail as { to?: unknown };
  if (event.kind === 'handed_over' && typeof to === 'string')
    for (const account of await activeAccounts(ctx.db, [to])) reached.set(account.id, account);
  if (event.account_id !== null) reached.delete(event.account_id);
  return [...reached.values()];
}

/** Active accounts that sit at a desk. */
export async function accountsAt(ctx: Ctx, desk: Desk): Promise<Reached[]> {
  const [role, kind, id] = desk.split('|') as [string, string, string];
  if (kind === 'account') return id === '*' ? [] : activeAccounts(ctx.db, [id]);
  if (kind === 'delegate') {
    const [programme, procedure] = id.split('/') as [string, string];
    return accountsOfOrganisation(ctx.db, await commissioned(ctx.db, ctx.today, programme, procedure), role, ctx.today);
  }
  const scope = SCOPE_KINDS.find((known): known is ScopeKind => known === kind);
  return scope ? accountsIn(ctx.db, role, scope, id, ctx.today) : [];
}

/** Organisations with a commission for a procedure on a day. */
async function commissioned(db: ReadDb, today: string, programme: string, procedure: string): Promise<Id[]> {
  const rows = await db
    .selectFrom('delegation')
    .select(['organisation_id', 'procedures'])
    .where('programme_id', '=', programme)
    .where('revoked_at', 'is', null)
    .where('from_date', '<=', today)
    .where((eb) => eb.or([eb('to_date', 'is', null), eb('to_date', '>=', today)]))
    .execute();
  return rows
    .filter(({ procedures }) => procedures.length === 0 || procedures.includes(procedure))
    .map((row) => row.organisation_id);
}
