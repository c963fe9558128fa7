import type { z } from 'zod';
import type { Named, Parties } from '../../../shared/experts/conflicts.ts';
import type { avoidanceEntry } from '../../../shared/experts/schemas.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { Id } from '../../kernel/ids.ts';
import { accountNames, accountsIn, organisationNames } from '../identity/index.ts';
import { type CaseRow, rulesOf } from '../procedures/index.ts';

export type Avoided = z.output<typeof avoidanceEntry>;

/** With whom experts of an application must have no ties: host, units that take part, supervising department, head, and whom it asks to avoid. */
export async function partiesOf(ctx: Ctx, row: CaseRow): Promise<Parties> {
  const ids = [row.host_id, row.supervising_id].flatMap((id) => id ?? []);
  const names = await organisationNames(ctx, ids);
  const named = (id: Id | null): Named | null => (id === null ? null : { id, name: names.get(id) ?? '' });
  const heads =
    row.platform_id === null ? [] : await accountsIn(ctx.db, 'platform_head', 'platform', row.platform_id, ctx.today);
  const opener = row.opened_by === null ? new Map<Id, string>() : await accountNames(ctx.db, [row.opened_by]);
  return {
    host: named(row.host_id),
    partners: partnersOf(ctx, row),
    supervising: named(row.supervising_id),
    people: [...new Set([...heads.map(({ name }) => name), ...opener.values()])],
    avoided: await avoidedOf(ctx.db, row.id),
  };
}

/** Units that take part in the building (共建单位), as the application names them, one a line. */
export function partnersOf(ctx: Pick<Ctx, 'services'>, row: CaseRow): Named[] {
  const { partners_field, host_field } = rulesOf(ctx, row).ruleSet.reviews ?? {};
  const texts = [partners_field, host_field].map((field) => (field === undefined ? undefined : row.data[field]));
  const text = texts.filter((one) => typeof one === 'string').join('\n');
  const lines = text.split(/[\r\n；;、]+/).map((line) => line.trim());
  return [...new Set(lines)].filter((line) => line !== '' && line !== '无').map((name) => ({ name }));
}

export async function avoidedOf(db: ReadDb, caseId: Id): Promise<Avoided[]> {
  const found = await db
    .selectFrom('review_avoidance')
    .select('entries')
    .where('case_id', '=', caseId)
    .executeTakeFirst();
  return (found?.entries as Avoided[] | undefined) ?? [];
}
