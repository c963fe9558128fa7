import { sql } from 'kysely';
import type { Ctx, Services } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';

/** Published records of a platform and type. */
export interface Count {
  platformId: Id;
  type: string;
  count: number;
}

const kept = new WeakMap<Services, { until: number; counts: Promise<readonly Count[]> }>();
/** Counts are kept for this many times as long as counting took: a small catalogue is always exact, a large one cheap. */
const KEEP_FACTOR = 20;

/** What is published, by platform and type. */
export function publishedCounts(ctx: Ctx): Promise<readonly Count[]> {
  const held = kept.get(ctx.services);
  const begun = performance.now();
  if (held && held.until > begun) return held.counts;
  const counts = selectCounts(ctx);
  const entry = { until: begun, counts };
  kept.set(ctx.services, entry);
  void counts.then(
    () => (entry.until = performance.now() + KEEP_FACTOR * (performance.now() - begun)),
    () => kept.delete(ctx.services),
  );
  return counts;
}

async function selectCounts({ db }: Ctx): Promise<Count[]> {
  const { rows } = await sql<{ platform_id: Id; type: string; count: string }>`
    select platform_id, type, count(*) as count from resource where state = 'published' group by platform_id, type`.execute(
    db,
  );
  return rows.map(({ platform_id, type, count }) => ({ platformId: platform_id, type, count: Number(count) }));
}

/** Sums of counts by what a function names. */
export function sumBy(counts: readonly Count[], name: (count: Count) => string): Map<string, number> {
  const sums = new Map<string, number>();
  for (const entry of counts) sums.set(name(entry), (sums.get(name(entry)) ?? 0) + entry.count);
  return sums;
}
