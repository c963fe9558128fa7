import { pick } from '../../../shared/i18n.ts';
import type { ItemKind } from '../../../shared/sharing/codes.ts';
import { purposesOf } from '../../../shared/agreements/purposes.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { dataFiles, type RecordHead, recordHeads } from '../catalogue/index.ts';
import { employersOf, platformsById, regionNames } from '../identity/index.ts';
import { readOffers, type ResourceSupply, suppliesOf } from '../stock/index.ts';
import { unitOf } from './create.ts';
import { platformName } from './part-list.ts';
import { policyOf, ruleSetById } from './policies.ts';
import { questionsFor } from './questions.ts';

/** GB/T 2260: codes of provinces end in four zeros. */
const PROVINCES = Array.from({ length: 83 }, (_, n) => `${n + 1}0000`).filter((code) => code.length === 6);

/** What can be asked for of some records, in the order given, and what their platforms want to know. */
export async function readShortlist(ctx: Ctx, ids: readonly Id[]) {
  const wanted = [...new Set(ids)].filter((id) => /^\d{1,18}$/.test(id));
  const heads = await recordHeads(ctx.db, wanted);
  const known = wanted.flatMap((id) => {
    const head = heads.get(id);
    return head?.state === 'published' ? [head] : [];
  });
  const platforms = await platformsById(
    ctx.db,
    known.map(({ platform }) => platform),
  );
  const supplies = await suppliesOf(
    ctx,
    known.map(({ id }) => id),
  );
  const account = accountOf(ctx.actor);
  const employer = account === null ? undefined : (await employersOf(ctx.db, [account])).get(account);
  return {
    items: await Promise.all(
      known.map(async (head) => {
        const platform = platforms.get(head.platform)!;
        return {
          ...(await itemOf(ctx, head, supplies.get(head.id))),
          platform: { code: platform.code, name: platformName(ctx, platform) },
        };
      }),
    ),
    gone: wanted.filter((id) => heads.get(id)?.state !== 'published'),
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

async function itemOf(ctx: Ctx, head: RecordHead, held: ResourceSupply | undefined) {
  const [{ supply, services }, { files }] = await Promise.all([readOffers(ctx, head.id), dataFiles(ctx, head.id)]);
  const kinds = new Set<ItemKind>();
  if (held || services.some(({ kind }) => kind.id === 'physical')) kinds.add('material');
  if (files.length > 0 || services.some(({ kind }) => kind.id === 'information')) kinds.add('data');
  if (services.length > 0) kinds.add('service');
  // Nothing is known of how it is given: the platform is asked.
  if (kinds.size === 0) kinds.add('material').add('data');
  const type = ctx.services.types.get(head.type);
  return {
    id: head.id,
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
