import type { ReadDb } from '../../kernel/db/open.ts';
import type { Id } from '../../kernel/ids.ts';

export interface Rating {
  resourceScore: number;
  serviceScore: number;
  text: string;
  at: string;
  answer: string | null;
  withheldReason: string | null;
}

/** What the receiver said of a service, by the id of any of its records; for the receiver's own pages. */
export async function ratingOf({ db }: { db: ReadDb }, record: Id): Promise<Rating | undefined> {
  const row = await db
    .selectFrom('service_record as r')
    .innerJoin('service_rating as g', 'g.root_id', 'r.root_id')
    .selectAll('g')
    .where('r.id', '=', record)
    .executeTakeFirst();
  return (
    row && {
      resourceScore: row.resource_score,
      serviceScore: row.service_score,
      text: row.text,
      at: row.at,
      answer: row.answer,
      withheldReason: row.withheld_reason,
    }
  );
}
