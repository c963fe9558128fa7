import { sql } from 'kysely';
import type { RecordFields } from '../../../shared/catalogue/resource-type.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { Id } from '../../kernel/ids.ts';
import { platformsById } from '../identity/index.ts';
import type { SearchPlatform } from './search-preparation.ts';

/** What the search row of a published record is made of: plain data, for any thread. */
export interface IndexSource {
  id: Id;
  publishedAt: string;
  type: string;
  platform: SearchPlatform;
  content: { fields: RecordFields; title: string; titleEn: string | undefined };
}

interface Row {
  id: Id;
  type: string;
  platform_id: Id;
  title: string;
  title_en: string | null;
  fields: RecordFields;
  published_at: string;
}

const COLUMNS = sql.raw('r.id, r.type, r.platform_id, r.title, r.title_en, r.fields, r.published_at');

/** Published records in the order of their ids, after one of them. */
export async function publishedAfter(db: ReadDb, after: Id, limit: number): Promise<IndexSource[]> {
  const { rows } = await sql<Row>`
    select ${COLUMNS} from resource r where r.state = 'published' and r.id > ${after} order by r.id limit ${limit}`.execute(
    db,
  );
  return sourcesOf(db, rows);
}

/** Those of some records that are published. */
export async function publishedAmong(db: ReadDb, ids: readonly Id[]): Promise<IndexSource[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<Row>`
    select ${COLUMNS} from resource r where r.state = 'published' and r.id = any(${[...ids]}::bigint[])`.execute(db);
  return sourcesOf(db, rows);
}

async function sourcesOf(db: ReadDb, rows: readonly Row[]): Promise<IndexSource[]> {
  const platforms = await platformsById(
    db,
    rows.map(({ platform_id }) => platform_id),
  );
  return rows.map((row) => ({
    id: row.id,
    publishedAt: row.published_at,
    type: row.type,
    platform: { id: row.platform_id, regionCode: platforms.get(row.platform_id)?.region_code ?? null },
    content: { fields: row.fields, title: row.title, titleEn: row.title_en ?? undefined },
  }));
}
