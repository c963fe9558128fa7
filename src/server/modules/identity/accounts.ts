import { type RawBuilder, sql, type SqlBool } from 'kysely';
import { z } from 'zod';
import type { InputOf } from '../../../shared/contract.ts';
import type { accountRoutes } from '../../../shared/identity/account-routes.ts';
import { ADMINISTRATION } from '../../../shared/identity/administration.ts';
import { identityProblem } from '../../../shared/identity/problems.ts';
import type { accountView } from '../../../shared/identity/schemas.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import { page, readCursor } from '../../kernel/cursor.ts';
import type { Id } from '../../kernel/ids.ts';
import { accountManaged, accountVisible, scopeOf } from './access.ts';
import { inEffect, rolesHeld } from './held-roles.ts';
import { contains, every } from './like.ts';
import { machineNow } from './machine-time.ts';

export type AccountView = z.input<typeof accountView>;

export interface AccountRow {
  id: Id;
  account: string;
  name: string;
  email: string | null;
  phone: string | null;
  organisation: { id: Id; name: string; name_en: string | null } | null;
  state: 'invited' | 'active' | 'disabled';
  second_factor: boolean;
  locked_until: string | null;
  last_sign_in_at: string | null;
  demo: boolean;
  revision: number;
  created_at: string;
  editable: boolean;
  unlockable: boolean;
  resettable: boolean;
}

async function selectAccounts(ctx: Ctx, where: RawBuilder<SqlBool>, after: RawBuilder<unknown>): Promise<AccountRow[]> {
  const managed = (action: 'edit_accounts' | 'unlock_accounts' | 'reset_second_factors') =>
    accountManaged(scopeOf(ctx.actor, ADMINISTRATION[action]), ctx.today);
  const { rows } = await sql<AccountRow>`
    select a.id, a.account, a.name, a.email, a.phone, a.state, a.totp_confirmed_at is not null as second_factor,
      f.locked_until, a.last_sign_in_at, a.demo, a.revision, a.created_at,
      case when o.id is not null
        then jsonb_build_object('id', o.id::text, 'name', o.name_zh, 'name_en', o.name_en) end as organisation,
      ${managed('edit_accounts')} as editable, ${managed('unlock_accounts')} as unlockable,
      ${managed('reset_second_factors')} as resettable
    from account a left join organisation o on o.id = a.organisation_id
    left join sign_in_failure f on f.account = lower(a.account) and f.locked_until > ${machineNow()}
    where ${accountVisible(scopeOf(ctx.actor, ADMINISTRATION.list_accounts))} and ${where} ${after}`.execute(ctx.db);
  return rows;
}

/** What the reader may do with an account now. */
function actionsOn(ctx: Ctx, row: AccountRow): string[] {
  const other = accountOf(ctx.actor) !== row.id;
  const possible: Readonly<Record<string, boolean>> = {
    update: row.editable,
    invite_again: row.editable && row.state === 'invited' && row.email !== null,
    disable: row.editable && other && row.state !== 'disabled',
    enable: row.editable && row.state === 'disabled',
    unlock: row.unlockable && other && row.locked_until !== null,
    reset_second_factor: row.resettable && other && row.second_factor,
  };
  return Object.keys(possible).filter((action) => possible[action]);
}

async function viewsOf(ctx: Ctx, rows: readonly AccountRow[]): Promise<AccountView[]> {
  const held = await rolesHeld(
    ctx,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({ ...row, roles: held.get(row.id) ?? [], actions: actionsOn(ctx, row) }));
}

/** Accounts in one's scope, by account name. */
export async function listAccounts(ctx: Ctx, query: InputOf<typeof accountRoutes.listAccounts>['query']) {
  const { limit, cursor, ...asked } = query;
  const after = readCursor(asked, cursor, z.tuple([z.string()]));
  const where = every([
    asked.q !== '' &&
      sql<SqlBool>`(${contains('a.account', asked.q)} or ${contains('a.name', asked.q)} or ${contains('a.email', asked.q)})`,
    asked.state !== undefined && sql<SqlBool>`a.state = ${asked.state}`,
    asked.organisation !== undefined && sql<SqlBool>`a.organisation_id = ${asked.organisation}`,
    asked.role !== undefined &&
      sql<SqlBool>`exists (select 1 from role_grant g where g.account_id = a.id and g.role = ${asked.role} and ${inEffect(ctx.today)})`,
    after && sql<SqlBool>`lower(a.account) > ${after[0]}`,
  ]);
  const rows = await selectAccounts(ctx, where, sql`order by lower(a.account) limit ${limit + 1}`);
  const { items, next } = page(asked, rows, limit, (row) => [row.account.toLowerCase()]);
  return { items: await viewsOf(ctx, items), next };
}

/** An account the actor may see. @throws identity.account_unknown */
export async function accountRow(ctx: Ctx, id: Id): Promise<AccountRow> {
  const [row] = await selectAccounts(ctx, sql<SqlBool>`a.id = ${id}`, sql``);
  if (!row) throw identityProblem('identity.account_unknown');
  return row;
}

/** @throws identity.account_unknown */
export async function readAccount(ctx: Ctx, id: Id): Promise<AccountView> {
  const [view] = await viewsOf(ctx, [await accountRow(ctx, id)]);
  return view!;
}
