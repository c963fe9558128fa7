import { sql } from 'kysely';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { Id } from '../../kernel/ids.ts';

export interface CountedUse {
  id: Id;
  kind: string;
  title: string;
  year: number | null;
  content: unknown;
}

const SHOWN = 100;

/** Papers, patents, standards and awards that used a resource and count: looked at by its platform. Newest first, at most 100. */
export async function usesOf({ db }: { db: ReadDb }, resource: Id): Promise<CountedUse[]> {
  const { rows } = await sql<CountedUse>`
    select u.id, u.kind, u.title, u.year, u.content
    from resource_use_of o join resource_use u on u.id = o.use_id
    where o.resource_id = ${resource} and u.state = 'counted'
    order by u.year desc nulls last, u.id desc limit ${SHOWN}`.execute(db);
  return rows;
}
