import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defused, fused } from './formulas.ts';

test('formulas are defused, numbers and telephone numbers are not spoilt', () => {
  for (const cell of ['=1+1', '@SUM(A1)', '+cmd|calc', '-2+3+cmd', '\t=1', '\r=1', '=HYPERLINK("x")', '-A1', '+1+1=2'])
    expect(defused(cell)).toBe(`'${cell}`);
  for (const cell of [
    '-12.5',
    '+86 10 6208 1234',
    '-1.2E-5',
    '+8613800000000',
    '(010) 1234',
    'a=b',
    "O'Brien",
    '',
    '--',
    "'quoted'",
  ])
    expect(defused(cell)).toBe(cell);
});

test('what was defused comes in as it was', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('=', '+', '-', '@', "'", '1', 'a', ' ', '\t') }),
      (cell) => fused(defused(cell)) === cell,
    ),
    { numRuns: 2000 },
  );
});
