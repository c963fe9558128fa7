import { z } from 'zod';

/**
 * A resource type is data: `resource-types/<id>.yaml`. Form, validation, import mapping, record page,
 * facets and exports all come from it. Shared groups of fields lie in `resource-types/common/<id>.yaml`.
 */
const bilingual = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const id = z.string().regex(/^[a-z][a-z0-9_]*$/);
/** Field ids are the standard's own terms where it has some (ACCENUMB, occurrenceID), else snake_case. */
const fieldId = z.string().regex(/^[A-Za-z][A-Za-z0-9_]*$/);

export const FIELD_KINDS = [
  'text', // one line
  'long_text', // several paragraphs
  'integer',
  'decimal',
  'boolean',
  'date', // civil date YYYY-MM-DD
  'partial_date', // YYYY, YYYY-MM or YYYY-MM-DD
  'mcpd_date', // YYYYMMDD with 00 or -- for what is unknown (MCPD v2.1)
  'interval', // ISO 8601 date or interval as Darwin Core's eventDate
  'code', // value of a code list
  'country', // ISO 3166-1 alpha-3; former codes are warnings
  'region', // GB/T 2260
  'discipline', // GB/T 13745
  'latitude', // decimal degrees
  'longitude',
  'scientific_name', // Latin name, searched as a binomial
  'url',
  'email',
  'phone',
  'identifier', // CSTR, DOI and the like; `scheme` tells which
] as const;

/** Written as a number or as text; a code with leading zeros needs quotes. */
const code = z.union([z.string().min(1), z.number()]).transform(String);

export const codeSpec = z.strictObject({
  value: code,
  zh: z.string(),
  en: z.string(),
  /** Other spellings accepted in imports. */
  aliases: z.array(z.string()).optional(),
  /** Still accepted, with a warning. */
  obsolete: z.boolean().optional(),
  /** What an obsolete value is replaced by; without one it is kept as it is. */
  successor: code.optional(),
});

/** Relations a field may state, in DataCite's words; HasParent is our own, for pedigrees. */
export const RELATION_TYPES = [
  'IsDerivedFrom',
  'IsPartOf',
  'HasPart',
  'IsVersionOf',
  'IsDocumentedBy',
  'Documents',
  'IsCitedBy',
  'Cites',
  'References',
  'IsSupplementTo',
  'IsIdenticalTo',
  'HasParent',
] as const;
export type RelationType = (typeof RELATION_TYPES)[number];

export const fieldSpec = z.strictObject({
  id: fieldId,
  group: id,
  label: bilingual,
  help: bilingual.optional(),
  example: z.string().optional(),
  kind: z.enum(FIELD_KINDS),
  /**
   * Several values; in files they are separated by the first character of `separator` (default `;`) that occurs in the
   * text, so `;,` splits “a, b” at commas but “1,2-二氯乙烷; 苯” at semicolons. Full-width forms count as the same.
   */
  many: z.boolean().optional(),
  separator: z.string().min(1).optional(),
  /** Length in characters, or bounds of a number. */
  max: z.number().optional(),
  min: z.number().optional(),
  pattern: z.string().optional(),
  /** What the pattern asks for, in words. */
  pattern_help: bilingual.optional(),
  /** What does not fit the pattern is kept with a warning: for standards that real files rarely follow to the letter. */
  pattern_soft: z.boolean().optional(),
  unit: z.string().optional(),
  /** The unit in English where it is a Chinese word. */
  unit_en: z.string().optional(),
  /** Id of a list in `code_lists`. */
  codes: id.optional(),
  scheme: z.enum(['cstr', 'doi', 'other']).optional(),
  /** A record without it is refused. Sparingly: strict minimum sets only lower the quality score. */
  required: z.boolean().optional(),
  /** Belongs to the standard's minimum set, counted by the quality score. */
  minimum: z.boolean().optional(),
  /** Offered as a filter beside those every resource has. */
  facet: z.boolean().optional(),
  /** How it is searched: `title` and `name` also by parts of words, `code` as number or code, `none` not at all. */
  search: z.enum(['title', 'name', 'code', 'text', 'none']).optional(),
  /** Hidden or coarsened for everyone but the platform's own people, in every outlet. */
  mask: z
    .strictObject({
      how: z.enum(['hide', 'round']),
      digits: z.number().int().min(0).optional(),
      why: bilingual,
      /** Shown in full where the platform says so in another field. */
      unless: z.strictObject({ field: fieldId, in: z.array(code).min(1) }).optional(),
    })
    .optional(),
  /**
   * The values name other resources: by CSTR, DOI, address in this system, or `platform/type/number`. `inherits`: this
   * one is made of them and may not be more open (国家 第二十二条).
   */
  relation: z.strictObject({ type: z.enum(RELATION_TYPES), inherits: z.boolean().optional() }).optional(),
  /** Whatever is entered here refuses the record, for this reason: known columns of what must never be stored. */
  forbidden: bilingual.optional(),
  /** Column headings that mean this field, besides its id and labels. */
  aliases: z.array(z.string()).optional(),
  /** Terms of outward standards: `{ mcpd: ACCENUMB, dwc: catalogNumber, core: 资源名称, datacite: title, dcat: 'dct:title' }`. */
  map: z.record(z.string(), z.string()).optional(),
  /** Shown and kept only while another field has one of these values. */
  when: z.strictObject({ field: fieldId, in: z.array(code).min(1) }).optional(),
});

export const commonSpec = z.strictObject({
  id,
  source: z.string(),
  groups: z.array(z.strictObject({ id, label: bilingual })),
  code_lists: z.record(id, z.array(codeSpec)).default({}),
  fields: z.array(fieldSpec),
});

export const typeSpec = z.strictObject({
  id,
  label: bilingual,
  /** One sentence for the form's head and the list of types. */
  about: bilingual,
  standard: z.strictObject({ name: z.string(), edition: z.string(), note: bilingual.optional() }),
  /** Common groups of fields, in order, before the type's own. */
  include: z.array(id),
  /** Included fields that make no sense here. */
  omit: z.array(fieldId).default([]),
  /** Order of the field groups on form and page. */
  group_order: z.array(id).optional(),
  /** Fields that make the local number; the first alternative whose fields are all filled is taken. */
  key: z.array(z.array(fieldId).min(1)).min(1),
  /** What tells records apart where no number is given; a digest of their content is the number then. */
  content_key: z.array(fieldId).min(1),
  /** How a title is made when none is given: the first template whose fields are all filled, `{ACCENAME}（{ACCENUMB}）`. */
  title: z.array(z.string()).min(1),
  title_en: z.array(z.string()).default([]),
  /** The taxon a record is of: the first template whose fields are all filled; its first two words tell the species. */
  taxon: z.array(z.string()).default([]),
  /** Two digits of GB/T 32843; `verified: false` where no source confirms them. */
  cstr: z.strictObject({ code: z.string().regex(/^\d{2}$/), verified: z.boolean() }).optional(),
  /** What outward formats call it. */
  datacite_type: z.string(),
  gbt7714_mark: z.string(),
  /** What outward formats call records of a kind, by the value of a code field: a thesis is cited as D, not as J. */
  variants: z
    .strictObject({
      field: fieldId,
      of: z.record(
        code,
        z.strictObject({
          datacite_type: z.string().optional(),
          gbt7714_mark: z.string().optional(),
          cstr: z
            .string()
            .regex(/^\d{2}$/)
            .optional(),
        }),
      ),
    })
    .optional(),
  /** Fields the year facet is read from: the first that is filled. */
  year_from: z.array(fieldId).default([]),
  /** Checks over several fields, `in_order(COLLDATE, ACQDATE)` (shared/catalogue/record-checks). */
  checks: z.array(z.string()).default([]),
  groups: z.array(z.strictObject({ id, label: bilingual })).default([]),
  code_lists: z.record(id, z.array(codeSpec)).default({}),
  /** Changes to included fields: another label, `minimum`, a mapping. */
  adjust: z.record(fieldId, fieldSpec.omit({ id: true }).partial()).default({}),
  fields: z.array(fieldSpec).default([]),
});

export type CodeSpec = z.output<typeof codeSpec>;
export type FieldSpec = z.output<typeof fieldSpec>;
export type CommonSpec = z.output<typeof commonSpec>;
export type TypeSpec = z.output<typeof typeSpec>;
export type FieldKind = (typeof FIELD_KINDS)[number];

/** A code list ready for look-ups (code-list.ts). */
export interface CodeList {
  readonly entries: readonly CodeSpec[];
  /** By its value as stored. */
  get(value: string): CodeSpec | undefined;
  /** By value, label or alias, whatever the case and width. */
  find(text: string): CodeSpec | undefined;
}

/** Lists that many types share: ISO 3166-1, GB/T 13745, GB/T 2260. Where one is missing, only the form of a code is checked. */
export interface ReferenceLists {
  country?: CodeList | undefined;
  discipline?: CodeList | undefined;
  region?: CodeList | undefined;
}

/** A type with its common fields put in: what everything else reads. */
export interface ResourceType extends Omit<TypeSpec, 'include' | 'omit' | 'adjust' | 'group_order'> {
  /** In the order of form and page. */
  groups: { id: string; label: { zh: string; en: string } }[];
  fields: FieldSpec[];
  byId: ReadonlyMap<string, FieldSpec>;
  /** `code_lists` by id. */
  lists: ReadonlyMap<string, CodeList>;
  references: ReferenceLists;
}

/** A record's content: field id to value; several values as an array. */
export type RecordFields = Readonly<Record<string, FieldValue>>;
export type FieldValue = string | number | boolean | readonly string[] | readonly number[];
