import { sql } from 'kysely';
import { migrate } from '../src/server/kernel/db/migrate.ts';
import { type Db, openStorage } from '../src/server/kernel/db/open.ts';
import { insertRows } from '../src/server/kernel/db/rows.ts';
import { generateRecord } from '../src/server/modules/catalogue/generate-records.ts';
import { fillIndex, SEED } from './search-corpus.ts';

/** Migrates a database and fills it once with generated records, published, and their search rows. */
export async function fillRecords(
  { url, folder }: { url: string | undefined; folder: string },
  records: number,
): Promise<void> {
  // One connection, as the rows go through a table that only it sees.
  const storage = await openStorage({ url, folder, connections: 1 });
  await migrate(storage.db);
  const { rows } = await sql<{ there: boolean }>`select exists (select from resource_search) as there`.execute(
    storage.db,
  );
  if (!rows[0]!.there) {
    await sql`insert into platform (id, code, name_zh, kind, contact, demo, created_at)
      select n, 'BENCH-' || n, '示范测速库第 ' || n || ' 号', 'resource_library', '{}', true, now() from generate_series(1, 300) n`.execute(
      storage.db,
    );
    await fillResources(storage.db, records);
    await fillIndex(storage.db, records, () => undefined);
    await sql`analyze`.execute(storage.db);
  }
  // No demonstration beside them.
  await sql`insert into setting (key, value) values ('demo.loaded', '{"at": "2026-01-01T00:00:00Z"}'), ('register.loaded', '{"at": "2026-01-01T00:00:00Z"}')
    on conflict do nothing`.execute(storage.db);
  await storage.close();
}

/** What a hit shows lies in `resource`: rows under the ids that the index was filled with. */
async function fillResources(db: Db, records: number): Promise<void> {
  const types = {
    id: 'bigint',
    platform_id: 'bigint',
    type: 'text',
    local_key: 'text',
    title: 'text',
    fields: 'jsonb',
    access: 'text',
    at: 'timestamptz',
  } as const;
  const access = { full: 'open', conditional: 'conditional', none: 'closed' } as const;
  await sql`create temporary table incoming (id bigint, platform_id bigint, type text, local_key text, title text, fields jsonb, access text, at timestamptz)`.execute(
    db,
  );
  for (let from = 0; from < records; from += 1000) {
    const rows = Array.from({ length: Math.min(1000, records - from) }, (_, offset) => {
      const index = from + offset;
      const { type, platform, fields } = generateRecord(SEED, index);
      return {
        id: String(1000 + index),
        platform_id: String(1 + platform),
        type,
        local_key: `B-${index}`,
        title: fields['title'],
        fields: JSON.stringify(fields),
        access: access[fields['share_scope'] as keyof typeof access],
        at: '2026-01-01T00:00:00Z',
      };
    });
    await insertRows('incoming', types, rows).execute(db);
  }
  await sql`insert into resource (id, platform_id, type, local_key, state, title, fields, access, funding, quality, demo, created_at, updated_at, confirmed_at, published_at)
    select id, platform_id, type, local_key, 'published', title, fields, access, 'fiscal', 80, true, at, at, at, at from incoming`.execute(
    db,
  );
}
