import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normaliseUscc, usccCheckCharacter, usccFault } from './uscc.ts';

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const letters = (count: number, from = ALPHABET) =>
  fc.array(fc.constantFrom(...from.split('')), { minLength: count, maxLength: count }).map((list) => list.join(''));
const code = fc
  .tuple(letters(2), letters(6, '0123456789'), letters(9))
  .map((parts) => parts.join(''))
  .map((first) => first + usccCheckCharacter(first));

test('codes printed on public licences hold', () => {
  // Tencent (Shenzhen), Huawei Technologies, Alibaba (China), as their public registrations print them.
  for (const known of ['9144030071526726XG', '914403001922038216', '91330100799655058B'])
    expect(usccFault(known)).toBeUndefined();
});

test('one wrong character is always found', () => {
  fc.assert(
    fc.property(code, fc.nat(17), fc.constantFrom(...ALPHABET.split('')), (right, at, other) => {
      fc.pre(right[at] !== other);
      expect(usccFault(right)).toBeUndefined();
      expect(usccFault(right.slice(0, at) + other + right.slice(at + 1))).toBeDefined();
    }),
  );
});

test('two neighbours exchanged are always found', () => {
  fc.assert(
    fc.property(code, fc.nat(16), (right, at) => {
      fc.pre(right[at] !== right[at + 1]);
      const swapped = right.slice(0, at) + right[at + 1]! + right[at]! + right.slice(at + 2);
      expect(usccFault(swapped)).toBeDefined();
    }),
  );
});

test('letters outside the alphabet and wrong lengths are faults of form', () => {
  for (const bad of ['', '914403001922038', 'I14403001922038216', '9144030019220382166', '91440300192203821O'])
    expect(usccFault(bad)).toBe('form');
  expect(usccFault('914403001922038217')).toBe('check_character');
});

test('pasted forms are normalised', () => {
  expect(normaliseUscc(' ９１４４０３００ 7152-6726xg ')).toBe('9144030071526726XG');
});
