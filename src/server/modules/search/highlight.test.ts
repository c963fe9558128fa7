import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from './fold.ts';
import { excerptOf, highlightRanges } from './highlight.ts';
import { parseQuery } from './query.ts';

const marked = (q: string, text: string): string[] =>
  highlightRanges(parseQuery(q), text).map(([start, end]) => text.slice(start, end));

describe('highlights', () => {
  it.each([
    ['水稻', '中国水稻与雜交水稻', ['水稻', '水稻']],
    ['杂交', '中国水稻与雜交水稻', ['雜交']],
    ['as1.398', '枯草 ＡＳ １．３９８ 菌', ['ＡＳ １．３９８']],
    ['CGMCC 1.1', 'CGMCC 1.12 和 CGMCC No. 1.1', ['CGMCC', 'CGMCC No. 1.1']],
    ['café', '𠮷Café', ['Café']],
    ['-水稻', '水稻', []],
  ])('%s in %s', (q, text, expected) => {
    expect(marked(q, text)).toEqual(expected);
  });

  it('stand at words of the query, sorted and apart', () => {
    const piece = fc.constantFrom(
      '水稻',
      '雜交',
      '杂交',
      'Ａ',
      'É',
      'e\u0301',
      '1.398',
      'AS',
      ' ',
      '-',
      '𠮷',
      '品种',
      'ß',
      '，',
      '稻',
    );
    const text = fc.array(piece, { maxLength: 15 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, text, (q, source) => {
        const query = parseQuery(q);
        const words = new Set(
          query.terms.flatMap(({ excluded, han, words: others }) => (excluded ? [] : [...han, ...others])),
        );
        const plain = (value: string): string => fold(value).replace(/[^\p{L}\p{N}]/gu, '');
        const bare = [...words].map(plain);
        let before = -1;
        for (const [start, end] of highlightRanges(query, source)) {
          expect(start).toBeGreaterThan(before);
          expect(end).toBeGreaterThan(start);
          before = end;
          // Neighbours are one range: it is made of words, laid one over or after another.
          const folded = plain(source.slice(start, end));
          expect(bare.some((word) => folded.startsWith(word))).toBe(true);
          expect(bare.some((word) => folded.endsWith(word))).toBe(true);
        }
      }),
    );
  });

  it('cuts around the first word found', () => {
    const text = `${'前'.repeat(200)}水稻${'后'.repeat(200)}`;
    const { text: shown, ranges } = excerptOf(parseQuery('水稻'), ['没有', text], 60);
    expect(ranges.map(([start, end]) => shown.slice(start, end))).toEqual(['水稻']);
    expect(shown.length).toBeLessThan(64);
    expect(excerptOf(parseQuery('x'), ['𠮷'.repeat(50)], 21).text).toBe(`${'𠮷'.repeat(10)}…`);
  });
});
