import { expect, test } from 'vitest';
import { canonicalJson } from './canonical-json.ts';

test.each([
  [{ b: 1, a: [true, null, 'x'] }, '{"a":[true,null,"x"],"b":1}'],
  // RFC 8785, 3.2.3: by UTF-16 code units, so that a character beyond the basic plane comes before U+FB33.
  [{ '\ufb33': 1, '😀': 2, 名: 3, '\r': 4, '1': 5 }, '{"\\r":4,"1":5,"名":3,"😀":2,"\ufb33":1}'],
  ['引号"\\\u0007 䴙', '"引号\\"\\\\\\u0007 䴙"'],
  [-0, '0'],
  [{}, '{}'],
])('%j has one form', (value, text) => {
  expect(canonicalJson(value)).toBe(text);
  expect(canonicalJson(JSON.parse(text))).toBe(text);
});

test.each([[1.5], [Number.NaN], [2 ** 53], [undefined], [{ a: undefined }], [new Date(0)], ['\ud800'], [() => 1]])(
  '%s has none',
  (value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  },
);
