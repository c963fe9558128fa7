import type { Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';

/** The next number of a platform's requests, without gaps within a year: SQ-2026-0001. */
export async function nextNumber({ today }: Pick<Ctx, 'today'>, tx: Tx, platform: Id): Promise<string> {
  const year = Number(today.slice(0, 4));
  const { last } = await tx.db
    .insertInto('request_count')
    .values({ platform_id: platform, year, last: 1 })
    .onConflict((oc) =>
      oc.columns(['platform_id', 'year']).doUpdateSet((eb) => ({ last: eb('request_count.last', '+', 1) })),
    )
    .returning('last')
    .executeTakeFirstOrThrow();
  return `SQ-${year}-${String(last).padStart(4, '0')}`;
}
