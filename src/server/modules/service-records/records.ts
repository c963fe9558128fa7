import { type RawBuilder, sql, type SqlBool } from 'kysely';
import type { RecordState } from '../../../shared/service-records/codes.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { Id } from '../../kernel/ids.ts';

/** `2026-000123`, within the platform. */
export const numberOf = (year: number, seq: number): string => `${year}-${String(seq).padStart(6, '0')}`;

/** Record `r` counts: it is none that was taken back, nor the taking back. */
export const IN_FORCE: RawBuilder<SqlBool> = sql<SqlBool>`(r.entry = 'record'
  and not exists (select 1 from service_record x where x.reverses_id = r.id))`;

export interface RecordRow {
  id: Id;
  platform_id: Id;
  year: number;
  seq: number;
  entry: 'record' | 'reversal';
  root_id: Id;
  reverses_id: Id | null;
  replaces_id: Id | null;
  reason: string | null;
  subject: string | null;
  source: string;
  kind: string;
  channel: string;
  on_date: string;
  receiver_account_id: Id | null;
  organisation_id: Id | null;
  unit_kind: string;
  user_group: string;
  region_code: string | null;
  abroad: boolean;
  inside_host: boolean;
  purpose: string;
  income_fen: string;
  hours: string;
  participants: number;
  due_back: string | null;
  flags: unknown;
  content: unknown;
  actor_name: string;
  at: string;
  /** Id of the reversal that took it back. */
  reversed_by: Id | null;
  returned_on: string | null;
}

/** Rows under a condition on `r`, newest first unless told. */
export async function selectRecords(
  db: ReadDb,
  where: RawBuilder<SqlBool>,
  after: RawBuilder<unknown> = sql`order by r.id`,
): Promise<RecordRow[]> {
  const { rows } = await sql<RecordRow>`
    select r.*, x.id as reversed_by, b.on_date as returned_on
    from service_record r left join service_record x on x.reverses_id = r.id
      left join service_return b on b.record_id = r.id
    where ${where} ${after}`.execute(db);
  return rows;
}

export const stateOf = (row: Pick<RecordRow, 'entry' | 'reversed_by'>): RecordState =>
  row.entry === 'reversal' ? 'reversal' : row.reversed_by === null ? 'valid' : 'reversed';

export const findRecord = async (db: ReadDb, id: Id): Promise<RecordRow | undefined> =>
  (await selectRecords(db, sql<SqlBool>`r.id = ${id}`))[0];
