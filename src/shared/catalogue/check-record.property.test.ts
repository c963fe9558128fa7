import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SHARED_DATA, skipNote } from '../../server/testing/shared-data.ts';
import { checkRecord } from './check-record.ts';
import { diffFields } from './differences.ts';
import { displayValues } from './display.ts';
import { maskFields } from './mask.ts';
import { RECORD_FAULTS } from './record-faults.ts';
import type { RecordFields } from './resource-type.ts';
import { sampleType } from './testing/sample-type.ts';

const TYPE = sampleType();
const FACTS = { today: '2026-11-24' };
const check = (given: Record<string, unknown>) => checkRecord(TYPE, given, FACTS);

/** Texts near the forms that the kinds know, so that not every one is refused. */
const near = fc.oneof(
  fc.constantFrom(
    '是',
    '红色',
    'NA',
    '－',
    '无',
    '420100',
    '湖北省武汉市江夏区',
    'CN',
    'SUN',
    '21030',
    '0',
    '1,234',
    '12 m',
    '５０万',
    '23°26′N',
    '-0',
    '1e3',
    '19820900',
    '2020年2月',
    '2020-02-03T08:40+0800',
    '2007-11-13/15',
    'www.a.cn/路',
    'CSTR：31253.05.x',
    'doi:10.1000/a;b',
    'CSTR:',
    'ark:/12345/x.',
    '“10.1000/1”',
    'hdl:1',
    '027-8788',
    'a@b.cn',
    'a;b；c',
    'x\u200by',
    'e\u0301',
    '\u2126\u037e',
    'ＮＡ',
    'ＡＢ\u3000Ｃ',
    '\ufeff',
    'a\u0085b',
    '\ud800',
  ),
  fc
    .date({ min: new Date('1500-01-01'), max: new Date('2500-01-01'), noInvalidDate: true })
    .map((at) => at.toISOString()),
  fc.stringMatching(/^[0-9./:-]{1,12}$/),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
);
const value = fc.oneof(
  near,
  fc.double(),
  fc.integer(),
  fc.boolean(),
  fc.array(near, { maxLength: 4 }),
  fc.constant(null),
);
const ids = TYPE.fields.map(({ id }) => id);
const given = fc
  .tuple(fc.dictionary(fc.constantFrom(...ids), value), near, near)
  .map(([fields, text, number]) => ({ text, number, ...fields }));

/** A given record with the refused fields taken out, until one is left that goes in; undefined where none does. */
function accepted(fields: Record<string, unknown>): RecordFields | undefined {
  const { record, faults } = check(fields);
  if (record) return record.fields;
  const bad = new Set(faults.flatMap(({ severity, field }) => (severity === 'error' && field ? [field] : [])));
  const rest = Object.entries(fields).filter(([id]) => !bad.has(id));
  return rest.length < Object.keys(fields).length ? accepted(Object.fromEntries(rest)) : undefined;
}

// oxlint-disable-next-line no-control-regex
const UNSEEN = /[\0-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff\p{Cs}]/u;

test('a record in its normal form is checked to the same record, without a new fault', () => {
  let records = 0;
  fc.assert(
    fc.property(given, (fields) => {
      const kept = accepted(fields);
      if (!kept) return;
      records++;
      const first = check(kept);
      expect(first.faults.filter(({ severity }) => severity === 'error')).toEqual([]);
      expect(first.record!.fields).toEqual(kept);
      const again = check(JSON.parse(JSON.stringify(kept)));
      expect(again).toEqual(first);
    }),
    { numRuns: 1500 },
  );
  expect(records).toBeGreaterThan(500);
});

test('whatever is given, nothing throws and nothing unseen is kept', () => {
  fc.assert(
    fc.property(fc.oneof(given, fc.dictionary(fc.string(), fc.anything())), (fields) => {
      const { record, faults } = check(fields);
      for (const { code, params } of faults) {
        expect(RECORD_FAULTS).toHaveProperty([code]);
        expect(JSON.parse(JSON.stringify(params))).toEqual(params);
      }
      if (!record) return;
      const texts = [record.title, ...Object.values(record.fields).flat()].map(String);
      for (const text of texts) expect(text).not.toMatch(UNSEEN);
      for (const text of texts) expect(text).toBe(text.trim().normalize('NFC'));
      expect(record.title).not.toMatch(/[\t\n]/);
      expect(record.localKey.value).not.toBe('');
    }),
    { numRuns: 1500 },
  );
});

test('a record is shown, masked and compared without trouble', () => {
  fc.assert(
    fc.property(given, (fields) => {
      const kept = accepted(fields);
      if (!kept) return;
      expect(diffFields(TYPE, kept, JSON.parse(JSON.stringify(kept)))).toEqual([]);
      const { fields: open, masked } = maskFields(TYPE, kept);
      for (const { field } of diffFields(TYPE, kept, open)) expect(masked.has(field.id)).toBe(true);
      for (const field of TYPE.fields)
        for (const lang of ['zh-CN', 'en'] as const)
          for (const text of displayValues(TYPE, field, kept[field.id], lang)) expect(text).not.toBe('');
    }),
  );
});

const NAUGHTY = join(SHARED_DATA, '09-adversarial/blns.json');

test.skipIf(!existsSync(NAUGHTY))(`every naughty string in every field${skipNote(NAUGHTY)}`, () => {
  const strings = JSON.parse(readFileSync(NAUGHTY, 'utf8')) as string[];
  expect(strings.length).toBeGreaterThan(400);
  let kept = 0;
  for (const text of strings) {
    for (const { id } of TYPE.fields) {
      const { record, faults } = check({ text: '样本', number: '1', [id]: text });
      expect(record === undefined).toBe(faults.some(({ severity }) => severity === 'error'));
      for (const value of Object.values(record?.fields ?? {}).flat()) expect(String(value)).not.toMatch(UNSEEN);
      if (record?.fields[id] !== undefined) kept++;
    }
  }
  expect(kept).toBeGreaterThan(strings.length);
});
