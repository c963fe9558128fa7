import { sql } from 'kysely';
import type { FieldSpec } from '../../../shared/catalogue/resource-type.ts';
import { codeKey } from '../../../shared/catalogue/code-list.ts';
import type { Ctx, Services } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { selectPlatforms } from '../identity/index.ts';
import type { FieldMeaning, SearchFilters, Vocabulary } from '../search/index.ts';
import { roleOf } from './search-preparation.ts';
import { ACCESS_LABELS } from './view-parts.ts';

/** No record has it: a filter by something unknown finds nothing. */
export const NOBODY = '0';

/** Names before a colon that mean a kind of text, whatever the type. */
const TEXTS: Readonly<Record<string, string>> = {
  title: 'A',
  标题: 'A',
  题名: 'A',
  name: 'AB',
  名称: 'AB',
  number: 'B',
  code: 'B',
  编号: 'B',
  keyword: 'C',
  keywords: 'C',
  关键词: 'C',
  text: 'D',
  正文: 'D',
};
const FILTERS: Readonly<Record<string, Exclude<keyof SearchFilters, 'within'>>> = {
  type: 'type',
  类型: 'type',
  platform: 'platform',
  平台: 'platform',
  discipline: 'discipline',
  学科: 'discipline',
  region: 'region',
  地区: 'region',
  access: 'access',
  共享方式: 'access',
  year: 'year',
  年份: 'year',
};

/** Weights of the texts that fields go into (search-preparation.ts). */
const WEIGHTS: Readonly<Record<NonNullable<FieldSpec['search']>, string | undefined>> = {
  title: 'A',
  name: 'B',
  code: 'B',
  text: 'D',
  none: undefined,
};

const known = new WeakMap<Services, ReadonlyMap<string, FieldMeaning>>();

/** Fields of all types by id, label and alias: a field's text, in the types that have it. */
function fieldsOf(services: Services): ReadonlyMap<string, FieldMeaning> {
  const before = known.get(services);
  if (before) return before;
  const found = new Map<string, { within: Set<string>; types: Set<string> }>();
  for (const type of services.types.values())
    for (const field of type.fields) {
      const weight = weightOf(field);
      if (weight === undefined) continue;
      for (const name of [field.id, field.label.zh, field.label.en, ...(field.aliases ?? [])]) {
        const entry = found.get(codeKey(name)) ?? { within: new Set(), types: new Set() };
        entry.within.add(weight);
        entry.types.add(type.id);
        found.set(codeKey(name), entry);
      }
    }
  const all = services.types.size;
  const meanings = new Map<string, FieldMeaning>();
  for (const [name, { within, types }] of found)
    meanings.set(name, {
      kind: 'text',
      within: [...within].sort().join(''),
      ...(types.size < all && { types: [...types] }),
    });
  known.set(services, meanings);
  return meanings;
}

const weightOf = (field: FieldSpec): string | undefined => {
  const role = roleOf(field);
  return role === 'name' && field.many ? 'C' : WEIGHTS[role];
};

/** `2005`, `2001-2005` or `2001..2005`, an end left open where it is not given; what is neither is left aside. */
export function spanOf(text: string): { from: number; to: number }[] {
  const match = /^(\d{1,4})?(?:\s*(\.\.|[-–—~～至])\s*(\d{1,4})?)?$/.exec(text.trim());
  if (!match || (match[1] === undefined && match[3] === undefined)) return [];
  const from = Number(match[1] ?? 0);
  const to = match[2] === undefined ? from : Number(match[3] ?? 9999);
  return [{ from: Math.min(from, to), to: Math.max(from, to) }];
}

/** What names before colons, and words, mean in this installation. @param q the query that will be read with it */
export async function vocabularyOf({ db, services }: Ctx, q: string): Promise<Vocabulary> {
  const platforms = await platformsNamed(db, q);
  const filterBy = (facet: Exclude<keyof SearchFilters, 'within'>, value: string): SearchFilters => {
    if (facet === 'year') return { year: spanOf(value) };
    if (facet === 'platform') return { platform: platforms.get(value) ?? [NOBODY] };
    const codes = codesOf(services, facet, value);
    return { [facet]: codes.length > 0 ? codes : [NOBODY] };
  };
  return {
    synonyms: services.synonyms,
    fieldOf(name, value) {
      const key = codeKey(name);
      const facet = FILTERS[key];
      if (facet !== undefined) return { kind: 'filter', filters: filterBy(facet, value) };
      const within = TEXTS[key];
      return within === undefined ? fieldsOf(services).get(key) : { kind: 'text', within };
    },
  };
}

/** Values of a facet by code or label; of types and ways of sharing part of the label is enough. */
function codesOf(
  services: Services,
  facet: 'type' | 'discipline' | 'region' | 'access',
  text: string,
): readonly string[] {
  const key = codeKey(text);
  if (facet === 'region' || facet === 'discipline') {
    const code = /^\d{2,6}$/.test(key) ? key : services.references[facet]?.find(text)?.value;
    return code === undefined ? [] : [code];
  }
  const entries =
    facet === 'access'
      ? Object.entries(ACCESS_LABELS).map(([id, label]) => ({ id, label }))
      : [...services.types.values()];
  const exact = entries.filter(({ id, label }) => [id, label.zh, label.en].some((name) => codeKey(name) === key));
  // 类型：菌株 is 微生物菌种.
  const keys = [key, ...(services.synonyms.get(key) ?? []).map(codeKey)];
  const part = entries.filter(({ label }) =>
    [label.zh, label.en].some((name) => keys.some((one) => codeKey(name).includes(one))),
  );
  return (exact.length > 0 || key === '' ? exact : part).map(({ id }) => id);
}

const PLATFORM =
  /(?:^|[\s\-－−])(?:platform|平台)[:：](?:["“”„＂「」『』«»]([^"“”„＂「」『』«»]+)["“”„＂「」『』«»]|(\S+))/giu;

/** Platforms that the query names, by code or by part of a name. */
async function platformsNamed(db: Ctx['db'], q: string): Promise<ReadonlyMap<string, Id[]>> {
  const named = new Map<string, Id[]>();
  for (const [, quoted, bare] of q.matchAll(PLATFORM)) {
    const text = (quoted ?? bare)!;
    // The database takes no NUL, and no platform has one.
    if (/\p{Cc}/u.test(text)) continue;
    const rows = await selectPlatforms(
      db,
      sql`p.state = 'active' and (lower(p.code) = lower(${text}) or position(lower(${text}) in lower(p.name_zh || ' ' || coalesce(p.name_en, ''))) > 0)`,
      sql`order by lower(p.code) limit 50`,
    );
    if (rows.length > 0)
      named.set(
        text,
        rows.map(({ id }) => id),
      );
  }
  return named;
}
