import { sql } from 'kysely';
import { type Lang, pick } from '../../../shared/i18n.ts';
import { LOT_COLUMNS, type LotColumnId } from '../../../shared/stock/lot-columns.ts';
import { quantityOf, quantityText } from '../../../shared/stock/quantity.ts';
import { FORMS, STOCK_UNITS } from '../../../shared/stock/units.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Download } from '../../kernel/http/mount.ts';
import type { Id } from '../../kernel/ids.ts';
import { recordHeads } from '../catalogue/index.ts';
import { tableFile } from '../imports/index.ts';
import { ownPlatform } from './access.ts';
import { lotOf, type LotRow } from './lots.ts';

const CHUNK = 500;

type Cells = Partial<Record<LotColumnId, string | null>>;

/** All open lots of a platform as a table that `importLots` reads again. @throws stock.platform_unknown | kernel.not_allowed */
export async function exportLots(ctx: Ctx, code: string, format: 'csv' | 'xlsx'): Promise<Download> {
  const platform = await ownPlatform(ctx, code);
  return tableFile(`${platform.code}-lots-${ctx.today}`, format, headings(ctx.lang), rowsOf(ctx, platform.id));
}

const headings = (lang: Lang): string[] => LOT_COLUMNS.map(({ label }) => pick(label, lang));

async function* rowsOf(ctx: Ctx, platform: Id): AsyncGenerator<string[]> {
  for (let after = '0'; ;) {
    const { rows } = await sql<LotRow & { store: string | null }>`
      select l.*, s.name as store from stock_lot l left join stock_store s on s.id = l.store_id
      where l.platform_id = ${platform} and not l.closed and l.id > ${after} order by l.id limit ${CHUNK}`.execute(
      ctx.db,
    );
    const heads = await recordHeads(
      ctx.db,
      rows.map(({ resource_id }) => resource_id),
    );
    for (const row of rows) {
      const head = heads.get(row.resource_id);
      const cells = cellsOf(ctx.lang, row, head?.localNumber ?? head?.id ?? '');
      yield LOT_COLUMNS.map(({ id }) => cells[id] ?? '');
    }
    if (rows.length < CHUNK) return;
    after = rows.at(-1)!.id;
  }
}

const decimal = (text: string | null): string | null => (text === null ? null : quantityText(quantityOf(text)));

function cellsOf(lang: Lang, row: LotRow & { store: string | null }, resource: string): Cells {
  const lot = lotOf(row);
  return {
    resource,
    number: row.number,
    form: pick(FORMS[lot.form], lang),
    quantity: quantityText(lot.sums.onHand),
    unit: pick(STOCK_UNITS[lot.unit], lang),
    minimum: quantityText(lot.minimum),
    store: row.store,
    shelf: row.shelf,
    box: row.box,
    position: row.position,
    made_on: row.made_on,
    expires_on: row.expires_on,
    viability: decimal(row.viability),
    viability_on: row.viability_on,
    viability_limit: decimal(row.viability_limit),
    viability_due: row.viability_due,
    note: row.note,
  };
}
