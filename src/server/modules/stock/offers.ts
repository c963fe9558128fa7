import { sql } from 'kysely';
import { pick } from '../../../shared/i18n.ts';
import type { Shown } from '../../../shared/stock/keeping-schemas.ts';
import { CHANNELS, SERVICE_KINDS } from '../../../shared/stock/service-codes.ts';
import { serviceContent } from '../../../shared/stock/service-schemas.ts';
import { FORMS, STOCK_UNITS } from '../../../shared/stock/units.ts';
import { SUPPLIES, supplyOf } from '../../../shared/stock/warnings.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { publishedHead, type RecordHead } from '../catalogue/index.ts';
import { type Lot, lotOf, type LotRow } from './lots.ts';
import { availableOf } from './supply.ts';

const SERVICES_SHOWN = 50;

interface Row {
  id: Id;
  shown: Shown | null;
  lots: LotRow[];
  services: { id: Id; content: unknown }[];
}

/** Setting, open lots and services of resources by one statement: pages ask for them. */
async function select({ db }: Ctx, heads: readonly RecordHead[]): Promise<Row[]> {
  if (heads.length === 0) return [];
  const { rows } = await sql<Row>`select h.id::text as id,
    (select shown from stock_setting where platform_id = h.platform) as shown,
    coalesce((select jsonb_agg(to_jsonb(l) || jsonb_build_object('id', l.id::text, 'on_hand', l.on_hand::text,
        'reserved', l.reserved::text, 'away', l.away::text, 'minimum', l.minimum::text,
        'viability', l.viability::text, 'viability_limit', l.viability_limit::text) order by l.id)
      from stock_lot l where l.resource_id = h.id and not l.closed), '[]') as lots,
    coalesce((select jsonb_agg(jsonb_build_object('id', s.id::text, 'content', s.content) order by s.id) from (
      select s.id, v.content from service s join service_version v on v.service_id = s.id and v.version = s.version
      where s.state = 'published' and s.id in (select service_id from service_link where platform_id = h.platform
        and ((kind = 'resource' and target = h.id::text) or (kind = 'type' and target = h.type)))
      order by s.id limit ${SERVICES_SHOWN}) s), '[]') as services
    from unnest(${heads.map(({ id }) => id)}::bigint[], ${heads.map(({ platform }) => platform)}::bigint[],
      ${heads.map(({ type }) => type)}::text[]) as h(id, platform, type)`.execute(db);
  return rows;
}

/** What can be asked for of a resource. */
export type Offers = ReturnType<typeof offersIn>;

const offersIn = (ctx: Ctx, { shown, lots, services }: Row) => ({
  supply: lots.length === 0 || shown === 'nothing' ? null : supplyView(ctx, lots.map(lotOf), shown ?? 'answer'),
  services: services.map(({ id, content }) => briefOf(ctx, id, content)),
});

/** What anybody may know of what can be asked for of a resource; nothing while it is not public. */
export async function readOffers(ctx: Ctx, resource: Id): Promise<Offers> {
  const head = await publishedHead(ctx, resource);
  return head ? (await offersOf(ctx, [head])).get(head.id)! : { supply: null, services: [] };
}

/** The same of several public records. */
export const offersOf = async (ctx: Ctx, heads: readonly RecordHead[]): Promise<Map<Id, Offers>> =>
  new Map((await select(ctx, heads)).map((row) => [row.id, offersIn(ctx, row)]));

/** Working days to a first answer that the services on offer for resources promise, the fewest of each; others are left out. */
export async function promisedFor({ db }: Pick<Ctx, 'db'>, heads: readonly RecordHead[]): Promise<Map<Id, number>> {
  if (heads.length === 0) return new Map();
  const { rows } = await sql<{ id: Id; days: number }>`
    select h.id::text as id, min((v.content ->> 'response_days')::int) as days
    from unnest(${heads.map(({ id }) => id)}::bigint[], ${heads.map(({ platform }) => platform)}::bigint[],
      ${heads.map(({ type }) => type)}::text[]) as h(id, platform, type)
    join service_link l on l.platform_id = h.platform
      and ((l.kind = 'resource' and l.target = h.id::text) or (l.kind = 'type' and l.target = h.type))
    join service s on s.id = l.service_id and s.state = 'published'
    join service_version v on v.service_id = s.id and v.version = s.version
    where v.content ->> 'response_days' is not null
    group by h.id`.execute(db);
  return new Map(rows.map(({ id, days }) => [id, days]));
}

function supplyView(ctx: Ctx, lots: readonly Lot[], shown: Shown) {
  const supply = supplyOf(lots, ctx.today);
  const forms = new Set(lots.filter(({ sums }) => sums.onHand > 0n).map(({ form }) => form));
  return {
    supply,
    label: pick(SUPPLIES[supply], ctx.lang),
    available:
      shown === 'number'
        ? availableOf(lots, ctx.today).map(({ unit, quantity }) => ({
            unit,
            unit_label: pick(STOCK_UNITS[unit], ctx.lang),
            quantity,
          }))
        : null,
    forms: [...forms].map((form) => pick(FORMS[form], ctx.lang)),
  };
}

function briefOf(ctx: Ctx, id: Id, content: unknown) {
  const { name_zh, name_en, kind, channel, basic, response_days, fees } = serviceContent.parse(content);
  return {
    id,
    name: (ctx.lang === 'en' ? name_en : null) ?? name_zh,
    kind: { id: kind, label: pick(SERVICE_KINDS[kind], ctx.lang) },
    channel: { id: channel, label: pick(CHANNELS[channel], ctx.lang) },
    basic,
    response_days: response_days ?? null,
    free: fees.every(({ price_fen }) => price_fen === 0),
  };
}
