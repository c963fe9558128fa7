import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CITATION_FORMATS, type CitedRecord, citationMeta, citationsOf, jsonLdOf } from './citation.ts';

const record: CitedRecord = {
  title: '长江中游稻田甲烷通量观测数据集（2015—2024 年）',
  titleEn: 'Methane fluxes of rice paddies in the middle reaches of the Yangtze, 2015-2024',
  creators: ['王小明', '欧阳文慧', '李娜', '示范大学生命科学学院'],
  publisher: '示范农田生态科学数据库',
  publisherEn: 'Demonstration Farmland Ecology Data Library',
  gbt7714Mark: '[DS/OL]',
  dataciteType: 'Dataset',
  publishedOn: '2025-03-01',
  year: 2025,
  version: 2,
  identifier: {
    scheme: 'cstr',
    display: 'CSTR:31253.11.sciencedb.01092',
    url: 'https://cstr.cn/31253.11.sciencedb.01092',
  },
  address: 'https://keyuan.example/resources/8123',
  accessedOn: '2026-11-24',
  work: null,
  lang: 'zh-CN',
};
const write = (format: (typeof CITATION_FORMATS)[number], changes: Partial<CitedRecord> = {}): string =>
  citationsOf({ ...record, ...changes }).find((entry) => entry.format === format)!.text;

test('every format is offered once, with a label', () => {
  expect(citationsOf(record).map(({ format }) => format)).toEqual([...CITATION_FORMATS]);
  expect(citationsOf(record).every(({ label }) => label.length > 2)).toBe(true);
});

describe('GB/T 7714', () => {
  test('2025: three names and 等, full-width marks, platform with its date', () => {
    expect(write('gbt7714-2025')).toBe(
      '王小明，欧阳文慧，李娜，等. 长江中游稻田甲烷通量观测数据集（2015—2024 年）[DS/OL]. V2. 示范农田生态科学数据库（2025-03-01）[2026-11-24]. https://keyuan.example/resources/8123. CSTR:31253.11.sciencedb.01092.',
    );
  });

  test('2015: half-width marks, year of publication and date', () => {
    expect(write('gbt7714-2015')).toBe(
      '王小明, 欧阳文慧, 李娜, 等. 长江中游稻田甲烷通量观测数据集（2015—2024 年）[DS/OL]. V2. 示范农田生态科学数据库, 2025(2025-03-01)[2026-11-24]. https://keyuan.example/resources/8123. CSTR:31253.11.sciencedb.01092.',
    );
  });

  test('Western names: family whole, given as initials; capitals only in 2015', () => {
    const western = {
      creators: ['Smith, John Adam', 'Godard, Jean-Luc', 'de Vries, M.', 'Lee, Ann'],
      lang: 'en',
    } as const;
    expect(write('gbt7714-2015', western)).toMatch(/^SMITH J A, GODARD J-L, DE VRIES M, et al\. Methane/);
    expect(write('gbt7714-2025', western)).toMatch(/^Smith J A, Godard J-L, de Vries M, et al\. Methane/);
    expect(write('gbt7714-2025', western)).toContain('Demonstration Farmland Ecology Data Library (2025-03-01)[2026');
  });

  test('three creators are all named; none are left out without a trace of punctuation', () => {
    expect(write('gbt7714-2025', { creators: ['王小明', '李娜', '赵一'] })).toMatch(/^王小明，李娜，赵一\. 长江/);
    expect(write('gbt7714-2025', { creators: [] })).toMatch(/^长江/);
  });

  test('a year alone, no date at all, another mark', () => {
    const entry = { gbt7714Mark: '[DB/OL]', dataciteType: 'PhysicalObject', version: 1, identifier: null } as const;
    expect(write('gbt7714-2025', { ...entry, publishedOn: null })).toContain(
      '[DB/OL]. 示范农田生态科学数据库（2025）[2026-11-24].',
    );
    expect(write('gbt7714-2015', { ...entry, publishedOn: null, year: null })).toContain(
      '[DB/OL]. 示范农田生态科学数据库[2026-11-24]. https://keyuan.example/resources/8123.',
    );
  });

  test('a Chinese name stays whole, a cut one is joined, an organisation keeps its comma', () => {
    expect(write('gbt7714-2025', { creators: ['王, 小明'] })).toMatch(/^王小明\./);
    expect(write('gbt7714-2015', { creators: ['Institute of Botany, Chinese Academy of Sciences'] })).toMatch(
      /^Institute of Botany, Chinese Academy of Sciences\./,
    );
  });
});

test('BibTeX: protected title, whole Chinese names, both identifiers', () => {
  const text = write('bibtex', { creators: ['王小明', 'Smith, John'], title: 'A_1 {50%} & 水稻' });
  expect(text).toContain('@dataset{keyuan8123v2,');
  expect(text).toContain('author = {{王小明} and {Smith}, {John}}');
  expect(text).toContain(String.raw`title = {{A\_1 {\textbraceleft}50\%{\textbraceright} \& 水稻}}`);
  expect(text).toContain('cstr = {31253.11.sciencedb.01092}');
  expect(write('bibtex', { identifier: { scheme: 'doi', display: 'DOI:10.1000/a_b', url: null } })).toContain(
    'doi = {10.1000/a_b}',
  );
});

test('RIS: tags in order, an author a line, ended by ER', () => {
  const lines = write('ris').split('\r\n');
  expect(lines[0]).toBe('TY  - DATA');
  expect(lines.filter((line) => line.startsWith('AU')).map((line) => line.slice(6))).toEqual([...record.creators]);
  expect(lines).toContain('DA  - 2025/03/01');
  expect(lines).toContain('AN  - CSTR:31253.11.sciencedb.01092');
  expect(lines.slice(-2)).toEqual(['ER  - ', '']);
});

test('CSL-JSON: dates in parts, literals for Chinese names', () => {
  const [item] = JSON.parse(write('csl-json', { creators: ['王小明', 'Smith, John'] }));
  expect(item).toMatchObject({
    type: 'dataset',
    author: [{ literal: '王小明' }, { family: 'Smith', given: 'John' }],
    issued: { 'date-parts': [[2025, 3, 1]] },
    accessed: { 'date-parts': [[2026, 11, 24]] },
    version: '2',
    note: 'CSTR: 31253.11.sciencedb.01092',
  });
});

test('meta tags and JSON-LD', () => {
  const tags = citationMeta(record);
  expect(tags.filter(({ name }) => name === 'citation_author').map(({ content }) => content)).toEqual(record.creators);
  expect(tags).toContainEqual({ name: 'citation_publication_date', content: '2025/03/01' });
  expect(tags.filter(({ name }) => name === 'DC.identifier')).toHaveLength(2);
  const described = {
    description: '描述',
    keywords: ['水稻'],
    type: 'dataset',
    license: 'CC-BY-NC-4.0',
    platformHomepage: null,
    region: '湖北省',
  };
  const dataset = jsonLdOf({ ...record, ...described });
  expect(dataset).toMatchObject({
    '@type': 'Dataset',
    license: 'https://creativecommons.org/licenses/by-nc/4.0/',
    identifier: { propertyID: 'CSTR', value: 'CSTR:31253.11.sciencedb.01092' },
  });
  expect((dataset['creator'] as { '@type': string }[]).map((one) => one['@type'])).toEqual([
    'Person',
    'Person',
    'Person',
    'Organization',
  ]);
  expect(
    jsonLdOf({ ...record, ...described, dataciteType: 'Instrument', type: 'instrument', license: null }),
  ).toMatchObject({
    '@type': ['Product', 'CreativeWork'],
    category: 'instrument',
  });
});

describe('whatever the texts hold', () => {
  const NAUGHTY = [
    '}{',
    '\\',
    '\\}',
    '{{{',
    '"@misc{x,',
    ' and ',
    'ER  - ',
    '\r\nTY  - BOOK',
    '\nAU  - x',
    '</script><script>',
    '<!--',
    '%',
    '\u2028',
    '\u0000',
    '\ud800',
    '😀',
    '𠮷',
    ',',
    '，',
    '等',
    'et al.',
    '[DS/OL]',
    '\u202e',
    '$1',
    '\u0085',
  ];
  const text = fc
    .array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom(...NAUGHTY)), { maxLength: 6 })
    .map((parts) => parts.join(''));
  const anyRecord = fc.record({
    title: text,
    titleEn: fc.option(text),
    creators: fc.array(text, { maxLength: 6 }),
    publisher: text,
    publisherEn: fc.option(text),
    year: fc.option(fc.integer({ min: 1, max: 9999 })),
    publishedOn: fc.constantFrom(null, '2025-03-01'),
    identifier: fc.option(fc.record({ scheme: fc.constantFrom('cstr', 'doi'), display: text, url: fc.constant(null) })),
    lang: fc.constantFrom('zh-CN' as const, 'en' as const),
  });

  test('BibTeX braces balance and never close early', () => {
    fc.assert(
      fc.property(anyRecord, (changes) => {
        let depth = 0;
        const bib = write('bibtex', changes);
        for (const [at, mark] of Array.from(bib).entries()) {
          if (mark === '{') depth += 1;
          if (mark === '}') depth -= 1;
          if (depth <= 0 && at > 10) return at === Array.from(bib).length - 1 && depth === 0;
        }
        return false;
      }),
      { numRuns: 500 },
    );
  });

  test('RIS has one tag a line, one beginning and one end', () => {
    fc.assert(
      fc.property(anyRecord, (changes) => {
        const lines = write('ris', changes).split(/\r\n|[\n\r\u2028\u2029\u0085]/u);
        expect(lines.pop()).toBe('');
        expect(lines.filter((line) => !/^[A-Z][A-Z0-9] {2}- /.test(line))).toEqual([]);
        expect(lines.filter((line) => line.startsWith('TY'))).toHaveLength(1);
        expect(lines.filter((line) => line.startsWith('ER'))).toEqual(['ER  - ']);
      }),
      { numRuns: 500 },
    );
  });

  test('CSL-JSON parses, GB/T entries are one line, meta and JSON-LD hold no control characters in names', () => {
    fc.assert(
      fc.property(anyRecord, (changes) => {
        expect(JSON.parse(write('csl-json', changes))).toHaveLength(1);
        for (const format of ['gbt7714-2025', 'gbt7714-2015'] as const)
          expect(write(format, changes)).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
        expect(citationMeta({ ...record, ...changes }).every(({ content }) => !/\p{Cc}/u.test(content))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe('published works', () => {
  const paper: Partial<CitedRecord> = {
    title: '飞行器大角度机动镇定控制器设计',
    titleEn: null,
    gbt7714Mark: 'J',
    dataciteType: 'JournalArticle',
    publishedOn: null,
    year: 2024,
    identifier: { scheme: 'doi', display: 'DOI:10.12345/example.2024.3', url: null },
    work: {
      container: '示范控制学报',
      publisher: null,
      place: null,
      volume: '46',
      issue: '3',
      pages: '101-109',
      number: null,
      issn: '1009-5896',
      isbn: null,
      year: '2024',
    },
  };
  const work = (changes: Partial<NonNullable<CitedRecord['work']>>) => ({ ...paper.work!, ...changes });

  test('a paper: journal, year, volume, issue and pages; marks by edition', () => {
    expect(write('gbt7714-2015', paper)).toBe(
      '王小明, 欧阳文慧, 李娜, 等. 飞行器大角度机动镇定控制器设计[J]. 示范控制学报, 2024, 46(3): 101-109. DOI:10.12345/example.2024.3.',
    );
    expect(write('gbt7714-2025', paper)).toBe(
      '王小明，欧阳文慧，李娜，等. 飞行器大角度机动镇定控制器设计[J]. 示范控制学报，2024，46（3）：101-109. DOI:10.12345/example.2024.3.',
    );
    expect(write('gbt7714-2015', { ...paper, work: work({ volume: null, pages: null }) })).toContain(
      '示范控制学报, 2024, (3). DOI',
    );
  });

  test('thesis, book, conference paper, standard, patent', () => {
    const cite = (mark: string, changes: Partial<NonNullable<CitedRecord['work']>>, more: Partial<CitedRecord> = {}) =>
      write('gbt7714-2015', {
        ...paper,
        creators: ['李娜'],
        identifier: null,
        gbt7714Mark: mark,
        work: work({ container: null, volume: null, issue: null, pages: null, ...changes }),
        ...more,
      });
    const title = paper.title!;
    expect(cite('D', { place: '武汉', publisher: '示范大学' })).toBe(`李娜. ${title}[D]. 武汉: 示范大学, 2024.`);
    expect(cite('M', { place: '北京', publisher: '示范出版社', pages: '12-20' })).toBe(
      `李娜. ${title}[M]. 北京: 示范出版社, 2024: 12-20.`,
    );
    expect(cite('C', { container: '示范会议论文集', publisher: '示范出版社' })).toBe(
      `李娜. ${title}[C]//示范会议论文集. 示范出版社, 2024.`,
    );
    expect(cite('S', { number: 'GB/T 7714-2025', publisher: '示范出版社' })).toBe(
      `李娜. ${title}: GB/T 7714-2025[S]. 示范出版社, 2024.`,
    );
    expect(cite('P', { number: 'CN000000000A' }, { publishedOn: '2024-05-06' })).toBe(
      `李娜. ${title}: CN000000000A[P]. 2024-05-06.`,
    );
  });

  test('a paper whose journal is not known is cited as a resource of the platform', () => {
    expect(write('gbt7714-2015', { ...paper, version: 1, work: work({ container: null }) })).toContain(
      '[J/OL]. 示范农田生态科学数据库, 2024[2026-11-24]',
    );
  });

  test('BibTeX, RIS, CSL-JSON and meta tags name journal and pages, and no version', () => {
    const bib = write('bibtex', paper);
    expect(bib).toMatch(/^@article\{keyuan8123/);
    expect(bib).toContain('journaltitle = {{示范控制学报}}');
    expect(bib).toContain('pages = {101--109}');
    expect(bib).not.toContain('version');
    expect(write('ris', paper).split('\r\n')).toEqual(
      expect.arrayContaining([
        'TY  - JOUR',
        'T2  - 示范控制学报',
        'VL  - 46',
        'IS  - 3',
        'SP  - 101',
        'EP  - 109',
        'SN  - 1009-5896',
        'PY  - 2024',
      ]),
    );
    expect(JSON.parse(write('csl-json', paper))[0]).toMatchObject({
      type: 'article-journal',
      'container-title': '示范控制学报',
      volume: '46',
      issue: '3',
      page: '101-109',
      issued: { 'date-parts': [[2024]] },
    });
    const tags = citationMeta({ ...record, ...paper });
    expect(tags).toContainEqual({ name: 'citation_journal_title', content: '示范控制学报' });
    expect(tags).toContainEqual({ name: 'citation_lastpage', content: '109' });
    expect(tags.map(({ name }) => name)).not.toContain('citation_publisher');
  });
});
