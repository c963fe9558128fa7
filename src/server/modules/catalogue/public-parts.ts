import { sql } from 'kysely';
import type { Instant } from '../../../shared/dates.ts';
import type { Ctx, Services } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';

export interface PublicPart {
  /** Id of its first record. */
  first: Id;
  /** Latest change of a record in it. */
  changed: Instant;
}

interface Kept {
  until: number;
  parts: Promise<PublicPart[]>;
}
const kept = new WeakMap<Services, Kept>();
/** Cutting looks at every record: it is done anew after this many times the time it took. */
const KEEP_FACTOR = 100;

/** What is public, in parts of at most `size` by id. A part read later begins at its first record, so none falls between two. */
export function publicParts(ctx: Ctx, size: number): Promise<PublicPart[]> {
  const begun = performance.now();
  const held = kept.get(ctx.services);
  if (held && held.until > begun) return held.parts;
  const parts = cut(ctx, size);
  const entry: Kept = { until: Number.POSITIVE_INFINITY, parts };
  kept.set(ctx.services, entry);
  parts.then(
    () => (entry.until = performance.now() + KEEP_FACTOR * (performance.now() - begun)),
    () => kept.delete(ctx.services),
  );
  return parts;
}

async function cut({ db }: Ctx, size: number): Promise<PublicPart[]> {
  const { rows } = await sql<PublicPart>`
    select min(id) as first, max(updated_at) as changed from (
      select id, updated_at, (row_number() over (order by id) - 1) / ${size}::int as part from resource where state = 'published'
    ) p group by part order by part`.execute(db);
  return rows;
}

export async function publicPart({ db }: Ctx, first: Id, size: number): Promise<{ id: Id; changed: Instant }[]> {
  const { rows } = await sql<{ id: Id; changed: Instant }>`
    select id, updated_at as changed from resource where state = 'published' and id >= ${first} order by id limit ${size}`.execute(
    db,
  );
  return rows;
}
