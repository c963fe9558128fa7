import { pick } from '../../../shared/i18n.ts';
import type { FieldFault } from '../../../shared/problems.ts';
import type { ItemInput } from '../../../shared/sharing/schemas.ts';
import { SERVICE_KINDS } from '../../../shared/stock/service-codes.ts';
import { readQuantity } from '../../../shared/stock/quantity.ts';
import { STOCK_UNITS } from '../../../shared/stock/units.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { type RecordHead, recordHeads } from '../catalogue/index.ts';
import { type OfferedService, offeredServices, promisedFor } from '../stock/index.ts';

/** An item that can be asked for as it stands, and of whom. */
export interface AskedItem {
  input: ItemInput;
  platform: Id;
  head: RecordHead | undefined;
  service: OfferedService | undefined;
  title: string;
  /** Working days to a first answer that its service promises; null: none does. */
  responseDays: number | null;
}

export const fault = (path: string, code: string, zh: string, en: string): FieldFault => ({ path, code, zh, en });

/** Looks at every item; faults name them by their position. */
export async function readAsked(
  ctx: Ctx,
  inputs: readonly ItemInput[],
): Promise<{ items: AskedItem[]; faults: FieldFault[] }> {
  const heads = await recordHeads(
    ctx.db,
    inputs.flatMap(({ resource }) => resource ?? []),
  );
  const services = await servicesOf(ctx, inputs);
  const promised = await promisedFor(ctx, [...heads.values()]);
  const items: AskedItem[] = [];
  const faults: FieldFault[] = [];
  for (const [n, input] of inputs.entries()) {
    const read = readOne(input, `body.items.${n}`, { heads, services, promised });
    if (Array.isArray(read)) faults.push(...read);
    else items.push(read);
  }
  return { items, faults };
}

/** All that a request names, by id. */
interface Named {
  heads: ReadonlyMap<Id, RecordHead>;
  services: ReadonlyMap<Id, OfferedService>;
  promised: ReadonlyMap<Id, number>;
}

async function servicesOf(ctx: Ctx, inputs: readonly ItemInput[]): Promise<Map<Id, OfferedService>> {
  const ids = inputs.flatMap(({ service }) => service ?? []);
  const found = await offeredServices(
    ctx,
    ids.map((id) => ({ id })),
  );
  return new Map(found.flatMap((service) => (service ? [[service.id, service]] : [])));
}

function readOne(input: ItemInput, path: string, { heads, services, promised }: Named): AskedItem | FieldFault[] {
  const head = input.resource === undefined ? undefined : heads.get(input.resource);
  if (input.resource !== undefined && head?.state !== 'published')
    return [fault(`${path}.resource`, 'resource_unknown', '目录中没有这条资源', 'The catalogue has no such resource')];
  const service = input.service === undefined ? undefined : services.get(input.service);
  if (input.service !== undefined && service?.offered !== true)
    return [fault(`${path}.service`, 'service_unknown', '没有这项服务，或已撤回', 'There is no such service on offer')];
  const platform = platformOf(head, service);
  if (platform === undefined)
    return [fault(path, 'nothing_asked', '请指明同一平台的资源或服务', 'Name a resource or a service of one platform')];
  const faults = faultsOf(input, service, path);
  if (faults.length > 0) return faults;
  return {
    input,
    platform,
    head,
    service,
    title: head?.title ?? service!.content.name_zh,
    responseDays: service?.content.response_days ?? promised.get(head?.id ?? '') ?? null,
  };
}

/** Undefined where neither is named, or they are of two platforms. */
const platformOf = (head: RecordHead | undefined, service: OfferedService | undefined): Id | undefined =>
  head && service && service.platform !== head.platform ? undefined : (head?.platform ?? service?.platform);

function faultsOf(input: ItemInput, service: OfferedService | undefined, path: string): FieldFault[] {
  const faults: FieldFault[] = [];
  if (input.kind !== 'service' && input.resource === undefined)
    faults.push(fault(`${path}.resource`, 'resource_needed', '请指明资源', 'Name the resource'));
  if (input.kind === 'service' && !service)
    faults.push(fault(`${path}.service`, 'service_needed', '请指明服务', 'Name the service'));
  if (input.kind === 'material') faults.push(...quantityFaults(input, path));
  if (input.kind !== 'material' && input.loan)
    faults.push(fault(`${path}.loan`, 'not_lent', '只有实物可以借用', 'Only material can be lent'));
  if (service && SERVICE_KINDS[service.content.kind].within === 'custom' && input.note === '')
    faults.push(
      fault(`${path}.note`, 'requirement_needed', '定制服务须写明需求', 'A custom service needs its requirement'),
    );
  return faults;
}

function quantityFaults({ quantity, unit }: ItemInput, path: string): FieldFault[] {
  if (quantity === undefined || unit === undefined)
    return [
      fault(`${path}.quantity`, 'quantity_needed', '实物须填数量和单位', 'Material needs a quantity and its unit'),
    ];
  const read = readQuantity(quantity, unit);
  if (typeof read !== 'string' && read > 0n) return [];
  const said = STOCK_UNITS[unit];
  return [
    fault(
      `${path}.quantity`,
      'quantity_refused',
      `数量须大于零${said.whole ? `，以${pick(said, 'zh-CN')}计须为整数` : ''}`,
      `Above zero${said.whole ? `, whole ${said.en}` : ''}`,
    ),
  ];
}
