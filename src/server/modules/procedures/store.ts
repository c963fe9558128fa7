import { type Selectable, sql } from 'kysely';
import type { Instant } from '../../../shared/dates.ts';
import type { Tx } from '../../kernel/act.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { Tables } from '../../kernel/db/tables.ts';
import type { Id } from '../../kernel/ids.ts';

export type CaseRow = Selectable<Tables['proc_case']> & { data: Record<string, unknown> };
export type ClockRow = Selectable<Tables['case_clock']>;
export type EventRow = Selectable<Tables['case_event']>;

/** No clock runs: a date after every other, so that lists sort by one column. */
export const NO_DUE = '9999-12-31';

export async function findCase(db: ReadDb, id: Id): Promise<CaseRow | undefined> {
  const row = await db.selectFrom('proc_case').selectAll().where('id', '=', id).executeTakeFirst();
  return row as CaseRow | undefined;
}

/** Cases by id, whoever asks: for modules that show a part of them which is public. */
export async function casesById(db: ReadDb, ids: readonly Id[]): Promise<Map<Id, CaseRow>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('proc_case')
    .selectAll()
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map((rows as CaseRow[]).map((row) => [row.id, row]));
}

/** A case for the rest of the transaction. Parents are locked before their sub-cases everywhere, so nobody waits in a ring. */
export async function lockCase(tx: Tx, id: Id): Promise<CaseRow | undefined> {
  await sql`with recursive up as (
      select id, parent_id, 0 as depth from proc_case where id = ${id}
      union all select p.id, p.parent_id, up.depth + 1 from proc_case p join up on p.id = up.parent_id)
    select c.id from proc_case c where c.id in (select id from up) order by c.id for update`.execute(tx.db);
  return findCase(tx.db, id);
}

export const clocksOf = (db: ReadDb, caseId: Id): Promise<ClockRow[]> =>
  db.selectFrom('case_clock').selectAll().where('case_id', '=', caseId).orderBy('id').execute();

export const clocksOfCases = async (db: ReadDb, caseIds: readonly Id[]): Promise<ClockRow[]> =>
  caseIds.length === 0
    ? []
    : db
        .selectFrom('case_clock')
        .selectAll()
        .where('case_id', 'in', [...new Set(caseIds)])
        .orderBy('id')
        .execute();

/** Id of the newest event of any timeline; 0 before the first. */
export async function newestEvent(ctx: { db: ReadDb }): Promise<Id> {
  const { id } = await ctx.db
    .selectFrom('case_event')
    .select((eb) => eb.fn.max('id').as('id'))
    .executeTakeFirstOrThrow();
  return id ?? '0';
}

/** Cases that somebody opened, or took an action in, at an instant; `before`: the newest event of an earlier one. */
export async function doneAt(
  ctx: { db: ReadDb },
  { at, account, action }: { at: Instant; account: Id; action: string | undefined },
): Promise<{ cases: Id[]; before: Id }> {
  let query = ctx.db
    .selectFrom('case_event')
    .select('case_id')
    .where('at', '=', at)
    .where('account_id', '=', account)
    .where('kind', 'in', action === undefined ? ['opened'] : ['action', 'signed']);
  if (action !== undefined) query = query.where('action', '=', action);
  const cases = (await query.execute()).map(({ case_id }) => case_id);
  const { id } = await ctx.db
    .selectFrom('case_event')
    .select((eb) => eb.fn.max('id').as('id'))
    .where('at', '<', at)
    .executeTakeFirstOrThrow();
  return { cases, before: id ?? '0' };
}

/** Who was told and what was made in a case since an event. */
export async function toldSince(
  ctx: { db: ReadDb },
  caseId: Id,
  since: Id,
): Promise<{ told: string[]; produces: string[] }> {
  const rows = await ctx.db
    .selectFrom('case_event')
    .select(['told', 'detail'])
    .where('case_id', '=', caseId)
    .where('id', '>', since)
    .execute();
  return {
    told: rows.flatMap(({ told }) => told),
    produces: rows.flatMap(({ detail }) => (detail as { produces?: string[] }).produces ?? []),
  };
}

/** Sub-cases that a case opened since an event, in their order. */
export async function subCasesSince(
  ctx: { db: ReadDb },
  parent: Id,
  since: Id,
): Promise<{ id: Id; procedure: string }[]> {
  const events = await ctx.db
    .selectFrom('case_event')
    .select('detail')
    .where('case_id', '=', parent)
    .where('id', '>', since)
    .orderBy('id')
    .execute();
  const ids = events.flatMap(({ detail }) => (detail as { opened?: Id[] }).opened ?? []);
  const rows = await ctx.db
    .selectFrom('proc_case')
    .select(['id', 'procedure'])
    .where('id', 'in', ['0', ...ids])
    .execute();
  return ids.flatMap((id) => rows.find((row) => row.id === id) ?? []);
}
