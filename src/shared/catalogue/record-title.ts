import type { Lang } from '../i18n.ts';
import { displayValues } from './display.ts';
import type { FieldValue, RecordFields, ResourceType } from './resource-type.ts';

/** Fields of every type that carry the title as it was given (resource-types/common/core.yaml). */
const TITLE = 'title';
const TITLE_EN = 'title_en';
const LONGEST = 500;

export type TitleMaker = (fields: RecordFields) => string | undefined;

/** The given title, else the first template whose fields are all filled. */
export const titleMaker = (type: ResourceType): TitleMaker => maker(type, TITLE, type.title, 'zh-CN');
export const titleEnMaker = (type: ResourceType): TitleMaker => maker(type, TITLE_EN, type.title_en, 'en');

function maker(type: ResourceType, own: string, templates: readonly string[], lang: Lang): TitleMaker {
  const ready = templates.map((template) => compile(type, template, lang));
  const ownField = type.byId.get(own);
  return (fields) => {
    const given = ownField === undefined ? undefined : fields[own];
    if (typeof given === 'string' && given !== '') return given;
    for (const make of ready) {
      const title = make(fields);
      if (title !== undefined && title !== '') return title;
    }
    return undefined;
  };
}

/** The fields a template names. */
export const templateFields = (template: string): string[] => [...template.matchAll(/\{(\w+)\}/g)].map(([, id]) => id!);

function compile(type: ResourceType, template: string, lang: Lang): TitleMaker {
  const parts = template.split(/\{(\w+)\}/);
  const ids = parts.filter((_, i) => i % 2 === 1);
  return (fields) => {
    if (ids.some((id) => fields[id] === undefined)) return undefined;
    const text = parts.map((part, i) => (i % 2 === 1 ? inWords(type, part, fields[part]!, lang) : part)).join('');
    const line = text.replace(/\s+/g, ' ').trim();
    return line.length <= LONGEST
      ? line
      : `${Array.from(line)
          .slice(0, LONGEST - 1)
          .join('')}…`;
  };
}

const inWords = (type: ResourceType, id: string, value: FieldValue, lang: Lang): string => {
  const field = type.byId.get(id);
  return field ? displayValues(type, field, value, lang).join(lang === 'en' ? ', ' : '、') : String(value);
};

/** Genus and epithet, whatever follows them: authority, rank, cultivar. */
const BINOMIAL = /^\p{Lu}[\p{Ll}-]+ [\p{Ll}-]{2,}/u;

const taxonMakers = new WeakMap<ResourceType, TitleMaker[]>();

/** The species a record is of, `Oryza sativa`; undefined where its type knows none or it is not filled. */
export function taxonOf(type: ResourceType, fields: RecordFields): string | undefined {
  const makers = taxonMakers.get(type) ?? type.taxon.map((template) => compile(type, template, 'en'));
  taxonMakers.set(type, makers);
  for (const make of makers) {
    const name = BINOMIAL.exec(make(fields) ?? '')?.[0];
    if (name !== undefined) return name;
  }
  return undefined;
}
