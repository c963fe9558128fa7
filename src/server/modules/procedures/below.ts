import { sql } from 'kysely';
import type { Role } from '../../../shared/identity/roles.ts';
import type { Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { Id } from '../../kernel/ids.ts';
import { personOf } from './access.ts';
import { draftsOf } from './draft-store.ts';
import { placeOf } from './place.ts';
import { rulesOf } from './rules.ts';
import type { CaseRow } from './store.ts';
import { editableFields } from './typed-fields.ts';

/** A sub-case and who is assigned to it; nobody for one that is nobody's own. */
export interface Seat {
  row: CaseRow;
  account: Id | null;
  /** Since when they are. */
  since: string;
}

/** Sub-cases of a procedure under a case, in the order of their opening. */
export async function seatsUnder(db: ReadDb, parent: Id, procedure: string): Promise<Seat[]> {
  const rows = await db
    .selectFrom('proc_case')
    .selectAll()
    .where('parent_id', '=', parent)
    .where('procedure', '=', procedure)
    .orderBy('id')
    .execute();
  if (rows.length === 0) return [];
  const assigned = await db
    .selectFrom('case_assignment')
    .select(['case_id', 'account_id', 'at'])
    .where(
      'case_id',
      'in',
      rows.map(({ id }) => id),
    )
    .where('ended_at', 'is', null)
    .execute();
  return (rows as CaseRow[]).map((row) => {
    const found = assigned.find(({ case_id }) => case_id === row.id);
    return { row, account: found?.account_id ?? null, since: found?.at ?? row.opened_at };
  });
}

/** Open cases under a case; 2,000 of them. */
export async function casesUnder(db: ReadDb, parent: Id): Promise<CaseRow[]> {
  const rows = await db
    .selectFrom('proc_case')
    .selectAll()
    .where('parent_id', '=', parent)
    .where('closed_at', 'is', null)
    .orderBy('id')
    .limit(2000)
    .execute();
  return rows as CaseRow[];
}

/** How many open cases accounts are assigned to in a role. */
export async function countRunning(db: ReadDb, accounts: readonly Id[], role: Role): Promise<Map<Id, number>> {
  const { rows } = await sql<{ account: Id; running: number }>`
    select a.account_id as account, count(*)::int as running
    from case_assignment a join proc_case c on c.id = a.case_id and c.closed_at is null
    where a.role = ${role} and a.ended_at is null and a.account_id = any(${[...accounts]}::bigint[])
    group by a.account_id`.execute(db);
  return new Map(rows.map(({ account, running }) => [account, running]));
}

/** Cases of a programme an account was assigned to in a role, the latest first; 200 of them. */
export async function casesAssigned(db: ReadDb, account: Id, role: Role): Promise<CaseRow[]> {
  const { rows } = await sql<CaseRow>`
    select c.* from proc_case c where c.id in (
      select case_id from case_assignment where account_id = ${account} and role = ${role})
    order by c.id desc limit 200`.execute(db);
  return rows;
}

/** Open cases with an assignment in a role that was made before an instant. */
export async function openAssignments(
  db: ReadDb,
  role: Role,
  before: string,
): Promise<{ row: CaseRow; account: Id; since: string }[]> {
  const { rows } = await sql<CaseRow & { assigned_account: Id; assigned_at: string }>`
    select c.*, a.account_id as assigned_account, a.at as assigned_at
    from case_assignment a join proc_case c on c.id = a.case_id and c.closed_at is null
    where a.role = ${role} and a.ended_at is null and a.at < ${before} order by a.id limit 5000`.execute(db);
  return rows.map((row) => ({ row, account: row.assigned_account, since: row.assigned_at }));
}

/** Sets fields of a case as part of a step that somebody else took: what a module works out from it. The case is locked already. */
export async function setFields(tx: Tx, id: Id, values: Readonly<Record<string, unknown>>): Promise<void> {
  await sql`update proc_case set data = data || ${JSON.stringify(values)}::jsonb where id = ${id}`.execute(tx.db);
}

/** Fields of a case with what is being typed into those the caller may write now. */
export async function draftedData(ctx: Ctx, row: CaseRow): Promise<Record<string, unknown>> {
  if (row.closed_at !== null || ctx.actor.kind !== 'account') return row.data;
  const place = await placeOf(ctx.db, row);
  const mine = editableFields(rulesOf(ctx, row).procedure, { ...row, place }, await personOf(ctx));
  const drafts = (await draftsOf(ctx.db, row.id)).filter(({ field }) => mine.includes(field));
  return { ...row.data, ...Object.fromEntries(drafts.map(({ field, value }) => [field, value])) };
}

/** Cases about a platform in a network and all below them, each with the one it stands under. */
export async function platformCases(db: ReadDb, programme: string, platform: Id): Promise<Map<Id, Id | null>> {
  const { rows } = await sql<{ id: Id; parent_id: Id | null }>`
    with recursive about as (
      select id, parent_id from proc_case
      where subject_kind = 'platform' and subject_id = ${platform} and programme_id = ${programme}
      union
      select c.id, c.parent_id from proc_case c join about a on c.parent_id = a.id
    )
    select id, parent_id from about order by id desc`.execute(db);
  return new Map(rows.map(({ id, parent_id }) => [id, parent_id]));
}
