import { type RawBuilder, sql } from 'kysely';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { Id } from '../../kernel/ids.ts';
import { findsAnything } from './found.ts';
import type { SearchFilters } from './marks.ts';
import { TERM_KINDS, termKey, type Term } from './terms.ts';
import { titleKey } from './title-order.ts';

export interface Suggested {
  terms: Term[];
  /** Records whose title begins so, the most prominent first. */
  titles: Id[];
}

/** Terms that are looked at before those that find nothing are left out. */
const LOOKED_AT = 16;
/** Titles that begin alike, of which the most prominent are taken. */
const TITLES_LOOKED_AT = 200;
/** Above every character: ends a range of texts that begin alike. */
const LAST = '\u{10ffff}';

const beginning = (column: string, text: string): RawBuilder<unknown> =>
  sql`${sql.ref(column)} >= ${text} and ${sql.ref(column)} < ${text + LAST}`;

/**
 * What somebody who has typed this much may mean: terms of published records that begin so, as written, in pinyin or by
 * initials, and titles. Only what a search would find.
 * @param filters bounds it to the platforms of a programme (`within`)
 */
export async function suggest(
  db: ReadDb,
  text: string,
  { filters, terms, titles }: { filters: SearchFilters; terms: number; titles: number },
): Promise<Suggested> {
  const key = termKey(text).slice(0, 60);
  if (key === '') return { terms: [], titles: [] };
  const letters = /^[a-z][a-z' ]*$/.test(key) ? key.replace(/[' ]/g, '').replace(/([nl])v/g, '$1u') : undefined;
  const ways = [beginning('key', key)];
  if (letters !== undefined && letters.length >= 2)
    ways.push(beginning('spelled', letters), beginning('initials', letters));
  const order = sql`array_position(${[...TERM_KINDS]}::text[], kind)`;
  const found = ways.map(
    (way, index) =>
      sql`select * from (select key, kind, text, records, ${sql.lit(index)} as way from search_term where ${way}
        order by records desc, length(key), key limit ${sql.lit(LOOKED_AT)}) way${sql.raw(String(index))}`,
  );
  const start = titleKey(text);
  const { rows } = await sql<{ terms: Term[] | null; titles: Id[] | null }>`
    select (select json_agg(json_build_object('kind', kind, 'text', text) order by way, records desc, length(key), key)
        from (select distinct on (key) * from (${sql.join(found, sql` union all `)}) any_way order by key, ${order}) each_once) as terms,
      (select json_agg(id::text order by prominence desc) from (
        select id, prominence from (select id, prominence, platform_id from resource_search
          where ${start === '' ? sql`false` : beginning('title_key', start)} order by title_key limit ${sql.lit(TITLES_LOOKED_AT)}) first
        where ${filters.within === undefined ? sql`true` : sql`platform_id = any(${[...filters.within]}::bigint[])`}
        order by prominence desc limit ${titles}) shown) as titles`.execute(db);
  const candidates = (rows[0]!.terms ?? []).slice(0, LOOKED_AT);
  const there = await findsAnything(
    db,
    candidates.map((term) => term.text),
    filters,
  );
  return {
    terms: candidates.filter((_, index) => there.has(index)).slice(0, terms),
    titles: rows[0]!.titles ?? [],
  };
}
