import { z } from 'zod';
import { citationView } from '../citation.ts';
import { fileView } from './file-schemas.ts';

/** Life of a record. `checked`: looked at by a second person, waiting to be published. */
export const RESOURCE_STATES = ['draft', 'checked', 'published', 'suspended', 'withdrawn'] as const;
export type ResourceState = (typeof RESOURCE_STATES)[number];

export const ACCESS = ['open', 'conditional', 'closed'] as const;
export type Access = (typeof ACCESS)[number];

export const FUNDING = ['fiscal', 'private', 'mixed'] as const;
export type Funding = (typeof FUNDING)[number];

export const SORTS = ['relevance', 'newest', 'title'] as const;

export const range = z
  .tuple([z.number().int(), z.number().int()])
  .describe('start and end in UTF-16 units, end excluded');

const ids = z.preprocess(
  (value) => (typeof value === 'string' ? value.split(',').filter((part) => part !== '') : value),
  z.array(z.string().max(100)).max(50),
);
/** A filter of several values: repeated or separated by commas. */
export const several = ids.optional();

export const limit = z.coerce.number().int().min(1).max(100).default(20);
export const cursor = z.string().max(500).optional();
export const next = z.string().nullable().describe('cursor of the next page');
export const id = z.string().regex(/^\d{1,19}$/);

export const searchHit = z
  .object({
    id,
    title: z.string(),
    title_en: z.string().nullable(),
    type: z.string(),
    type_label: z.string(),
    platform: z.object({ code: z.string(), name: z.string() }),
    access: z.enum(ACCESS),
    region: z.string().nullable(),
    region_label: z.string().nullable(),
    year: z.number().int().nullable(),
    identifier: z.string().nullable().describe('CSTR, else DOI, with its prefix'),
    local_number: z.string().nullable(),
    excerpt: z.string(),
    demo: z.boolean(),
    published_at: z.string(),
    highlights: z.object({ title: z.array(range), excerpt: z.array(range) }),
  })
  .meta({ id: 'SearchHit' });

export const facetValue = z.object({ value: z.string(), label: z.string(), count: z.number().int() });
export const FACETS = ['type', 'platform', 'discipline', 'region', 'access', 'year'] as const;

export const searchPage = z
  .object({
    items: z.array(searchHit),
    total: z.object({ value: z.number().int(), relation: z.enum(['eq', 'gte']) }),
    facets: z.object({
      type: z.array(facetValue),
      platform: z.array(facetValue),
      discipline: z.array(facetValue),
      region: z.array(facetValue),
      access: z.array(facetValue),
      year: z.array(facetValue),
    }),
    /** Facets count at most this many of the hits. */
    facets_bound: z.number().int().nullable(),
    /** With no hit: what each word alone would find. */
    hints: z.array(
      z.object({ without: z.string(), q: z.string(), count: z.number().int(), relation: z.enum(['eq', 'gte']) }),
    ),
    /** With no hit: what was probably meant, where that finds something. */
    did_you_mean: z.array(z.object({ q: z.string(), count: z.number().int(), relation: z.enum(['eq', 'gte']) })),
    /** What of the query was left aside, in words. */
    notes: z.array(z.string()),
    next,
  })
  .meta({ id: 'SearchPage' });

/** What may be meant by what somebody types. */
export const suggestion = z.object({
  kind: z.enum(['name', 'keyword', 'word', 'title', 'platform']),
  kind_label: z.string(),
  text: z.string(),
  /** Page of the portal that it is; null: a text to search for. */
  page: z.string().nullable(),
});

/** A field as it is shown: label, and the value in words of the asked language. */
export const shownField = z.object({
  id: z.string(),
  label: z.string(),
  kind: z.string(),
  unit: z.string().nullable(),
  /** One text per value; links and Latin names are told by `kind`. */
  values: z.array(z.string()),
  /** The public sees less than is held: why. */
  masked: z.string().nullable(),
});
export const shownGroup = z.object({ id: z.string(), label: z.string(), fields: z.array(shownField) });

export const identifierView = z.object({
  scheme: z.string(),
  value: z.string(),
  /** As it is cited, with prefix: CSTR:31253.11.x */
  display: z.string(),
  url: z.string().nullable(),
  state: z.string(),
  state_label: z.string(),
});

/** `relation` is DataCite's relationType, but `HasParent`; `resource` is the other end where it is public here. */
const relationView = z.object({
  relation: z.string(),
  label: z.string(),
  outward: z.boolean().describe('said by this record; otherwise by the other'),
  scheme: z.string().describe('cstr, doi, handle, ark, urn, url; resource and local for what is here; text'),
  value: z.string(),
  display: z.string(),
  url: z.string().nullable().describe('outside this system'),
  resource: z
    .object({
      id,
      title: z.string(),
      type_label: z.string(),
      platform_name: z.string(),
      state: z.string(),
      note: z.string().nullable(),
    })
    .nullable(),
});

export const platformLink = z.object({
  id,
  code: z.string(),
  name: z.string(),
  name_en: z.string().nullable(),
  demo: z.boolean(),
});

export const action = z
  .object({
    name: z.enum([
      'edit',
      'check',
      'return',
      'publish',
      'suspend',
      'resume',
      'withdraw',
      'confirm',
      'discard_revision',
      'delete',
    ]),
    label: z.string(),
    /** The action asks for a reason. */
    needs_reason: z.boolean(),
  })
  .meta({ id: 'ResourceAction' });

export const resourceView = z
  .object({
    id,
    type: z.string(),
    type_label: z.string(),
    platform: platformLink,
    title: z.string(),
    title_en: z.string().nullable(),
    state: z.enum(RESOURCE_STATES),
    state_label: z.string(),
    version: z.number().int(),
    access: z.enum(ACCESS),
    access_label: z.string(),
    funding: z.enum(FUNDING),
    demo: z.boolean(),
    groups: z.array(shownGroup),
    /** What it says of other resources, then what others say of it. */
    relations: z.array(relationView),
    identifiers: z.array(identifierView),
    files: z.array(fileView),
    /** How it may be had: ways, conditions, contact. */
    obtain: z.object({
      ways: z.array(z.string()),
      process: z.string().nullable(),
      url: z.string().nullable(),
      contact: z.array(z.object({ label: z.string(), value: z.string() })),
    }),
    citations: z.array(z.object({ format: z.string(), label: z.string(), text: z.string() })),
    address: z.string().describe('permanent address of this page'),
    quality: z.number().int(),
    published_at: z.string().nullable(),
    updated_at: z.string(),
    confirmed_at: z.string(),
    /** Standing notices about the record: suspended, flagged without identifier, private owner. */
    notices: z.array(z.object({ kind: z.string(), text: z.string(), cite: citationView.optional() })),
    json_ld: z.record(z.string(), z.unknown()),
    meta_tags: z.array(z.object({ name: z.string(), content: z.string() })).describe('citation_* and DC.* of the page'),
  })
  .meta({ id: 'Resource' });

export const tombstone = z
  .object({
    id,
    title: z.string(),
    identifiers: z.array(identifierView),
    platform: platformLink,
    withdrawn_at: z.string(),
    reason: z.string(),
  })
  .meta({ id: 'Tombstone' });

export const versionView = z.object({
  version: z.number().int(),
  state: z.string(),
  state_label: z.string(),
  author: z.string(),
  created_at: z.string(),
  published_at: z.string().nullable(),
  note: z.string().nullable(),
});

export const changeView = z.object({
  id: z.string(),
  label: z.string(),
  before: z.array(z.string()),
  after: z.array(z.string()),
});

/** A record as its platform's people work on it. */
export const workingCopy = z
  .object({
    id,
    type: z.string(),
    platform: platformLink,
    title: z.string(),
    state: z.enum(RESOURCE_STATES),
    state_label: z.string(),
    version: z.number().int(),
    revision: z.number().int().describe('to be sent back with a change'),
    fields: z.record(z.string(), z.unknown()),
    /** The fields are those of a revision that waits to be checked or published. */
    is_revision: z.boolean(),
    revision_state: z.enum(['draft', 'checked']).nullable(),
    author: z.string(),
    updated_at: z.string(),
    quality: z.number().int(),
    missing: z
      .array(z.object({ id: z.string(), label: z.string() }))
      .describe('fields of the minimum set that are empty'),
    warnings: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })),
    flags: z.array(z.object({ kind: z.string(), text: z.string(), cite: citationView.optional() })),
    actions: z.array(action),
  })
  .meta({ id: 'WorkingCopy' });

export const workRow = z.object({
  id,
  title: z.string(),
  type: z.string(),
  type_label: z.string(),
  local_key: z.string(),
  platform: platformLink,
  state: z.enum(RESOURCE_STATES),
  state_label: z.string(),
  has_revision: z.boolean(),
  quality: z.number().int(),
  updated_at: z.string(),
  confirmed_at: z.string(),
  identifier: z.string().nullable(),
});
