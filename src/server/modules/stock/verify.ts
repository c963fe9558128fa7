import { type RawBuilder, sql } from 'kysely';
import { MOVEMENT_KINDS, MOVEMENTS } from '../../../shared/stock/movements.ts';
import { quantityOf, quantityText } from '../../../shared/stock/quantity.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Command } from '../../kernel/module.ts';

/** A figure that is not what the ledger comes to. */
export interface Difference {
  platform: string;
  /** Number of the lot. */
  lot: string;
  /** `on_hand`, `reserved`, `away`, `movements`; with `held:` of a holder; with `seq N` of one movement. */
  figure: string;
  /** Decimals. */
  ledger: string;
  kept: string;
}

/** How each kind changes the sums, as a relation `k`. */
const KINDS = sql`(values ${sql.join(
  MOVEMENT_KINDS.map((kind) => {
    const { onHand, reserved, away } = MOVEMENTS[kind];
    return sql`(${sql.lit(kind)}, ${sql.lit(onHand)}, ${sql.lit(reserved)}, ${sql.lit(away)})`;
  }),
)}) as k (kind, on_hand, reserved, away)`;

const FIGURES = ['on_hand', 'reserved', 'away'] as const;

/** Each movement: one after the other without gaps, its changes those of its kind, its sums those before and its changes. */
const chain = sql`
  select lot_id, 'seq ' || seq || ' ' || figure as figure, ledger, kept from (
    select m.lot_id, m.seq, f.figure, f.ledger, f.kept from (
      select *, row_number() over w as place,
        coalesce(lag(on_hand_after) over w, 0) as on_hand_before,
        coalesce(lag(reserved_after) over w, 0) as reserved_before,
        coalesce(lag(away_after) over w, 0) as away_before
      from stock_movement window w as (partition by lot_id order by seq)) m
    left join ${KINDS} on k.kind = m.kind
    cross join lateral (values
      ('seq', m.place::numeric, m.seq::numeric),
      ${sql.join(
        FIGURES.flatMap((name) => [
          sql`(${sql.lit(`${name}_change`)}, m.quantity * coalesce(k.${sql.ref(name)}, 0), m.${sql.ref(`${name}_change`)})`,
          sql`(${sql.lit(`${name}_after`)}, m.${sql.ref(`${name}_before`)} + m.${sql.ref(`${name}_change`)}, m.${sql.ref(`${name}_after`)})`,
        ]),
      )}) as f (figure, ledger, kept)) t
  where ledger <> kept`;

/** The sums kept with each lot. */
const lots = sql`
  select l.id as lot_id, f.figure, f.ledger, f.kept from stock_lot l
  left join (select lot_id, count(*) as movements, ${sumsOf('change')} from stock_movement group by lot_id) s on s.lot_id = l.id
  cross join lateral (values ('movements', coalesce(s.movements, 0)::numeric, l.movements::numeric),
    ${sql.join(FIGURES.map((name) => sql`(${sql.lit(name)}, coalesce(s.${sql.ref(name)}, 0), l.${sql.ref(name)})`))}) as f (figure, ledger, kept)
  where f.ledger <> f.kept`;

/** What each holder has, and that all of them have what is reserved and away of the lot. */
const holds = sql`
  select coalesce(h.lot_id, s.lot_id) as lot_id,
    'held:' || coalesce(h.holder_kind, s.holder_kind) || ':' || coalesce(h.holder_id, s.holder_id) || ' ' || f.figure as figure, f.ledger, f.kept
  from stock_hold h
  full join (select lot_id, holder_kind, holder_id, ${sumsOf('change')} from stock_movement
    where holder_id is not null group by lot_id, holder_kind, holder_id) s
    on s.lot_id = h.lot_id and s.holder_kind = h.holder_kind and s.holder_id = h.holder_id
  cross join lateral (values ('reserved', coalesce(s.reserved, 0), coalesce(h.reserved, 0)),
    ('away', coalesce(s.away, 0), coalesce(h.away, 0))) as f (figure, ledger, kept)
  where f.ledger <> f.kept
  union all
  select l.id, 'held:all ' || f.figure, f.ledger, f.kept from stock_lot l
  left join (select lot_id, sum(reserved) as reserved, sum(away) as away from stock_hold group by lot_id) s on s.lot_id = l.id
  cross join lateral (values ('reserved', coalesce(s.reserved, 0), l.reserved), ('away', coalesce(s.away, 0), l.away)) as f (figure, ledger, kept)
  where f.ledger <> f.kept`;

function sumsOf(what: 'change'): RawBuilder<unknown> {
  return sql.join(FIGURES.map((name) => sql`sum(${sql.ref(`${name}_${what}`)}) as ${sql.ref(name)}`));
}

/** Recomputes every ledger. @returns how many lots and movements were gone through, and what is not as it should be */
export async function verifyStock(
  ctx: Pick<Ctx, 'db'>,
): Promise<{ lots: number; movements: number; differences: Difference[] }> {
  const { rows: counts } = await sql<{ lots: string; movements: string }>`
    select (select count(*) from stock_lot) as lots, (select count(*) from stock_movement) as movements`.execute(
    ctx.db,
  );
  const { rows } = await sql<{ platform: string; lot: string; figure: string; ledger: string; kept: string }>`
    select l.platform_id as platform, l.number as lot, d.figure, d.ledger, d.kept
    from (${chain} union all ${lots} union all ${holds}) d join stock_lot l on l.id = d.lot_id
    order by l.platform_id, l.number, d.figure`.execute(ctx.db);
  return {
    lots: Number(counts[0]!.lots),
    movements: Number(counts[0]!.movements),
    differences: rows.map(({ ledger, kept, ...row }) => ({
      ...row,
      ledger: quantityText(quantityOf(ledger)),
      kept: quantityText(quantityOf(kept)),
    })),
  };
}

export const stockCommand: Command = {
  summary: '逐笔重算库存台账，指出不平的批次 Recompute every stock ledger; exit code 1 on a difference',
  usage: 'stock verify',
  async run(ctx, argv, io) {
    if (argv[0] !== 'verify') throw new Error('用法 Usage: npm run keyuan -- stock verify');
    const { lots: count, movements, differences } = await verifyStock(ctx);
    for (const { lot, figure, ledger, kept } of differences)
      io.err(
        `批次 lot ${lot} · ${figure} · 台账 ledger ${ledger} · 记录 kept ${kept} · 差 difference ${quantityText(quantityOf(kept) - quantityOf(ledger))}\n`,
      );
    io.out(`批次 lots ${count} · 记录 movements ${movements} · 不符 differences ${differences.length}\n`);
    return differences.length === 0 ? 0 : 1;
  },
};
