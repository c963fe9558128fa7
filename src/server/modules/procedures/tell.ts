import type { ScopeKind } from '../../../shared/identity/roles.ts';
import { SCOPE_KINDS } from '../../../shared/identity/roles.ts';
import { type Desk, desksOf } from '../../../shared/procedures/desks.ts';
import { act, type Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { Id } from '../../kernel/ids.ts';
import { accountsIn, accountsOfOrganisation, activeAccounts, type Reached } from '../identity/index.ts';
import { placeOf } from './place.ts';
import { rulesOf } from './rules.ts';
import { findCase } from './store.ts';

/** After commit those told by an event get their mail. */
export const queueTelling = (tx: Tx, event: Id): Promise<void> =>
  tx.queue('procedures.tell', { event }, `procedures.tell:${event}`);

/** Effect `procedures.tell`: one mail for each account, however many of its roles are told; a repeated delivery sends none twice. */
export async function tellConcerned(ctx: Ctx, payload: unknown): Promise<void> {
  const { event: id } = payload as { event: Id };
  const event = await ctx.db.selectFrom('case_event').selectAll().where('id', '=', id).executeTakeFirst();
  const row = event && (await findCase(ctx.db, event.case_id));
  if (!row) return;
  const place = await placeOf(ctx.db, row);
  const { procedure } = rulesOf(ctx, row);
  const reached = new Map<Id, Reached>();
  for (const desk of event.told.flatMap((who) => desksOf(who, place)))
    for (const account of await accountsAt(ctx, desk)) reached.set(account.id, account);
  if (event.account_id !== null) reached.delete(event.account_id);
  if (reached.size === 0) return;
  await act(
    ctx,
    {
      action: 'procedures.case.tell',
      subject: { kind: 'case', id: row.id },
      detail: { event: id, accounts: reached.size },
    },
    async (tx) => {
      for (const account of reached.values()) {
        if (account.email === null) continue;
        const mail = {
          to: account.email,
          account: account.id,
          template: 'case_moved',
          lang: 'zh-CN',
          params: {
            name: account.name,
            case: row.title,
            procedure: procedure.label.zh,
            state: procedure.states[event.to_state ?? row.state]?.label.zh ?? row.state,
            id: row.id,
          },
        };
        await tx.queue('mail', mail, `case_moved:${id}:${account.id}`);
      }
    },
  );
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
