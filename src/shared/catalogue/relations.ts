import type { Bilingual } from '../i18n.ts';
import { identifierInWords, identifierKey, identifierUrl, parseIdentifier } from './identifiers.ts';
import type { FieldSpec, RecordFields, RelationType, ResourceType } from './resource-type.ts';

/** What a value of a relation field names. */
export interface Reference {
  /** `resource`: an id here; `local`: platform/type/number; `text`: nothing that could be followed. */
  scheme: 'cstr' | 'doi' | 'handle' | 'ark' | 'urn' | 'url' | 'resource' | 'local' | 'text';
  value: string;
  /** Two references with one key name the same. */
  key: string;
  /** Outside this system. */
  url: string | null;
  display: string;
}

const LOCAL = /^([A-Za-z][A-Za-z0-9-]{1,39})\/([a-z][a-z0-9_]*)\/(\S.*)$/;
const HERE = /^\/?resources\/(\d{1,19})(?:[/?#].*)?$/;

/**
 * Reads a value of a relation field.
 * @param base address of this system, without a slash at its end: what lies below it is ours
 */
export function readReference(text: string, base: string): Reference {
  const path = text.startsWith(`${base}/`) ? text.slice(base.length) : text;
  const here = HERE.exec(path)?.[1];
  if (here !== undefined) return { scheme: 'resource', value: here, key: here, url: null, display: text };
  const local = LOCAL.exec(text);
  if (local) {
    const value = localReference(local[1]!, local[2]!, local[3]!);
    return { scheme: 'local', value, key: value, url: null, display: text };
  }
  const { scheme, normalized, valid } = parseIdentifier(text);
  if (!valid || scheme === 'unknown') return { scheme: 'text', value: text, key: text, url: null, display: text };
  return {
    scheme,
    value: normalized,
    key: identifierKey(normalized),
    url: identifierUrl(scheme, normalized),
    display: identifierInWords(scheme, normalized),
  };
}

/** A record by its number: `DEMO-RICE/germplasm_crop/SFD00001`. */
export const localReference = (platform: string, type: string, number: string): string =>
  `${platform.toUpperCase()}/${type}/${number}`;

export interface StatedRelation {
  field: FieldSpec;
  type: RelationType;
  inherits: boolean;
  reference: Reference;
}

const relationFields = new WeakMap<ResourceType, readonly FieldSpec[]>();

/** What a record says of other resources, in the order of its fields. */
export function statedRelations(type: ResourceType, fields: RecordFields, base: string): StatedRelation[] {
  const known = relationFields.get(type) ?? type.fields.filter(({ relation }) => relation !== undefined);
  relationFields.set(type, known);
  return known.flatMap((field) => {
    const value = fields[field.id];
    const texts = value === undefined ? [] : Array.isArray(value) ? value : [value];
    return texts.map((text) => ({
      field,
      type: field.relation!.type,
      inherits: field.relation!.inherits === true,
      reference: readReference(String(text), base),
    }));
  });
}

/** Followed from one end to the other they never lead back to where they began. */
export const ONE_WAY: ReadonlySet<RelationType> = new Set(['IsDerivedFrom', 'IsPartOf', 'IsVersionOf', 'HasParent']);

/** How a relation reads from its other end; `type` in DataCite's words. */
export const INVERSE: Readonly<Record<RelationType, { type: string; label: Bilingual }>> = {
  IsDerivedFrom: { type: 'IsSourceOf', label: { zh: '由本资源加工而成', en: 'Made from this' } },
  IsPartOf: { type: 'HasPart', label: { zh: '组成部分', en: 'Parts' } },
  HasPart: { type: 'IsPartOf', label: { zh: '所属资源', en: 'Part of' } },
  IsVersionOf: { type: 'HasVersion', label: { zh: '其他版本', en: 'Versions' } },
  IsDocumentedBy: { type: 'Documents', label: { zh: '本文献说明的资源', en: 'Documents' } },
  Documents: { type: 'IsDocumentedBy', label: { zh: '说明文献', en: 'Documented by' } },
  IsCitedBy: { type: 'Cites', label: { zh: '本文献引用的资源', en: 'Cites' } },
  Cites: { type: 'IsCitedBy', label: { zh: '引用本资源的文献', en: 'Cited by' } },
  References: { type: 'IsReferencedBy', label: { zh: '关联到本资源', en: 'Related to this' } },
  IsSupplementTo: { type: 'IsSupplementedBy', label: { zh: '补充资料', en: 'Supplements' } },
  IsIdenticalTo: { type: 'IsIdenticalTo', label: { zh: '同一资源', en: 'The same' } },
  HasParent: { type: 'IsSourceOf', label: { zh: '后代', en: 'Offspring' } },
};
