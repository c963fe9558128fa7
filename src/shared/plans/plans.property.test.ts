import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { formsTheme } from '../policy/forms.ts';
import { checkPlan } from './check-plan.ts';
import { buildPlan } from './document.ts';
import { readOutline, type WrittenPart } from './outline.ts';
import { pathsOf, planShape, type PlanShape } from './shape.ts';
import { cleanText, countCharacters, isBlank, numberOf, type PlanValue, takeValue } from './values.ts';

const shapeOf = (id: string): PlanShape =>
  planShape(id, formsTheme.parse(parse(readFileSync(`policies/${id}/forms.yaml`, 'utf8'))).forms[0]!);
const shapes = ['guangzhou', 'national', 'hubei', 'hunan'].map(shapeOf);

/** What people and other programs put into fields. */
const NAUGHTY = [
  '',
  ' ',
  '　',
  '\u200b',
  '无',
  '【效果】',
  '4.1.1.资源收集保存的范围与规模',
  '（1）',
  '|',
  '\t',
  '\n\n',
  '䴙䴘𬶏',
  '𪚥',
  '👩‍👩‍👧',
  '\u202e右',
  '\ufeff',
  '\0',
  '\ud800',
  '<w:p>',
  '&amp;',
  ']]>',
  '=1+1',
  '{{7*7}}',
  '${x}',
  "'; drop table plan_field;--",
  '../../etc',
  '__proto__',
  'NaN',
  '1e309',
  '-0',
  '１２３',
  '１，０００',
  '9'.repeat(400),
  'ﷺ',
  'Ω≈ç√',
  '٣',
  'null',
];
const word = fc.oneof(
  fc.constantFrom(...NAUGHTY),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
);
const anything = fc.oneof(
  word,
  fc.array(
    fc.dictionary(
      fc.constantFrom('what', 'quantity', 'total', 'on', 'area', 'goal', 'name', '__proto__', 'value_y1'),
      word,
      { maxKeys: 4 },
    ),
    { maxLength: 4 },
  ),
  fc.anything(),
);

const written = (shape: PlanShape, values: Record<string, PlanValue>): WrittenPart[] =>
  buildPlan(shape, values, { issuer: '示例', date: '2026-08-20', blank: false, attached: {} }).model.blocks.flatMap(
    (block): WrittenPart[] => {
      if (block.kind === 'facts') return [{ kind: 'table', rows: block.rows as string[][] }];
      if (block.kind === 'table')
        return [
          ...(block.caption === undefined ? [] : [{ kind: 'paragraph' as const, text: block.caption, heading: false }]),
          { kind: 'table', rows: [block.columns.map(({ title }) => title), ...block.rows] },
        ];
      if (block.kind !== 'heading' && block.kind !== 'paragraph') return [];
      return block.text.split('\n').map((text) => ({ kind: 'paragraph', text, heading: block.kind === 'heading' }));
    },
  );

test('whatever is sent for whatever path, what is kept can be checked and printed, and taking it again changes nothing', () => {
  fc.assert(
    fc.property(fc.constantFrom(...shapes), fc.infiniteStream(anything), (shape, stream) => {
      const values: Record<string, PlanValue> = {};
      for (const path of [
        ...shape.cover.map((field) => field.path),
        ...shape.sections.flatMap(pathsOf),
        '__proto__/x',
        'constructor/a',
      ]) {
        const given: unknown = stream.next().value;
        const taken = takeValue(shape, path, given);
        if (taken === undefined) continue;
        expect(takeValue(shape, path, taken)).toEqual(taken);
        values[path] = taken;
      }
      const { faults, progress } = checkPlan(shape, values, { today: '2026-08-20' });
      for (const { zh, en, cite } of faults)
        expect([zh, en, cite.clause].every((text) => text !== '' && !/\{(?!x\})\w+\}/.test(text))).toBe(true);
      expect(progress.every(({ filled, fields }) => filled <= fields)).toBe(true);
      const { model, paths } = buildPlan(shape, values, {
        issuer: '示例',
        date: '2026-08-20',
        blank: false,
        attached: {},
      });
      expect(paths).toHaveLength(model.blocks.length);
    }),
    { numRuns: 60 },
  );
});

test('texts of any kind come back from paper as they were, or are named as unread', () => {
  fc.assert(
    fc.property(fc.constantFrom(...shapes), fc.infiniteStream(word), (shape, stream) => {
      const values: Record<string, PlanValue> = {};
      for (const { fields } of shape.sections)
        for (const field of fields) {
          const text = cleanText(String(stream.next().value)).trim();
          // Marks of the form itself, alone on a line, are read as what they are.
          if (field.kind === 'text' && !isBlank(text) && !text.includes('【') && text !== shape.marker)
            values[field.path] = text;
        }
      const read = readOutline(shape, written(shape, values));
      const there = Object.fromEntries(Object.entries(read.values).filter(([path]) => path in values));
      expect(Object.keys(there).sort()).toEqual(Object.keys(values).sort());
      for (const [path, value] of Object.entries(values))
        expect(there[path]).toBe((value as string).replaceAll(/^(\s*\n)+|\s+$/g, ''));
    }),
    { numRuns: 60 },
  );
});

test('the count leaves out blanks of every kind and counts characters, not units', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('字', '𬶏', 'a', '。', ' ', '　', '\n', '\t', '\u00a0')), (parts) => {
      const blank = new Set([' ', '　', '\n', '\t', '\u00a0']);
      expect(countCharacters(parts.join(''))).toBe(parts.filter((part) => !blank.has(part)).length);
    }),
  );
});

test('numbers are read as people write them, and nothing else is a number', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10 ** 12 }), (number) => {
      expect(numberOf(number.toLocaleString('en-US'))).toBe(number);
      expect(
        numberOf([...String(number)].map((digit) => String.fromCodePoint(digit.codePointAt(0)! + 0xfee0)).join('')),
      ).toBe(number);
    }),
  );
  for (const text of ['1,00', '1,2345', 'NaN', '1e5', '0x10', '', '--1', '1.2345678', '12 34', '٣'])
    expect([text, numberOf(text)]).toEqual([text, undefined]);
});

test('a plan typed by hand without styles of headings is found by number and title', () => {
  const shape = shapes[0]!;
  const lines = [
    '建设运行实施方案',
    '科技资源库名称：广州荔枝科技资源圃',
    '填报日期：2026年8月20日',
    '1. 科技资源库简介（1000字以内）',
    '简介第一段。',
    '',
    '简介第二段。',
    '2、建设运行重要性和紧迫性',
    '重要。',
    '4.4.3 共享服务成效',
    '无',
    '4.1.3.资源收集模式',
  ];
  const read = readOutline(
    shape,
    lines.map((text) => ({ kind: 'paragraph', text, heading: false })),
  );
  expect(read.values).toMatchObject({
    'cover/name': '广州荔枝科技资源圃',
    'cover/date': '2026-08-20',
    '1/text': '简介第一段。\n\n简介第二段。',
    '2/text': '重要。',
  });
  // A heading out of its order is no heading: its text stays where it stands.
  expect(read.values['4.4.3/text']).toBe('无\n4.1.3.资源收集模式');
  expect(read.unread).toEqual([{ section: 'cover', text: '建设运行实施方案' }]);
  expect(read.missing).toContain('3');
});
