import { civilDateAt } from '../../../shared/dates.ts';
import { deliveryInput } from '../../../shared/sharing/schemas.ts';
import { quantityText } from '../../../shared/stock/quantity.ts';
import type { ServiceKind, UserGroup } from '../../../shared/stock/service-codes.ts';
import type { Id } from '../../kernel/ids.ts';
import { contractTold } from '../agreements/index.ts';
import { recordService, type ServiceDraft } from '../service-records/index.ts';
import { offeredService, type OfferedService } from '../stock/index.ts';
import type { Item, Part, RequestRow } from './part-lock.ts';
import { doneOf } from './service-done.ts';
import type { Stepping } from './item-change.ts';

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

export const groupOf = (unitKind: string): UserGroup => GROUPS[unitKind] ?? 'public';

/** A delivered item makes one service record, however often this is called. @returns its id */
export async function recordDelivery(at: Stepping, source: 'request' | 'download'): Promise<Id> {
  const { ctx, tx, part, item } = at;
  const { service_id, service_version } = item.row;
  const service = service_id === null ? undefined : await offeredService({ db: tx.db }, service_id, service_version!);
  const { id } = await recordService(ctx, tx, {
    platform: part.platform.id,
    source,
    subject: `request_item:${item.id}`,
    content: { ...whatOf(at, service), ...whomOf(part), ...(await chargedFor(at)) },
  });
  return id;
}

type Content = ServiceDraft['content'];

/** The price of a part stands once, with the first of its items that is delivered; the number of its contract with all of them. */
async function chargedFor({ tx, part, item }: Stepping): Promise<Partial<Content>> {
  const contract = await contractTold(tx, part.id);
  if (!contract) return {};
  const entered = part.items.some(({ id, row }) => id !== item.id && row.service_record_id !== null);
  return { contract: contract.number?.slice(0, 100) ?? null, income_fen: entered ? 0 : contract.incomeFen };
}

/** What was given. */
function whatOf({ ctx, item, part }: Stepping, service: OfferedService | undefined) {
  const { row } = item;
  const quantity = item.kind === 'material' ? { quantity: quantityText(item.received), unit: item.unit! } : {};
  const kind = kindOf(item, service);
  return {
    kind,
    title: item.title.slice(0, 200),
    channel: item.kind === 'data' || service?.content.channel === 'online' ? 'online' : 'offline',
    modes: service?.content.modes ?? [],
    service: row.service_id,
    on: ctx.today,
    resources: row.resource_id === null ? [] : [{ id: row.resource_id, ...quantity }],
    ...doneIn(item, kind, part),
    ...specificationOf(item),
    ...(item.loan && row.back_on !== null && row.back_on >= ctx.today && { due_back: row.back_on }),
  } satisfies Partial<Content>;
}

/** How much was done; where the platform does not say, those who asked took part in what is popularised or taught. */
function doneIn(item: Item, kind: ServiceKind, { request }: Part): Partial<Content> {
  const { hours, participants, quantity, unit, outcome } = doneOf(item) ?? {};
  const asked = kind === 'popularisation' || kind === 'training' ? 1 + (request.users as unknown[]).length : undefined;
  const count = participants ?? asked;
  return {
    ...(hours !== undefined && { hours }),
    ...(count !== undefined && { participants: count }),
    ...(quantity !== undefined && { quantity }),
    ...(unit !== undefined && { unit }),
    ...(outcome && { outcome }),
  };
}

const specificationOf = ({ row: { specification, specification_agreed_at } }: Item) =>
  specification === null || specification_agreed_at === null
    ? {}
    : { specification: specification.slice(0, 2000), specified_on: civilDateAt(specification_agreed_at) };

function kindOf({ kind }: Item, service: OfferedService | undefined): ServiceKind {
  if (kind === 'service') return service?.content.kind ?? 'consulting';
  return kind === 'material' ? 'physical' : 'information';
}

/** To whom and what for. */
const whomOf = ({ request, row }: Part) =>
  ({
    receiver: receiverOf(request, row.account_id),
    purpose: request.purpose,
    purpose_text: request.purpose_text.slice(0, 1000),
    project: request.project?.slice(0, 200) ?? null,
  }) satisfies Partial<Content>;

function receiverOf(request: RequestRow, account: Id): ServiceDraft['content']['receiver'] {
  const delivery = request.delivery === null ? undefined : deliveryInput.parse(request.delivery);
  return {
    account,
    person: request.account_name.slice(0, 60),
    organisation: request.organisation_id,
    unit: request.organisation_name,
    unit_kind: request.unit_kind as ServiceDraft['content']['receiver']['unit_kind'],
    group: groupOf(request.unit_kind),
    region: request.region_code,
    abroad: request.abroad,
    // A service that gives material asks for no parcel.
    address: delivery ? `${delivery.recipient}，${delivery.address}`.slice(0, 300) : '当面交付',
  };
}
