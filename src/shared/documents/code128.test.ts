import { expect, test } from 'vitest';
import { code128, code128Svg } from './code128.ts';

/** What another encoder gives: bwip-js 4.11.4, symbology code128. */
const KNOWN = [
  ['LOT-1', '2112141321311331212133111221321232212212312331112'],
  ['LOT-17', '2112141321311331212133111221321232213121313113212331112'],
  ['LOT-123456', '2112141321311331212133111221321131411122321311233311213113212331112'],
  ['LOT-12345678901', '2112141321311331212133111221321232211131413121311131231411222121412221221114222331112'],
  ['ABC xyz ~!', '2112141113231311231313212122224212112121412141212122221311412221221111432331112'],
] as const;

test.each(KNOWN)('%s: the widths are those of another encoder', (text, widths) => {
  expect(code128(text).join('')).toBe(widths);
});

test('only printable ASCII; the picture has its quiet zones', () => {
  expect(() => code128('批次')).toThrow(RangeError);
  expect(() => code128('')).toThrow(RangeError);
  const modules = code128('LOT-17').reduce((sum, width) => sum + width, 0);
  expect(code128Svg('LOT-17', 20)).toContain(`viewBox="0 0 ${modules + 20} 20"`);
});
