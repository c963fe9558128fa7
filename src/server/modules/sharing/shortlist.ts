import { pick } from '../../../shared/i18n.ts';
import type { ItemKind } from '../../../shared/sharing/codes.ts';
import { purposesOf } from '../../../shared/agreements/purposes.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { SERVICE_KINDS } from '../../../shared/stock/service-codes.ts';
import { dataFiles, readAhead, type RecordHead, recordHeads } from '../catalogue/index.ts';
import { employersOf, platformsById, regionNames } from '../identity/index.ts';
import {
  type OfferedService,
  offeredServices,
  type Offers,
  offersOf,
  type ResourceSupply,
  suppliesOf,
} from '../stock/index.ts';
import { unitOf } from './create.ts';
import { platformName } from './part-list.ts';
import { policyOf, ruleSetById } from './policies.ts';
import { questionsFor } from './questions.ts';

/** GB/T 2260: codes of provinces end in four zeros. */
const PROVINCES = Array.from({ length: 83 }, (_, n) => `${n + 1}0000`).filter((code) => code.length === 6);

/** What can be asked for of some records, in the order given, and what their platforms want to know. */
export async function readShortlist(ctx: Ctx, ids: readonly Id[]) {
  const listed = [...new Set(ids)].filter((id) => /^s?\d{1,18}$/.test(id));
  const wanted = listed.filter((id) => !id.startsWith('s'));
  const heads = await recordHeads(ctx.db, wanted);
  const known = wanted.flatMap((id) => {
    const head = heads.get(id);
    return head?.state === 'published' ? [head] : [];
  });
  const services = (
    await offeredServices(
      ctx,
      listed.filter((id) => id.startsWith('s')).map((id) => ({ id: id.slice(1) })),
    )
  ).filter((service) => service?.offered === true);
  const platforms = await platformsById(
    ctx.db,
    [...known, ...services].map((one) => one!.platform),
  );
  const resources = known.map(({ id }) => id);
  const [supplies, offers] = [await suppliesOf(ctx, resources), await offersOf(ctx, known)];
  await readAhead(ctx, resources);
  const link = (platform: Id) => ({
    code: platforms.get(platform)!.code,
    name: platformName(ctx, platforms.get(platform)!),
  });
  const items = [
    ...(await Promise.all(
      known.map(async (head) => ({
        ...(await itemOf(ctx, head, supplies.get(head.id), offers.get(head.id)!)),
        platform: link(head.platform),
      })),
    )),
    ...services.map((service) => ({ ...serviceItem(ctx, service!), platform: link(service!.platform) })),
  ];
  const account = accountOf(ctx.actor);
  const employer = account === null ? undefined : (await employersOf(ctx.db, [account])).get(account);
  return {
    items,
    gone: listed.filter((id) => !items.some((item) => item.id === id)),
    questions: await questionsFor(ctx, [...platforms.values()]),
    purposes: purposesFor(
      ctx,
      [...platforms.values()].map((platform) => policyOf(ctx, platform)),
    ),
    regions: await regionsFor(ctx),
    requester: ctx.actor.kind === 'account' ? { name: ctx.actor.name, organisation: employer?.name ?? null } : null,
  };
}

/** Province-level units, for a caller whose organisation is nowhere yet. */
async function regionsFor(ctx: Ctx) {
  const account = accountOf(ctx.actor);
  if (account !== null && (await unitOf(ctx, account)).region_code !== null) return [];
  const names = await regionNames(ctx.db, PROVINCES);
  return [...names]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([id, name]) => ({ id, label: pick(name, ctx.lang) }));
}

/** Purposes that every one of the rule sets knows. */
function purposesFor(ctx: Ctx, policies: readonly (string | null)[]) {
  const [first = purposesOf(undefined), ...others] = policies.map((id) => purposesOf(ruleSetById(ctx, id)));
  return first
    .filter(({ id }) => others.every((list) => list.some((other) => other.id === id)))
    .map((purpose) => ({ id: purpose.id, label: pick(purpose, ctx.lang) }));
}

/** A service that is asked for by itself, without a record of the catalogue. */
function serviceItem({ lang }: Ctx, { id, content }: OfferedService) {
  const name = (lang === 'en' ? content.name_en : null) ?? content.name_zh;
  return {
    id: `s${id}`,
    resource: null,
    title: name,
    type: pick(SERVICE_KINDS[content.kind], lang),
    kinds: ['service' as const],
    supply: null,
    unit: null,
    services: [{ id, name, response_days: content.response_days ?? null }],
    open_files: [],
    restricted_files: 0,
    freely: false,
  };
}

async function itemOf(ctx: Ctx, head: RecordHead, held: ResourceSupply | undefined, { supply, services }: Offers) {
  const { files } = await dataFiles(ctx, head.id);
  const kinds = new Set<ItemKind>();
  if (held || services.some(({ kind }) => kind.id === 'physical')) kinds.add('material');
  if (files.length > 0 || services.some(({ kind }) => kind.id === 'information')) kinds.add('data');
  if (services.length > 0) kinds.add('service');
  // Nothing is known of how it is given: the platform is asked.
  if (kinds.size === 0) kinds.add('material').add('data');
  const type = ctx.services.types.get(head.type);
  return {
    id: head.id,
    resource: head.id,
    title: (ctx.lang === 'en' ? head.titleEn : null) ?? head.title,
    type: type ? pick(type.label, ctx.lang) : head.type,
    kinds: [...kinds],
    supply: supply?.label ?? null,
    unit: held?.available[0]?.unit ?? null,
    services: services.map(({ id, name, response_days }) => ({ id, name, response_days })),
    open_files: files.filter(({ open }) => open).map(({ id, name, size, address }) => ({ id, name, size, address })),
    restricted_files: files.filter(({ open }) => !open).length,
    freely: files.some(({ needsConsent }) => !needsConsent),
  };
}
