import { z } from 'zod';
import { defineRoutes } from '../contract.ts';
import { availableRoutes } from './available-routes.ts';
import { mapView } from './map.ts';
import { EXPORT_FORMATS } from './export-formats.ts';
import {
  changeView,
  cursor,
  facetValue,
  id,
  limit,
  next,
  resourceView,
  searchPage,
  several,
  SORTS,
  suggestion,
  versionView,
} from './schemas.ts';
import { fileRoutes } from './file-routes.ts';
import { statisticsRoutes } from './statistics-routes.ts';
import { workRoutes } from './work-routes.ts';

export { EDITORS, GUARDIANS } from './people.ts';

const byId = z.object({ id });
const lang = { lang: z.enum(['zh-CN', 'en']).optional() };

const searchFilters = z.object({
  ...lang,
  q: z.string().max(1000).default(''),
  type: several,
  platform: several.describe('platform codes'),
  discipline: several,
  region: several.describe('GB/T 2260 codes; a province covers its cities'),
  access: several,
  year: several.describe('years or spans, 2001-2005'),
  programme: z.string().max(40).optional(),
});

const publicRoutes = defineRoutes({
  searchResources: {
    method: 'GET',
    path: '/api/resources',
    summary: 'Search published resources',
    allow: 'anyone',
    query: searchFilters.extend({
      sort: z.enum(SORTS).default('relevance'),
      limit,
      cursor,
    }),
    reply: searchPage,
  },
  suggestions: {
    method: 'GET',
    path: '/api/suggestions',
    summary:
      'What may be meant while somebody types: names, keywords, titles, platforms; as written, in pinyin or by initials',
    allow: 'anyone',
    query: z.object({ q: z.string().max(200).default(''), programme: z.string().max(40).optional(), ...lang }),
    reply: z.object({ items: z.array(suggestion) }),
  },
  exportSearch: {
    method: 'GET',
    path: '/api/resources/export',
    summary: 'All hits of a search as a table, in the columns the importer reads',
    allow: 'anyone',
    perMinute: 10,
    query: searchFilters.extend({ format: z.enum(EXPORT_FORMATS).default('csv') }),
    reply: 'file',
  },
  downloadArchive: {
    method: 'GET',
    path: '/api/portal/platforms/:code/archive',
    summary: 'What a platform has published as a Darwin Core Archive',
    allow: 'anyone',
    perMinute: 6,
    params: z.object({ code: z.string().max(60) }),
    query: z.object(lang),
    reply: 'file',
  },
  readResource: {
    method: 'GET',
    path: '/api/resources/:id',
    summary: 'A published resource; 410 with its tombstone when it was withdrawn',
    allow: 'anyone',
    params: byId,
    query: z.object({ version: z.coerce.number().int().min(1).optional(), ...lang }),
    reply: resourceView,
  },
  listVersions: {
    method: 'GET',
    path: '/api/resources/:id/versions',
    summary: 'Published versions of a resource, newest first; all versions for its platform’s people',
    allow: 'anyone',
    params: byId,
    reply: z.object({ items: z.array(versionView) }),
  },
  compareVersions: {
    method: 'GET',
    path: '/api/resources/:id/changes',
    summary: 'What changed between two versions',
    allow: 'anyone',
    params: byId,
    query: z.object({ from: z.coerce.number().int().min(1), to: z.coerce.number().int().min(1), ...lang }),
    reply: z.object({ items: z.array(changeView) }),
  },
  listRelated: {
    method: 'GET',
    path: '/api/resources/:id/related',
    summary: 'Resources of other records with the same taxon, place or project',
    allow: 'anyone',
    params: byId,
    reply: z.object({
      items: z.array(
        z.object({ id, title: z.string(), type_label: z.string(), platform_name: z.string(), why: z.string() }),
      ),
    }),
  },
  reportMistake: {
    method: 'POST',
    path: '/api/resources/:id/mistakes',
    summary: 'Report a mistake in a record, without an account',
    allow: 'anyone',
    perMinute: 6,
    params: byId,
    body: z.object({ text: z.string().trim().min(5).max(4000), contact: z.string().trim().max(200).default('') }),
    reply: z.object({ receipt: z.string() }),
    status: 201,
  },
  parseIdentifierText: {
    method: 'GET',
    path: '/api/identifiers/parse',
    summary: 'What an identifier is, its normal form, and what is wrong with it',
    allow: 'anyone',
    query: z.object({ value: z.string().max(2000), ...lang }),
    reply: z.object({
      scheme: z.string(),
      normalized: z.string(),
      valid: z.boolean(),
      problem: z.string().nullable().describe('code of what is wrong'),
      problem_text: z.string().nullable(),
      resource: z.string().nullable().describe('id of the resource that bears it here'),
    }),
  },
  listResourceTypes: {
    method: 'GET',
    path: '/api/resource-types',
    summary: 'Types of resources, with the number published',
    allow: 'anyone',
    query: z.object(lang),
    reply: z.object({
      items: z.array(
        z.object({
          id: z.string(),
          label: z.string(),
          about: z.string(),
          standard: z.string(),
          count: z.number().int(),
        }),
      ),
    }),
  },
  readResourceType: {
    method: 'GET',
    path: '/api/resource-types/:type',
    summary: 'A type with its fields and code lists, as the form needs it',
    allow: 'anyone',
    params: z.object({ type: z.string().max(60) }),
    reply: z.record(z.string(), z.unknown()),
  },
  portalSummary: {
    method: 'GET',
    path: '/api/portal',
    summary: 'What a portal’s home page shows: counts, newest records, platforms',
    allow: 'anyone',
    query: z.object({ programme: z.string().max(40).optional(), ...lang }),
    reply: z.object({
      name: z.string(),
      total: z.number().int(),
      types: z.array(z.object({ id: z.string(), label: z.string(), count: z.number().int() })),
      platforms: z.array(
        z.object({
          code: z.string(),
          name: z.string(),
          count: z.number().int(),
          region_label: z.string().nullable(),
          demo: z.boolean(),
        }),
      ),
      platform_count: z.number().int(),
      newest: z.array(
        z.object({
          id,
          title: z.string(),
          type_label: z.string(),
          platform_name: z.string(),
          published_at: z.string(),
        }),
      ),
    }),
  },
  listCataloguePlatforms: {
    method: 'GET',
    path: '/api/portal/platforms',
    summary: 'Platforms of the catalogue with the number of their published resources',
    allow: 'anyone',
    query: z.object({
      q: z.string().max(200).default(''),
      programme: z.string().max(40).optional(),
      region: z.string().max(6).optional(),
      limit,
      cursor,
      ...lang,
    }),
    reply: z.object({
      items: z.array(
        z.object({
          code: z.string(),
          name: z.string(),
          name_en: z.string().nullable(),
          kind_label: z.string(),
          host: z.string().nullable(),
          supervising: z.string().nullable(),
          region_label: z.string().nullable(),
          count: z.number().int(),
          demo: z.boolean(),
          verified: z.boolean(),
        }),
      ),
      regions: z.array(facetValue).describe('provinces with the number of their platforms'),
      map: mapView.nullable().describe('only where the operator has set up an approved map'),
      next,
    }),
  },
  readCataloguePlatform: {
    method: 'GET',
    path: '/api/portal/platforms/:code',
    summary: 'A platform: what it is, in which programmes, what it holds',
    allow: 'anyone',
    params: z.object({ code: z.string().max(60) }),
    query: z.object(lang),
    reply: z.object({
      id,
      code: z.string(),
      name: z.string(),
      name_en: z.string().nullable(),
      kind_label: z.string(),
      summary: z.string().nullable(),
      homepage: z.string().nullable(),
      host: z.string().nullable(),
      supervising: z.string().nullable(),
      region_label: z.string().nullable(),
      contact: z.array(z.object({ label: z.string(), value: z.string() })),
      programmes: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          state: z.string(),
          state_label: z.string(),
          recommended_by: z.string().nullable(),
          recommended_on: z.string().nullable(),
        }),
      ),
      has_archive: z.boolean().describe('some of it goes into a Darwin Core Archive'),
      types: z.array(z.object({ id: z.string(), label: z.string(), count: z.number().int() })),
      count: z.number().int(),
      /** Some of it can be had now, or lists of what can be had were published. */
      has_available: z.boolean(),
      demo: z.boolean(),
      source: z.string().nullable(),
      verified: z.boolean(),
    }),
  },
});

/** The catalogue: what anybody reads, and the work on records behind it. */
export const catalogueRoutes = {
  ...publicRoutes,
  ...availableRoutes,
  ...fileRoutes,
  ...statisticsRoutes,
  ...workRoutes,
};
