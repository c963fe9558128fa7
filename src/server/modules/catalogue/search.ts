import { sql } from 'kysely';
import type { z } from 'zod';
import { identifierInWords } from '../../../shared/catalogue/identifiers.ts';
import { maskFields } from '../../../shared/catalogue/mask.ts';
import type { catalogueRoutes } from '../../../shared/catalogue/routes.ts';
import type { InputOf } from '../../../shared/contract.ts';
import type { FACETS, searchHit } from '../../../shared/catalogue/schemas.ts';
import { fill, pick } from '../../../shared/i18n.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { type PlatformRecord, platformsByCode, platformsById, platformsOfProgramme } from '../identity/index.ts';
import {
  correctionsFor,
  excerptOf,
  highlightRanges,
  hintsFor,
  parseQuery,
  type Query,
  type SearchFilters,
  searchIds,
} from '../search/index.ts';
import { regionLabel } from './labels.ts';
import { NOBODY, spanOf, vocabularyOf } from './search-fields.ts';
import { regionOf, yearOf } from './search-preparation.ts';
import type { ResourceRow } from './store.ts';
import { ACCESS_LABELS, platformName } from './view-parts.ts';
import { DIGEST } from './write-target.ts';

export type SearchAsked = InputOf<(typeof catalogueRoutes)['searchResources']>['query'];
type Hit = z.input<typeof searchHit>;

const EXCERPT = 120;

const NOTES = {
  too_long: {
    zh: '查询过长，只按前 {limit} 个字符检索',
    en: 'The query is long; only its first {limit} characters were used',
  },
  too_many_terms: { zh: '词过多，只按前 {limit} 个词检索', en: 'Too many words; only the first {limit} were used' },
} as const;

/** A page of published records, with total, facets and what to highlight. */
export async function searchResources(ctx: Ctx, asked: SearchAsked) {
  const { query, filters, vocabulary } = await understood(ctx, asked);
  const { sort, limit, cursor } = asked;
  const found = await searchIds(ctx.db, { query, filters, sort, limit, cursor, facets: cursor === undefined });
  const rows = await hitRows(ctx, found.ids);
  const platforms = await platformsById(ctx.db, [
    ...rows.map(({ platform_id }) => platform_id),
    ...found.facets.platform.map(({ value }) => value),
  ]);
  const empty = found.total.value === 0;
  return {
    items: rows.map((row) => hitOf(ctx, query, row, platforms)),
    total: found.total,
    facets: facetsOf(ctx, found.facets, platforms),
    facets_bound: found.facetsBound,
    hints: empty && query.terms.length > 1 ? await hintsFor(ctx.db, query, filters, vocabulary) : [],
    did_you_mean: empty ? await correctionsFor(ctx.db, query, filters, vocabulary) : [],
    notes: query.notes.map(({ code, limit: bound }) => fill(pick(NOTES[code], ctx.lang), { limit: bound })),
    next: found.next,
  };
}

type Asked = Omit<SearchAsked, 'sort' | 'limit' | 'cursor'>;

/** What a search asks for, as the index takes it. */
export async function understood(ctx: Ctx, asked: Asked) {
  const vocabulary = await vocabularyOf(ctx, asked.q);
  const filters = await filtersOf(ctx, asked, asked.programme ?? ctx.programme);
  return { query: parseQuery(asked.q, vocabulary), filters, vocabulary };
}

async function filtersOf(ctx: Ctx, asked: Asked, programme: string | undefined): Promise<SearchFilters> {
  const orNobody = (ids: Id[]): Id[] => (ids.length > 0 ? ids : [NOBODY]);
  const platform = asked.platform?.length
    ? orNobody((await platformsByCode(ctx.db, asked.platform)).map(({ id }) => id))
    : undefined;
  const within =
    programme === undefined ? undefined : orNobody((await platformsOfProgramme(ctx.db, programme)).map(({ id }) => id));
  return {
    type: asked.type,
    platform,
    discipline: asked.discipline,
    region: asked.region,
    access: asked.access,
    year: asked.year?.flatMap(spanOf),
    within,
  };
}

type HitRow = Pick<
  ResourceRow,
  'id' | 'platform_id' | 'type' | 'local_key' | 'title' | 'title_en' | 'fields' | 'access' | 'demo' | 'published_at'
> & {
  identifier: { scheme: string; value: string } | null;
};

async function hitRows(ctx: Ctx, ids: readonly Id[]): Promise<HitRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<HitRow>`
    select r.id, r.platform_id, r.type, r.local_key, r.title, r.title_en, r.fields, r.access, r.demo, r.published_at,
      (select jsonb_build_object('scheme', i.scheme, 'value', i.value) from resource_identifier i
        where i.resource_id = r.id and i.scheme in ('cstr', 'doi') and i.state <> 'retired'
        order by i.scheme, i.value limit 1) as identifier
    from resource r where r.id = any(${[...ids]}::bigint[]) and r.state = 'published'`.execute(ctx.db);
  const place = new Map(ids.map((id, index) => [id, index]));
  return rows.toSorted((a, b) => place.get(a.id)! - place.get(b.id)!);
}

function hitOf(ctx: Ctx, query: Query, row: HitRow, platforms: ReadonlyMap<Id, PlatformRecord>): Hit {
  const type = ctx.services.types.get(row.type);
  const fields = type ? maskFields(type, row.fields).fields : {};
  const platform = platforms.get(row.platform_id);
  const excerpt = excerptOf(query, [String(fields['description'] ?? '')], EXCERPT);
  const region = regionOf(fields, { regionCode: platform?.region_code ?? null });
  return {
    id: row.id,
    title: row.title,
    title_en: row.title_en,
    type: row.type,
    type_label: type ? pick(type.label, ctx.lang) : row.type,
    platform: { code: platform?.code ?? '', name: platform ? platformName(ctx.lang, platform) : '' },
    access: row.access,
    region,
    region_label: region === null ? null : regionLabel(ctx, region),
    year: type ? yearOf(type, fields) : null,
    identifier: row.identifier && identifierInWords(row.identifier.scheme, row.identifier.value),
    local_number: row.local_key.startsWith(DIGEST) ? null : row.local_key,
    excerpt: excerpt.text,
    demo: row.demo,
    published_at: row.published_at!,
    highlights: { title: highlightRanges(query, row.title), excerpt: excerpt.ranges },
  };
}

type Counted = readonly { value: string; count: number }[];

function facetsOf(
  ctx: Ctx,
  facets: Readonly<Record<(typeof FACETS)[number], Counted>>,
  platforms: ReadonlyMap<Id, PlatformRecord>,
) {
  const { types, references } = ctx.services;
  const label = (values: Counted, name: (value: string) => string) =>
    values.map(({ value, count }) => ({ value, label: name(value), count }));
  const inList = (value: string, entry: { zh: string; en: string } | undefined): string =>
    entry ? pick(entry, ctx.lang) : value;
  return {
    type: label(facets.type, (value) => inList(value, types.get(value)?.label)),
    platform: facets.platform.flatMap(({ value, count }) => {
      const platform = platforms.get(value);
      return platform ? [{ value: platform.code, label: platformName(ctx.lang, platform), count }] : [];
    }),
    discipline: label(facets.discipline, (value) => inList(value, references.discipline?.get(value))),
    region: label(facets.region, (value) => regionLabel(ctx, value)),
    access: label(facets.access, (value) => inList(value, ACCESS_LABELS[value])),
    year: label(facets.year, (value) => value),
  };
}
