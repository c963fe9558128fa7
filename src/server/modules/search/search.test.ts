import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Storage } from '../../kernel/db/open.ts';
import { openTestStorage } from '../../testing/database.ts';
import {
  compareIndex,
  hintsFor,
  parseQuery,
  prepareRow,
  type SearchFilters,
  searchIds,
  type SearchRequest,
} from './index.ts';
import { indexedIds, insertEntries, optimiseIndex } from './index-rows.ts';
import type { SearchDocument } from './document.ts';

const TEXTS: Record<string, Partial<SearchDocument['texts']> & { title: string }> = {
  '1': {
    title: '水稻地方品种五优稻4号',
    names: ['五优稻4号', 'Oryza sativa'],
    codes: ['ZDM00012'],
    text: ['抗稻瘟病，来自黑龙江。'],
  },
  '2': {
    title: '枯草芽孢杆菌 AS 1.398',
    names: ['枯草芽孢杆菌', 'Bacillus subtilis'],
    codes: ['AS 1.398', 'CGMCC 1.1'],
  },
  '3': { title: '大肠埃希氏菌', names: ['Escherichia coli'], codes: ['CGMCC 1.12'], keywords: ['模式菌株'] },
  '4': {
    title: '青海湖水质监测数据集',
    keywords: ['湖泊', '水质'],
    text: ['O. sativa 的灌溉用水亦有记录。', '数据来自2001年'],
  },
  '5': { title: '水质标准数据', text: ['湖北与湖南的监测结果；不含水稻。'] },
  '6': { title: '荣昌猪遗传资源', names: ['荣昌猪'], text: ['研究水稻秸秆饲料的品种试验'] },
  '7': { title: 'α-淀粉酶结构图谱', keywords: ['酶'], codes: ['GB/T 30523-2023'] },
  '8': { title: '数据', text: ['只有一个词的标题'] },
};

const documentOf = (id: string, more: Partial<SearchDocument> = {}): SearchDocument => {
  const { title, ...texts } = TEXTS[id] ?? { title: id };
  return {
    id,
    type: 'dataset',
    platformId: '7',
    disciplines: ['210'],
    region: '420100',
    access: 'open',
    year: 2001,
    popularity: 0,
    publishedAt: '2026-01-01T00:00:00.000Z',
    sortTitle: title,
    texts: { titles: [title], names: [], codes: [], keywords: [], text: [], ...texts },
    ...more,
  };
};
const entryOf = (document: SearchDocument) => ({
  id: document.id,
  publishedAt: document.publishedAt,
  prepared: prepareRow(document),
});

let words: Storage;
let many: Storage;
/** Enough for the sample to be asked and candidates to be thinned. */
const MANY = 26_000;
const PLACES = ['420100', '420500', '430100', '110000', null];

const manyDocument = (index: number): SearchDocument => {
  const title = `${index % 3 === 0 ? '水稻' : '小麦'}${index % 50 === 0 ? '抗旱' : ''}资源${index}`;
  return documentOf(String(10_000 + index), {
    type: ['dataset', 'strain', 'specimen'][index % 3]!,
    platformId: String(1 + (index % 4)),
    region: PLACES[index % 5]!,
    year: 1990 + (index % 30),
    popularity: index % 10 === 0 ? Math.log2(1 + (index % 300)) : 0,
    // All of platform 1 came before the others.
    publishedAt: new Date(Date.UTC(index % 4 === 0 ? 2001 : 2020, 0, 1) + index * 1000).toISOString(),
    sortTitle: title,
    texts: { titles: [title], names: [], codes: [`KY${index}`], keywords: [], text: ['共享数据'] },
  });
};

beforeAll(async () => {
  [words, many] = [await openTestStorage(), await openTestStorage()];
  await insertEntries(
    words.db,
    Object.keys(TEXTS).map((id) => entryOf(documentOf(id))),
  );
  for (let at = 0; at < MANY; at += 1000)
    await insertEntries(
      many.db,
      Array.from({ length: 1000 }, (_, offset) => entryOf(manyDocument(at + offset))),
    );
  await optimiseIndex(many.db);
}, 180_000);
afterAll(() => Promise.all([words?.close(), many?.close()]));

const request = (q: string, more: Partial<SearchRequest> = {}): SearchRequest => ({
  query: parseQuery(q),
  filters: {},
  sort: 'relevance',
  limit: 20,
  facets: false,
  ...more,
});
const found = async (q: string, filters: SearchFilters = {}) =>
  (await searchIds(words.db, request(q, { filters }))).ids;

describe('what a query finds', () => {
  it.each([
    ['水稻', '1 5 6'],
    ['水稻 品种', '1 6'],
    ['水稻品种', '1 6'],
    ['五优稻', '1'],
    ['優稻', '1'],
    ['榮昌豬', '6'],
    ['荣昌', '6'],
    ['水質監測', '4 5'],
    ['"水质监测"', '4'],
    ['水质 -青海', '5'],
    ['数据 -"水质标准"', '4 8'],
    ['AS 1.398', '2'],
    ['ＡＳ１．３９８', '2'],
    ['as1.398', '2'],
    ['ZDM00012', '1'],
    ['zdm 00012', '1'],
    ['CGMCC 1.1', '2'],
    ['CGMCC1.12', '3'],
    ['cgmcc no. 1.1', '2'],
    ['GB/T 30523', '7'],
    ['gbt30523-2023', '7'],
    ['alpha-淀粉酶', '7'],
    ['Escherichia coli', '3'],
    ['E. coli', '3'],
    ['E.coli', '3'],
    ['Oryza sativa', '1 4'],
    ['O. sativa', '1 4'],
    ['subtilis', '2'],
    ['水稻 Oryza', '1'],
    ['没有这样的词组合', ''],
  ])('%s', async (q, ids) => {
    expect((await found(q)).toSorted().join(' ')).toBe(ids);
  });

  it('the whole title first, then titles before text', async () => {
    expect((await found('数据'))[0]).toBe('8');
    expect((await found('水稻'))[0]).toBe('1');
  });

  it('everything for nothing, and everything else for exclusions alone', async () => {
    expect(await found('')).toHaveLength(8);
    expect((await found('-水稻')).toSorted().join(' ')).toBe('2 3 4 7 8');
  });

  it('nothing under a filter without values or with unknown ones', async () => {
    expect(await found('', { within: [] })).toEqual([]);
    expect(await found('', { type: ["x' | 'y\0\\"] })).toEqual([]);
    expect(await found('', { year: [{ from: 1990, to: 2010 }], region: ['420000'] })).toHaveLength(8);
  });

  it('hints at what is found without a word', async () => {
    const query = parseQuery('水稻 xyzzy');
    expect(await hintsFor(words.db, query, {})).toEqual([{ without: 'xyzzy', q: '水稻', count: 3, relation: 'eq' }]);
  });

  it('never fails', async () => {
    const naughty = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc
        .array(
          fc.constantFrom(
            '水稻',
            '"',
            '-',
            "'",
            '\\',
            '&',
            '|',
            '!',
            ':',
            '*',
            '(',
            '<->',
            '\0',
            '\ud800',
            '=l:1',
            ' ',
            'a',
            '１',
          ),
          { maxLength: 20 },
        )
        .map((parts) => parts.join('')),
    );
    await fc.assert(
      fc.asyncProperty(
        naughty,
        fc.constantFrom('relevance' as const, 'newest' as const, 'title' as const),
        async (q, sort) => {
          const { ids, total } = await searchIds(words.db, request(q, { sort, facets: true }));
          expect(ids).toHaveLength(total.value);
          await hintsFor(words.db, parseQuery(q), {});
        },
      ),
      { numRuns: 60 },
    );
  }, 60_000);
});

describe('paging', () => {
  const walk = async (more: Partial<SearchRequest>, q: string): Promise<string[]> => {
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await searchIds(many.db, request(q, { ...more, limit: 700, cursor }));
      ids.push(...page.ids);
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    return ids;
  };
  it.each(['relevance', 'newest', 'title'] as const)(
    'covers every hit once: %s',
    async (sort) => {
      const rice = await walk({ sort }, '水稻');
      expect(rice).toHaveLength(Math.ceil(MANY / 3));
      expect(new Set(rice).size).toBe(rice.length);
      const all = await walk({ sort }, '');
      expect(new Set(all).size).toBe(MANY);
      expect(all).toHaveLength(MANY);
    },
    120_000,
  );

  it('goes by date and by title', async () => {
    const newest = await walk({ sort: 'newest', filters: { platform: ['1'] } }, '水稻');
    expect(newest).toEqual(newest.toSorted((a, b) => Number(b) - Number(a)));
    const [first] = (await searchIds(many.db, request('抗旱', { sort: 'title' }))).ids;
    // 水稻 (shui) comes before 小麦 (xiao), and 0 before 150.
    expect(first).toBe('10000');
  });

  it('refuses a cursor of another query', async () => {
    const { next } = await searchIds(many.db, request('水稻'));
    await expect(searchIds(many.db, request('小麦', { cursor: next! }))).rejects.toMatchObject({
      code: 'kernel.bad_cursor',
    });
  });
});

describe('totals and facets', () => {
  const sum = (values: { count: number }[]): number => values.reduce((all, { count }) => all + count, 0);

  it('are exact for up to 10,000 hits', async () => {
    const { total, facets, facetsBound } = await searchIds(many.db, request('水稻', { facets: true }));
    expect(total).toEqual({ value: Math.ceil(MANY / 3), relation: 'eq' });
    expect(facetsBound).toBeNull();
    expect(sum(facets.type)).toBe(total.value);
    expect(sum(facets.platform)).toBe(total.value);
    expect(facets.region.map(({ value }) => value)).toEqual(expect.arrayContaining(['420000', '430000', '110000']));
    expect(facets.year[0]!.value > facets.year[1]!.value).toBe(true);
  });

  it('are bounded, and say so, for more', async () => {
    const { total, facets, facetsBound } = await searchIds(many.db, request('资源', { facets: true }));
    expect(total).toEqual({ value: 10_000, relation: 'gte' });
    expect(facetsBound).toBeGreaterThan(2_000);
    expect(sum(facets.type)).toBe(facetsBound);
  });

  it('count further values of a facet that is chosen from, and cities of a chosen province', async () => {
    const filters = { type: ['dataset'], region: ['420100'] };
    const { total, facets } = await searchIds(many.db, request('抗旱', { filters, facets: true }));
    expect(facets.region.map(({ value }) => value).toSorted()).toEqual(['420100']);
    expect(facets.type.map(({ value }) => value).toSorted()).toEqual(['dataset', 'specimen', 'strain']);
    expect(facets.type.find(({ value }) => value === 'dataset')!.count).toBe(total.value);
  });
});

describe('the index', () => {
  it('is made alike twice, and drift is seen', async () => {
    const [first, second] = [entryOf(documentOf('1')), entryOf(documentOf('1'))];
    expect(first).toEqual(second);
    expect(await compareIndex(words.db, [first, entryOf(documentOf('2'))])).toEqual([]);
    const changed = entryOf(documentOf('2', { access: 'closed' }));
    expect(await compareIndex(words.db, [first, changed, entryOf(documentOf('99'))])).toEqual([
      { id: '2', fault: 'differs' },
      { id: '99', fault: 'missing' },
    ]);
    expect(await indexedIds(words.db, '6', 10)).toEqual(['7', '8']);
  });
});
