import { sql } from 'kysely';
import { identifierKey } from '../../../shared/catalogue/identifiers.ts';
import { INVERSE, statedRelations } from '../../../shared/catalogue/relations.ts';
import type { RecordFields, RelationType, ResourceType } from '../../../shared/catalogue/resource-type.ts';
import { type Bilingual, pick } from '../../../shared/i18n.ts';
import { baseUrlOf } from '../../kernel/config.ts';
import type { Ctx } from '../../kernel/context.ts';
import { type PlatformRecord, platformsById } from '../identity/index.ts';
import { typeById } from './platform-rules.ts';
import type { PublicResource } from './public.ts';
import { isStricter } from './relation-rules.ts';
import { claimOf, claimsOf } from './relation-rows.ts';
import { type Target, targetsOf } from './relation-targets.ts';
import { platformName } from './view-parts.ts';

/** Other records that name one are listed up to this many of each relation. */
const MOST = 50;

const NOTES: Readonly<Record<'withdrawn' | 'suspended', Bilingual>> = {
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
  suspended: { zh: '已暂停', en: 'suspended' },
};

/** Drafts of others show nothing but what the record itself says of them. */
const isVisible = ({ state, published_at }: Target): boolean =>
  published_at !== null && state !== 'draft' && state !== 'checked';

/** What a record says of others, and what others say of it. */
export async function relationsOf(
  ctx: Ctx,
  resource: PublicResource,
  { type, fields, platform }: { type: ResourceType; fields: RecordFields; platform: PlatformRecord },
) {
  const stated = statedRelations(type, fields, baseUrlOf(ctx.services.config));
  const targets = await targetsOf(
    ctx.db,
    stated.map(({ reference }) => claimOf(reference)),
  );
  const named = await naming(ctx, resource, platform.code);
  const shown = [...targets.values(), ...named.map(({ target }) => target)].filter(isVisible);
  const platforms = await platformsById(
    ctx.db,
    shown.map(({ platform_id }) => platform_id),
  );
  const entry = (target: Target) => {
    const owner = platforms.get(target.platform_id);
    const note = target.state === 'withdrawn' || target.state === 'suspended' ? NOTES[target.state] : undefined;
    return {
      id: target.id,
      title: (ctx.lang === 'en' ? target.title_en : null) ?? target.title,
      type_label: pick(typeById(ctx, target.type).label, ctx.lang),
      platform_name: owner ? platformName(ctx.lang, owner) : '',
      state: target.state,
      note: note ? pick(note, ctx.lang) : null,
    };
  };
  const outward = stated.map(({ field, type: relation, reference }) => {
    const target = targets.get(claimOf(reference));
    return {
      relation,
      label: pick(field.label, ctx.lang),
      outward: true,
      scheme: reference.scheme,
      value: reference.value,
      display: reference.display,
      url: reference.url,
      resource: target && isVisible(target) ? entry(target) : null,
    };
  });
  const inward = named.map(({ relation, target }) => ({
    relation: INVERSE[relation].type,
    label: pick(INVERSE[relation].label, ctx.lang),
    outward: false,
    scheme: 'resource' as const,
    value: target.id,
    display: target.title,
    url: null,
    resource: entry(target),
  }));
  const sources = stated
    .filter(({ inherits }) => inherits)
    .flatMap(({ reference }) => targets.get(claimOf(reference)) ?? [])
    .filter(isVisible);
  return {
    relations: [...outward, ...inward],
    /** Standing of a product's sources that readers must know of. */
    gone: sources.some(({ state }) => state === 'withdrawn'),
    stricter: sources.some((source) => isStricter(source.access, resource.access)),
  };
}

/** Public records that name this one, newest first. */
async function naming({ db }: Ctx, { id, type, local_key, identifiers }: PublicResource, platform: string) {
  const claims = claimsOf({
    id,
    platform,
    type,
    key: local_key,
    identifiers: identifiers.map(({ scheme, value }) => ({ scheme, valueKey: identifierKey(value) })),
  }).map((claim) => claim.split('\n') as [string, string]);
  const { rows } = await sql<Target & { relation: RelationType }>`
    select distinct on (n.relation, r.id) n.relation, r.id, r.platform_id, r.type, r.title, r.title_en, r.state, r.access, r.published_at
    from unnest(${claims.map(([scheme]) => scheme)}::text[], ${claims.map(([, key]) => key)}::text[]) as c(scheme, value_key)
    join resource_relation n on n.scheme = c.scheme and n.value_key = c.value_key
    join resource r on r.id = n.resource_id
    where r.state in ('published', 'suspended') and r.id <> ${id}
    order by n.relation, r.id desc limit ${MOST * 4}`.execute(db);
  const counts = new Map<RelationType, number>();
  return rows.flatMap(({ relation, ...target }) => {
    const count = (counts.get(relation) ?? 0) + 1;
    counts.set(relation, count);
    return count > MOST ? [] : [{ relation, target }];
  });
}
