import type { z } from 'zod';
import { pick } from '../../../shared/i18n.ts';
import { ORGANISATION_KINDS, type OrganisationKind } from '../../../shared/identity/codes.ts';
import { EVENTS, type EventKind } from '../../../shared/sharing/codes.ts';
import { ITEM_STEPS, type ItemStep } from '../../../shared/sharing/item-states.ts';
import { deliveryInput, type partView } from '../../../shared/sharing/schemas.ts';
import { quantityOf, quantityText } from '../../../shared/stock/quantity.ts';
import { STOCK_UNITS, type StockUnit } from '../../../shared/stock/units.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { accountsIn, employersOf, type PlatformRecord } from '../identity/index.ts';
import { viewItems } from './item-view.ts';
import { isOverdue, platformName, purposeLabel } from './part-list.ts';
import { type Part, readPart } from './part-lock.ts';
import { receiptRule } from './policies.ts';
import { answersTo } from './questions.ts';

const decimal = (text: string): string => quantityText(quantityOf(text));

/** A part with its story, as one of its sides sees it. @throws sharing.request_unknown */
export async function viewPart(ctx: Ctx, id: Id): Promise<z.input<typeof partView>> {
  const part = await readPart(ctx, ctx.db, id);
  const { row, request, platform, sides } = part;
  const isPlatform = sides.includes('platform');
  return {
    id,
    number: row.number,
    revision: row.revision,
    side: sides[0]!,
    open: row.state === 'open',
    platform: { code: platform.code, name: platformName(ctx, platform) },
    requester: {
      name: request.account_name,
      organisation: request.organisation_name,
      unit_kind: unitKindLabel(ctx, request.unit_kind),
      left: await hasLeft(ctx, part),
    },
    purpose: purposeLabel(ctx, row.policy_id, request.purpose),
    mixed_purpose: request.mixed_purpose === null ? null : purposeLabel(ctx, row.policy_id, request.mixed_purpose),
    beneficiary: request.beneficiary,
    purpose_text: request.purpose_text,
    project: request.project,
    users: (request.users as { name: string; account: Id | null }[]).map(({ name, account }) => ({
      name,
      account: account !== null,
    })),
    delivery: request.delivery === null ? null : deliveryInput.parse(request.delivery),
    abroad: request.abroad,
    foreign_controlled: request.foreign_controlled,
    claimed_by: row.claimed_name,
    mine: row.claimed_by !== null && row.claimed_by === accountOf(ctx.actor),
    due_on: row.due_on,
    overdue: isOverdue(ctx, row),
    waits_for_requester: row.waits_for_requester,
    created_at: row.created_at,
    receipt: receiptRule(ctx, row.policy_id) ?? null,
    items: await viewItems(ctx, part),
    answers: await answersTo(ctx, platform.id, row.account_id),
    shipments: await viewShipments(ctx, part),
    events: await viewEvents(ctx, part),
    downloads: await viewDownloads(ctx, part),
    colleagues: isPlatform ? await colleaguesOf(ctx, platform) : [],
  };
}

const unitKindLabel = (ctx: Ctx, kind: string) => ({
  id: kind,
  label: pick(ORGANISATION_KINDS[kind as OrganisationKind] ?? { zh: '个人', en: 'Individual' }, ctx.lang),
});

/** Whether the requester is no longer in the organisation of the request. */
export async function hasLeft(ctx: Pick<Ctx, 'db'>, { request }: Pick<Part, 'request'>): Promise<boolean> {
  if (request.organisation_id === null) return false;
  const now = (await employersOf(ctx.db, [request.account_id])).get(request.account_id);
  return now?.id !== request.organisation_id;
}

/** Those to whom a request may be handed over. */
export async function colleaguesOf(ctx: Pick<Ctx, 'db' | 'today'>, { id, host_id }: PlatformRecord) {
  const [people, hosts] = await Promise.all([
    accountsIn(ctx.db, ['platform_staff', 'platform_head'], 'platform', id, ctx.today),
    host_id === null ? [] : accountsIn(ctx.db, 'host_admin', 'organisation', host_id, ctx.today),
  ]);
  const all = new Map([...people, ...hosts].map((one) => [one.id, one.name]));
  return [...all].map(([account, name]) => ({ id: account, name }));
}

async function viewShipments(ctx: Ctx, part: Part) {
  const rows = await ctx.db
    .selectFrom('request_shipment')
    .selectAll()
    .where('part_id', '=', part.id)
    .orderBy('number')
    .execute();
  const lines =
    rows.length === 0
      ? []
      : await ctx.db
          .selectFrom('request_shipment_line')
          .selectAll()
          .where(
            'shipment_id',
            'in',
            rows.map(({ id }) => id),
          )
          .orderBy('item_id')
          .orderBy('lot_id')
          .execute();
  const titles = new Map(part.items.map(({ id, title }) => [id, title]));
  return rows.map(({ id, number, sent_on, carrier, tracking, cold_chain, note, received_at, assumed }) => ({
    id,
    number,
    sent_on,
    carrier,
    tracking,
    cold_chain,
    note,
    received_at,
    assumed,
    lines: lines
      .filter(({ shipment_id }) => shipment_id === id)
      .map((line) => ({
        item: line.item_id,
        title: titles.get(line.item_id) ?? '',
        lot: line.lot_id,
        lot_number: line.lot_number,
        quantity: decimal(line.quantity),
        unit: pick(STOCK_UNITS[line.unit as StockUnit], ctx.lang),
        received: line.received === null ? null : decimal(line.received),
      })),
  }));
}

async function viewEvents(ctx: Ctx, { id, items }: Part) {
  const rows = await ctx.db.selectFrom('request_event').selectAll().where('part_id', '=', id).orderBy('id').execute();
  const files =
    rows.length === 0
      ? []
      : await ctx.db
          .selectFrom('request_file')
          .selectAll()
          .where(
            'event_id',
            'in',
            rows.map((row) => row.id),
          )
          .execute();
  const titles = new Map(items.map((item) => [item.id, item.title]));
  return rows.map((row) => {
    const words = EVENTS[row.kind as EventKind] ?? ITEM_STEPS[row.kind as ItemStep];
    return {
      id: row.id,
      at: row.at,
      kind: row.kind,
      label: pick(words, ctx.lang),
      by_platform: row.by_platform,
      name: row.account_name,
      item: row.item_id === null ? null : (titles.get(row.item_id) ?? null),
      text: row.text,
      files: files
        .filter(({ event_id }) => event_id === row.id)
        .map((file) => ({ id: file.id, name: file.name, size: Number(file.size), sha256: file.sha256 })),
    };
  });
}

async function viewDownloads(ctx: Ctx, { items }: Part) {
  if (!items.some(({ kind }) => kind === 'data')) return [];
  const rows = await ctx.db
    .selectFrom('request_download')
    .selectAll()
    .where(
      'item_id',
      'in',
      items.map(({ id }) => id),
    )
    .orderBy('id', 'desc')
    .limit(200)
    .execute();
  return rows.map(({ at, name, sha256, first_byte, last_byte }) => ({
    at,
    name,
    sha256,
    first_byte: Number(first_byte),
    last_byte: Number(last_byte),
  }));
}
