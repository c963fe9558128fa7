import { sql } from 'kysely';
import { USE_KINDS } from '../../../shared/service-records/use-codes.ts';
import { useContent } from '../../../shared/service-records/use-schemas.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { publishedHead } from '../catalogue/index.ts';
import { IN_FORCE } from './records.ts';
import { released } from './release.ts';
import { labelOf } from './view.ts';

const [SAID, USES] = [20, 100];
const NOTHING = { services: 0, ratings: { count: 0, resource_score: null, service_score: null }, said: [], uses: [] };

interface Row {
  services: string;
  count: string;
  resource_score: string | null;
  service_score: string | null;
  uses: { id: Id; kind: string; title: string; year: number | null; content: unknown }[];
  said: {
    month: string;
    resource_score: number;
    service_score: number;
    text: string;
    answer: string | null;
    withheld: string | null;
  }[];
}

/** What anybody may know of a resource's use; nothing while it is not public. */
export async function readResourceRecord(ctx: Ctx, id: Id) {
  if (!(await publishedHead(ctx, id))) return NOTHING;
  const { rows } = await sql<Row>`
    with own as (select r.root_id from service_record r join service_record_resource o on o.record_id = r.id
        where o.resource_id = ${id} and ${IN_FORCE}),
      rated as (select g.* from service_rating g where g.root_id in (select root_id from own) and ${released(ctx.today)})
    select (select count(*) from own) as services, (select count(*) from rated) as count,
      (select round(avg(resource_score), 1) from rated) as resource_score,
      (select round(avg(service_score), 1) from rated) as service_score,
      coalesce((select jsonb_agg(jsonb_build_object('month', s.month, 'resource_score', s.resource_score,
          'service_score', s.service_score, 'text', case when s.withheld_reason is null then s.text else '' end,
          'answer', s.answer, 'withheld', s.withheld_reason) order by s.month desc, s.token)
        from (select * from rated order by month desc, token limit ${SAID}) s), '[]') as said,
      coalesce((select jsonb_agg(jsonb_build_object('id', u.id::text, 'kind', u.kind, 'title', u.title, 'year', u.year,
          'content', u.content) order by u.year desc nulls last, u.id desc)
        from (select w.* from resource_use_of o join resource_use w on w.id = o.use_id
          where o.resource_id = ${id} and w.state = 'counted'
          order by w.year desc nulls last, w.id desc limit ${USES}) u), '[]') as uses`.execute(ctx.db);
  const row = rows[0]!;
  return {
    services: Number(row.services),
    ratings: {
      count: Number(row.count),
      resource_score: row.resource_score === null ? null : Number(row.resource_score),
      service_score: row.service_score === null ? null : Number(row.service_score),
    },
    said: row.said,
    uses: row.uses.map((use) => {
      const { authors, venue, doi, number } = useContent.parse(use.content);
      return {
        id: use.id,
        kind: labelOf(ctx, USE_KINDS, use.kind),
        title: use.title,
        authors,
        venue: venue ?? null,
        year: use.year,
        doi: doi ?? null,
        number: number ?? null,
      };
    }),
  };
}
