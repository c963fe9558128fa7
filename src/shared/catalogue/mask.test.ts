import { expect, test } from 'vitest';
import { diffFields } from './differences.ts';
import { maskFields } from './mask.ts';
import { sampleType } from './testing/sample-type.ts';

const TYPE = sampleType();

test('hidden values are gone, numbers coarsened, everything else is as it was', () => {
  const { fields, masked } = maskFields(TYPE, { text: 'a', secret: 'x', rough: 23.4567, rough_text: '23.4567' });
  expect(fields).toEqual({ text: 'a', rough: 23.5 });
  expect(masked.get('secret')).toEqual({ zh: '字段secret', en: 'Field secret' });
  expect([...masked.keys()]).toEqual(['secret', 'rough', 'rough_text']);
});

test('what the platform discloses is shown in full', () => {
  expect(maskFields(TYPE, { rough: 23.4567, colours: ['red', 'blue'] }).fields).toMatchObject({ rough: 23.4567 });
  expect(maskFields(TYPE, { rough: 23.4567, colours: ['red'] }).fields).toMatchObject({ rough: 23.5 });
});

test('a record that holds nothing masked is handed on as it is', () => {
  const record = { text: 'a' };
  expect(maskFields(TYPE, record).fields).toBe(record);
});

test('differences come in the order of the form, with both sides', () => {
  const before = { text: 'a', words: ['x', 'y'], low: 1 };
  const after = { text: 'b', words: ['y', 'x'], low: 1, high: 2 };
  expect(diffFields(TYPE, before, after).map(({ field, before: was, after: is }) => [field.id, was, is])).toEqual([
    ['text', 'a', 'b'],
    ['words', ['x', 'y'], ['y', 'x']],
    ['high', undefined, 2],
  ]);
});
