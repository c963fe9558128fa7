import { sql, type SqlBool } from 'kysely';
import { pick } from '../../../shared/i18n.ts';
import { EXPORTED_FIRST, RECORD_COLUMNS } from '../../../shared/service-records/record-columns.ts';
import { yuanText } from '../../../shared/stock/fees.ts';
import { recordContent } from '../../../shared/service-records/record-content.ts';
import type { RecordFilter } from '../../../shared/service-records/record-filter.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Download } from '../../kernel/http/mount.ts';
import { recordHeads } from '../catalogue/index.ts';
import { tableFile } from '../imports/index.ts';
import { mayKeep } from './access.ts';
import { conditionOf } from './list.ts';
import { selectRecords, type RecordRow } from './records.ts';
import { type Around, aroundOf, briefOf } from './view.ts';

const CHUNK = 500;

/** Records of a period as a table, oldest service first. @throws service_records.platform_unknown | kernel.not_allowed */
export async function exportRecords(
  ctx: Ctx,
  { format, ...asked }: RecordFilter & { format: 'csv' | 'xlsx' },
): Promise<Download> {
  const where = await conditionOf(ctx, asked);
  const headings = [...EXPORTED_FIRST, ...RECORD_COLUMNS].map(({ label }) => pick(label, ctx.lang));
  async function* rows(): AsyncGenerator<string[]> {
    for (let after: [string, string] = ['0001-01-01', '0']; ;) {
      const chunk = await selectRecords(
        ctx.db,
        sql<SqlBool>`${where} and (r.on_date, r.id) > (${after[0]}::date, ${after[1]}::bigint)`,
        sql`order by r.on_date, r.id limit ${CHUNK}`,
      );
      const around = await aroundOf(ctx, chunk);
      const heads = await recordHeads(
        ctx.db,
        chunk.flatMap(({ content }) => recordContent.parse(content).resources.map(({ id }) => id)),
      );
      for (const row of chunk) yield cellsOf(ctx, row, around, heads);
      if (chunk.length < CHUNK) return;
      after = [chunk.at(-1)!.on_date, chunk.at(-1)!.id];
    }
  }
  const name = ['service-records', asked.platform, asked.from, asked.to ?? ctx.today].filter(Boolean).join('-');
  return tableFile(name, format, headings, rows());
}

type Heads = Awaited<ReturnType<typeof recordHeads>>;

function cellsOf(ctx: Ctx, row: RecordRow, around: Around, heads: Heads): string[] {
  const brief = briefOf(ctx, row, around);
  const content = recordContent.parse(row.content);
  const own = mayKeep(ctx, around.platforms.get(row.platform_id)!);
  const yes = (holds: boolean): string => pick(holds ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' }, ctx.lang);
  const cells: Record<string, string | number | null | undefined> = {
    on: row.on_date,
    title: content.title,
    number: brief.number,
    platform: brief.platform.name,
    state: brief.state_label,
    source: brief.source.label,
    outside: yes(!row.inside_host),
    kind: brief.kind.label,
    channel: brief.channel.label,
    modes: brief.modes.map(({ label }) => label).join('；'),
    unit: content.receiver.unit,
    unit_kind: brief.unit_kind.label,
    group: brief.group.label,
    person: own ? content.receiver.person : null,
    region: row.region_code,
    abroad: yes(row.abroad),
    address: own ? content.receiver.address : null,
    purpose: brief.purpose.label,
    purpose_text: content.purpose_text,
    project: content.project,
    resources: content.resources.map(({ id }) => heads.get(id)?.localNumber ?? id).join('；'),
    quantity: content.quantity,
    quantity_unit: content.unit,
    participants: content.participants,
    hours: content.hours,
    income: brief.income,
    cost: content.cost_fen === null || content.cost_fen === undefined ? '' : yuanText(content.cost_fen),
    contract: content.contract,
    specification: content.specification,
    specified_on: content.specified_on,
    due_back: content.due_back,
    outcome: content.outcome,
  };
  return [...EXPORTED_FIRST, ...RECORD_COLUMNS].map(({ id }) => String(cells[id] ?? ''));
}
