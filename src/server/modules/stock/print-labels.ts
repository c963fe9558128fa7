import { pick } from '../../../shared/i18n.ts';
import { LABEL_SHEETS, type LabelSheetId } from '../../../shared/stock/label-sheets.ts';
import { stockProblem } from '../../../shared/stock/problems.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Download } from '../../kernel/http/mount.ts';
import type { Id } from '../../kernel/ids.ts';
import { setLabels } from '../documents/index.ts';
import { ownPlatform } from './access.ts';
import { viewLots } from './lot-view.ts';
import { placeText } from './places.ts';

/** Labels of lots in the order they are named. @throws stock.platform_unknown | stock.lot_unknown | kernel.not_allowed */
export async function printLabels(
  ctx: Ctx,
  given: { platform: string; lots: readonly Id[]; sheet: LabelSheetId; skip: number },
): Promise<Download> {
  const platform = await ownPlatform(ctx, given.platform);
  const rows = await ctx.db
    .selectFrom('stock_lot')
    .selectAll()
    .where('platform_id', '=', platform.id)
    .where('id', 'in', [...given.lots])
    .execute();
  const byId = new Map((await viewLots(ctx, rows)).map((lot) => [lot.id, lot]));
  const labels = given.lots.map((id) => {
    const lot = byId.get(id);
    if (!lot) throw stockProblem('stock.lot_unknown', { lot: id });
    const dates = [lot.made_on, lot.expires_on === null ? null : `→ ${lot.expires_on}`];
    return {
      code: lot.code,
      heading: lot.number,
      lines: [
        [lot.resource.local_number, lot.resource.title].filter((part) => part !== null).join(' '),
        `${lot.form.label} · ${lot.unit.label}`,
        dates.filter((part) => part !== null).join(' '),
        placeText([lot.store?.name, lot.shelf, lot.box, lot.position]),
      ].filter((line) => line !== ''),
    };
  });
  const { zh, en: _, ...sheet } = LABEL_SHEETS[given.sheet];
  const { bytes } = await setLabels(ctx, {
    title: pick({ zh: `批次标签（${zh}）`, en: 'Labels of lots' }, ctx.lang),
    issuer: platform.name_zh,
    lang: ctx.lang === 'en' ? 'en' : 'zh',
    date: ctx.today,
    sheet,
    skip: given.skip % (sheet.columns * sheet.rows),
    labels,
  });
  return {
    bytes,
    name: `${platform.code}-labels-${ctx.today}.pdf`,
    mediaType: 'application/pdf',
    size: bytes.length,
    inline: true,
  };
}
