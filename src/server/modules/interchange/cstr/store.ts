import { type RawBuilder, sql, type SqlBool } from 'kysely';
import type { Tx } from '../../../kernel/act.ts';
import type { ReadDb } from '../../../kernel/db/open.ts';
import { insertRows } from '../../../kernel/db/rows.ts';
import type { Id } from '../../../kernel/ids.ts';

export interface Batch {
  id: Id;
  platform_id: Id;
  type: string;
  agency: string;
  state: 'made' | 'submitted' | 'answered' | 'dropped';
  task: string | null;
  made_by_name: string;
  created_at: string;
  submitted_at: string | null;
  answered_at: string | null;
  revision: number;
  count: string;
  registered: string;
  failed: string;
}

export interface Item {
  batch_id: Id;
  position: number;
  resource_id: Id;
  title: string;
  value: string;
  value_key: string;
  outcome: 'registered' | 'failed' | null;
  message: string | null;
}

const BATCH = sql`b.id, b.platform_id, b.type, b.agency, b.state, b.task, b.made_by_name, b.created_at, b.submitted_at,
  b.answered_at, b.revision, (select count(*) from cstr_batch_item i where i.batch_id = b.id) as count,
  (select count(*) from cstr_batch_item i where i.batch_id = b.id and i.outcome = 'registered') as registered,
  (select count(*) from cstr_batch_item i where i.batch_id = b.id and i.outcome = 'failed') as failed`;

export async function selectBatches(db: ReadDb, where: RawBuilder<SqlBool>, limit: number): Promise<Batch[]> {
  const { rows } =
    await sql<Batch>`select ${BATCH} from cstr_batch b where ${where} order by b.id desc limit ${limit}`.execute(db);
  return rows;
}

export const findBatch = async (db: ReadDb, id: Id): Promise<Batch | undefined> =>
  (await selectBatches(db, sql`b.id = ${id}`, 1))[0];

/** The batch, locked to the end of the transaction. */
export async function lockBatch(tx: Tx, id: Id): Promise<Batch | undefined> {
  await sql`select 1 from cstr_batch where id = ${id} for update`.execute(tx.db);
  return findBatch(tx.db, id);
}

export async function itemsOf(db: ReadDb, id: Id): Promise<Item[]> {
  const { rows } = await sql<Item>`select * from cstr_batch_item where batch_id = ${id} order by position`.execute(db);
  return rows;
}

export async function bodyOf(db: ReadDb, id: Id): Promise<unknown> {
  const row = await db.selectFrom('cstr_batch').select('body').where('id', '=', id).executeTakeFirst();
  return row?.body;
}

const ITEM = {
  batch_id: 'bigint',
  position: 'int',
  resource_id: 'bigint',
  title: 'text',
  value: 'text',
  value_key: 'text',
} as const;

export async function insertBatch(
  tx: Tx,
  batch: Pick<Batch, 'id' | 'platform_id' | 'type' | 'agency' | 'made_by_name' | 'created_at'> & { body: unknown },
  items: readonly Omit<Item, 'outcome' | 'message'>[],
): Promise<void> {
  await tx.db
    .insertInto('cstr_batch')
    .values({ ...batch, state: 'made', body: JSON.stringify(batch.body) })
    .execute();
  await insertRows('cstr_batch_item', ITEM, items).execute(tx.db);
}

export async function updateBatch(
  tx: Tx,
  { id, revision }: Pick<Batch, 'id' | 'revision'>,
  change: Partial<Pick<Batch, 'state' | 'task' | 'submitted_at' | 'answered_at'>>,
): Promise<void> {
  await tx.db
    .updateTable('cstr_batch')
    .set({ ...change, revision: revision + 1 })
    .where('id', '=', id)
    .execute();
}

export async function noteOutcomes(
  tx: Tx,
  id: Id,
  outcomes: readonly { position: number; outcome: 'registered' | 'failed'; message: string }[],
): Promise<void> {
  await sql`update cstr_batch_item i set outcome = o.outcome, message = o.message
    from unnest(${outcomes.map((o) => o.position)}::int[], ${outcomes.map((o) => o.outcome)}::text[],
      ${outcomes.map((o) => o.message)}::text[]) as o(position, outcome, message)
    where i.batch_id = ${id} and i.position = o.position`.execute(tx.db);
}
