import { expect, test } from 'vitest';
import { passwordFault } from './password.ts';

test('twelve characters, or eight of three classes', () => {
  expect(passwordFault('correct horse battery', 'li')).toBeUndefined();
  expect(passwordFault('春眠不觉晓处处闻啼鸟夜来', 'li')).toBeUndefined();
  expect(passwordFault('Tr4ctor!', 'li')).toBeUndefined();
  expect(passwordFault('tractors', 'li')).toBe('short');
  expect(passwordFault('tractor12', 'li')).toBe('short');
  expect(passwordFault('Tr4c!or', 'li')).toBe('short');
});

test('account names, common ones and monotonous ones are refused', () => {
  expect(passwordFault('Zhang.San.2026', 'zhang.san.2026')).toBe('account');
  expect(passwordFault('P@SSW0RD', 'li')).toBe('common');
  expect(passwordFault('abababababab', 'li')).toBe('monotonous');
  expect(passwordFault('x'.repeat(129), 'li')).toBe('long');
});

test('composed and decomposed letters count alike', () => {
  expect(passwordFault('é'.normalize('NFD') + 'bcdefghijk', 'li')).toBe('short');
  expect(passwordFault('é' + 'bcdefghijkl', 'li')).toBeUndefined();
});
