import type { z } from 'zod';
import { type Bilingual, pick } from '../../../shared/i18n.ts';
import {
  RECORD_CHANNELS,
  RECORD_FLAGS,
  RECORD_STATES,
  SOURCES,
  UNIT_KINDS,
} from '../../../shared/service-records/codes.ts';
import { recordContent } from '../../../shared/service-records/record-content.ts';
import type { recordBrief, recordView } from '../../../shared/service-records/schemas.ts';
import { yuanText } from '../../../shared/stock/fees.ts';
import { SERVICE_KINDS, SERVICE_MODES, USER_GROUPS } from '../../../shared/stock/service-codes.ts';
import { STOCK_UNITS } from '../../../shared/stock/units.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { recordHeads } from '../catalogue/index.ts';
import { type PlatformRecord, platformsById, regionNames } from '../identity/index.ts';
import { offeredService } from '../stock/index.ts';
import { mayKeep } from './access.ts';
import { purposesOf } from './platform-terms.ts';
import { numberOf, type RecordRow, stateOf } from './records.ts';

type Brief = z.input<typeof recordBrief>;
type View = z.input<typeof recordView>;

/** Label of a code; the code itself where the table does not know it. */
export function labelOf(ctx: Pick<Ctx, 'lang'>, table: Readonly<Record<string, Bilingual>>, id: string) {
  const text = Object.hasOwn(table, id) ? table[id] : undefined;
  return { id, label: text ? pick(text, ctx.lang) : id };
}

export const platformLink = (ctx: Pick<Ctx, 'lang'>, platform: PlatformRecord) => ({
  code: platform.code,
  name: ctx.lang === 'en' ? (platform.name_en ?? platform.name_zh) : platform.name_zh,
});

export interface Around {
  platforms: ReadonlyMap<Id, PlatformRecord>;
  regions: ReadonlyMap<string, Bilingual>;
}

export const aroundOf = async (ctx: Ctx, rows: readonly RecordRow[]): Promise<Around> => ({
  platforms: await platformsById(
    ctx.db,
    rows.map(({ platform_id }) => platform_id),
  ),
  regions: await regionNames(
    ctx.db,
    rows.flatMap(({ region_code }) => region_code ?? []),
  ),
});

export function briefOf(ctx: Ctx, row: RecordRow, { platforms, regions }: Around): Brief {
  const content = recordContent.parse(row.content);
  const state = stateOf(row);
  const region = row.region_code === null ? undefined : regions.get(row.region_code);
  const unitKind = labelOf(ctx, UNIT_KINDS, row.unit_kind);
  return {
    id: row.id,
    number: numberOf(row.year, row.seq),
    platform: platformLink(ctx, platforms.get(row.platform_id)!),
    state,
    state_label: pick(RECORD_STATES[state], ctx.lang),
    kind: labelOf(ctx, SERVICE_KINDS, row.kind),
    title: content.title,
    channel: labelOf(ctx, RECORD_CHANNELS, row.channel),
    modes: content.modes.map((mode) => labelOf(ctx, SERVICE_MODES, mode)),
    on: row.on_date,
    unit: content.receiver.unit ?? unitKind.label,
    unit_kind: unitKind,
    group: labelOf(ctx, USER_GROUPS, row.user_group),
    region: region ? pick(region, ctx.lang) : null,
    abroad: row.abroad,
    inside_host: row.inside_host,
    purpose: labelOf(ctx, purposesOf(ctx, platforms.get(row.platform_id)!), row.purpose),
    income_fen: Number(row.income_fen),
    income: yuanText(Number(row.income_fen)),
    flags: (row.flags as string[]).map((flag) => labelOf(ctx, RECORD_FLAGS, flag)),
    due_back: row.due_back,
    returned_on: row.returned_on,
    overdue: state === 'valid' && row.due_back !== null && row.returned_on === null && row.due_back < ctx.today,
    source: labelOf(ctx, SOURCES, row.source),
  };
}

/** An entry whole. @param entries all of its service */
export async function viewOf(ctx: Ctx, row: RecordRow, entries: readonly RecordRow[]): Promise<View> {
  const around = await aroundOf(ctx, [row]);
  const platform = around.platforms.get(row.platform_id)!;
  const content = recordContent.parse(row.content);
  const own = mayKeep(ctx, platform);
  const heads = await recordHeads(
    ctx.db,
    content.resources.map(({ id }) => id),
  );
  const service = content.service ? await offeredService(ctx, content.service) : undefined;
  const brief = briefOf(ctx, row, around);
  return {
    ...brief,
    root: row.root_id,
    person: own ? (content.receiver.person ?? null) : null,
    address: own ? (content.receiver.address ?? null) : null,
    receiver: own ? content.receiver : { ...content.receiver, account: null, person: null, address: null },
    purpose_text: content.purpose_text,
    project: content.project ?? null,
    resources: content.resources.map(({ id, quantity, unit }) => {
      const head = heads.get(id);
      return {
        id,
        title: (ctx.lang === 'en' ? head?.titleEn : null) ?? head?.title ?? id,
        quantity: quantity ?? null,
        unit: unit ? pick(STOCK_UNITS[unit], ctx.lang) : null,
        unit_id: unit ?? null,
        local_number: head?.localNumber ?? null,
      };
    }),
    service: service
      ? { id: service.id, name: (ctx.lang === 'en' ? service.content.name_en : null) ?? service.content.name_zh }
      : null,
    quantity: content.quantity ?? null,
    unit_of_quantity: content.unit ?? null,
    participants: content.participants ?? null,
    hours: content.hours ?? null,
    cost_fen: content.cost_fen ?? null,
    contract: content.contract ?? null,
    specification: content.specification ?? null,
    specified_on: content.specified_on ?? null,
    outcome: content.outcome,
    reason: row.reason,
    entered_at: row.at,
    entered_by: row.actor_name,
    entries: entries.map((one) => ({
      id: one.id,
      number: numberOf(one.year, one.seq),
      state: stateOf(one),
      state_label: pick(RECORD_STATES[stateOf(one)], ctx.lang),
      at: one.at,
    })),
    may_change: own && brief.state === 'valid',
  };
}
