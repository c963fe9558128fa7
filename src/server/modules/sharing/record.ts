import { civilDateAt } from '../../../shared/dates.ts';
import { deliveryInput } from '../../../shared/sharing/schemas.ts';
import { quantityText } from '../../../shared/stock/quantity.ts';
import type { ServiceKind, UserGroup } from '../../../shared/stock/service-codes.ts';
import type { Id } from '../../kernel/ids.ts';
import { recordService, type ServiceDraft } from '../service-records/index.ts';
import { offeredService } from '../stock/index.ts';
import type { RequestRow } from './part-lock.ts';
import type { Stepping } from './steps.ts';

/** Groups of users by the kind of their unit, where it tells. */
const GROUPS: Readonly<Record<string, UserGroup>> = {
  research_institute: 'research_institute',
  university: 'university',
  hospital: 'hospital',
  enterprise: 'enterprise',
  authority: 'government',
  finance_authority: 'government',
  individual: 'researcher',
};

/** Purposes a rule set adds are kept as they are; teaching has another name in the records. */
const purposeOf = (purpose: string): string => (purpose === 'education' ? 'teaching' : purpose);

/** A delivered item makes one service record, however often this is called. @returns its id */
export async function recordDelivery({ ctx, tx, part, item }: Stepping, source: 'request' | 'download'): Promise<Id> {
  const { request, platform, row } = part;
  const service =
    item.row.service_id === null
      ? undefined
      : await offeredService({ db: tx.db }, item.row.service_id, item.row.service_version!);
  const kind: ServiceKind =
    item.kind === 'material'
      ? 'physical'
      : item.kind === 'data'
        ? 'information'
        : (service?.content.kind ?? 'consulting');
  const agreed = item.row.specification_agreed_at;
  const quantity = item.kind === 'material' ? { quantity: quantityText(item.received), unit: item.unit! } : {};
  const content: ServiceDraft['content'] = {
    kind,
    title: item.title.slice(0, 200),
    channel: item.kind === 'data' || service?.content.channel === 'online' ? 'online' : 'offline',
    modes: service?.content.modes ?? [],
    service: item.row.service_id,
    on: ctx.today,
    receiver: receiverOf(request, row.account_id),
    purpose: purposeOf(request.purpose),
    purpose_text: request.purpose_text.slice(0, 1000),
    project: request.project?.slice(0, 200) ?? null,
    resources: item.row.resource_id === null ? [] : [{ id: item.row.resource_id, ...quantity }],
    ...(kind === 'popularisation' && { participants: 1 + (request.users as unknown[]).length }),
    ...(agreed !== null && {
      specification: item.row.specification?.slice(0, 2000),
      specified_on: civilDateAt(agreed),
    }),
    ...(item.loan && item.row.back_on !== null && item.row.back_on >= ctx.today && { due_back: item.row.back_on }),
  };
  const { id } = await recordService(ctx, tx, {
    platform: platform.id,
    source,
    subject: `request_item:${item.id}`,
    content,
  });
  return id;
}

function receiverOf(request: RequestRow, account: Id): ServiceDraft['content']['receiver'] {
  const delivery = request.delivery === null ? undefined : deliveryInput.parse(request.delivery);
  return {
    account,
    person: request.account_name.slice(0, 60),
    organisation: request.organisation_id,
    unit: request.organisation_name,
    unit_kind: request.unit_kind as ServiceDraft['content']['receiver']['unit_kind'],
    group: GROUPS[request.unit_kind] ?? 'public',
    region: request.region_code,
    abroad: request.abroad,
    address: delivery ? `${delivery.recipient}，${delivery.address}`.slice(0, 300) : null,
  };
}
