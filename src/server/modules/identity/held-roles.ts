import { sql } from 'kysely';
import type { z } from 'zod';
import type { Bilingual } from '../../../shared/i18n.ts';
import { ROLES, type Role, type ScopeKind, WHOLE_INSTANCE } from '../../../shared/identity/roles.ts';
import type { heldRole } from '../../../shared/identity/schemas.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { programmeName } from './programme-name.ts';

export type HeldRoleView = z.input<typeof heldRole>;

const INSTANCE: Bilingual = { zh: '全系统', en: 'Whole installation' };

/** Columns that name the scope of a grant `g`; needs the joins of `SCOPE_JOINS`. */
export const SCOPE_NAMES = sql`
  coalesce(sp.name_zh, so.name_zh, sr.name_zh, sg.portal_name_zh) as scope_zh,
  coalesce(sp.name_en, so.name_en, sr.name_en, sg.portal_name_en) as scope_en, sg.rule_set as scope_rule_set`;
export const SCOPE_JOINS = sql`
  left join platform sp on g.scope_kind = 'platform' and sp.id::text = g.scope_id
  left join organisation so on g.scope_kind = 'organisation' and so.id::text = g.scope_id
  left join region sr on g.scope_kind = 'region' and sr.code = g.scope_id
  left join programme sg on g.scope_kind = 'programme' and sg.id = g.scope_id`;

export interface ScopeNames {
  scope_kind: ScopeKind;
  scope_id: string;
  scope_zh: string | null;
  scope_en: string | null;
  scope_rule_set: string | null;
}

/** What a scope is called. */
export function scopeLabel(ctx: Ctx, row: ScopeNames): Bilingual {
  if (row.scope_id === WHOLE_INSTANCE) return INSTANCE;
  if (row.scope_rule_set !== null)
    return programmeName(ctx, {
      rule_set: row.scope_rule_set,
      portal_name_zh: row.scope_zh,
      portal_name_en: row.scope_en,
    });
  const zh = row.scope_zh ?? row.scope_id;
  return { zh, en: row.scope_en ?? zh };
}

/** Roles that accounts hold today, by account. */
export async function rolesHeld(ctx: Ctx, accounts: readonly Id[]): Promise<Map<Id, HeldRoleView[]>> {
  const held = new Map<Id, HeldRoleView[]>(accounts.map((id) => [id, []]));
  if (accounts.length === 0) return held;
  const { rows } = await sql<
    ScopeNames & { id: Id; account_id: Id; role: Role; from_date: string; to_date: string | null }
  >`
    select g.id, g.account_id, g.role, g.scope_kind, g.scope_id, g.from_date, g.to_date, ${SCOPE_NAMES}
    from role_grant g ${SCOPE_JOINS}
    where g.account_id = any(${[...accounts]}::bigint[]) and ${inEffect(ctx.today)}
    order by g.id`.execute(ctx.db);
  for (const row of rows)
    held.get(row.account_id)?.push({
      grant: row.id,
      role: row.role,
      label: ROLES[row.role],
      scope_kind: row.scope_kind,
      scope_id: row.scope_id,
      scope_label: scopeLabel(ctx, row),
      from_date: row.from_date,
      to_date: row.to_date,
    });
  return held;
}

/** A grant `g` counts on a civil date: its first and last day included. */
export const inEffect = (today: string) =>
  sql<boolean>`(g.revoked_at is null and g.from_date <= ${today}::date and (g.to_date is null or g.to_date >= ${today}::date))`;
