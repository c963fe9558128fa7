import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readRuleSetFolder, readRuleSets } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'keyuan-broken-'));
const copy = join(folder, 'guangzhou');
cpSync('policies/guangzhou', copy, { recursive: true });
afterAll(() => rmSync(folder, { recursive: true }));

/** What reading says when one text of one file is replaced by another. */
function said(file: string, part: string, by: string): string {
  const path = join(copy, file);
  const whole = readFileSync(path, 'utf8');
  if (!whole.includes(part)) throw new Error(`not in ${file}: ${part}`);
  writeFileSync(path, whole.replace(part, by));
  try {
    readRuleSetFolder(copy);
    return 'read without a fault';
  } catch (cause) {
    return (cause as Error).message;
  } finally {
    writeFileSync(path, whole);
  }
}

test('the copy itself is whole', () => {
  expect(readRuleSetFolder(copy).map(({ id }) => id)).toEqual(['guangzhou']);
});

const CITE_32 = 'cite: { article: 第三十二条, clause: GZ-32 }';

test.each([
  ['no citation', 'instrument.yaml', `  ${CITE_32}\n`, '', /instrument\.yaml:\d+:\d+ in_force\.cite: /],
  [
    'unknown clause',
    'instrument.yaml',
    'clause: GZ-32',
    'clause: GZ-99',
    /instrument\.yaml:\d+:\d+ in_force\.cite\.clause: .*GZ-99/,
  ],
  [
    'article of another clause',
    'instrument.yaml',
    'article: 第三十二条',
    'article: 第三条',
    /instrument\.yaml:\d+:\d+ in_force\.cite\.article: .*GZ-32/,
  ],
  [
    'unknown field',
    'instrument.yaml',
    'status: draft',
    'status: draft\nstate: draft',
    /instrument\.yaml:\d+:\d+ state: /,
  ],
  [
    'a date that does not exist',
    'instrument.yaml',
    'issued_on: null',
    'issued_on: 2020-02-30',
    /instrument\.yaml:\d+:\d+ issued_on: .*date/,
  ],
  [
    'two entries for one key',
    'instrument.yaml',
    'document_no: null',
    'document_no: null\ndocument_no: null',
    /instrument\.yaml:\d+:\d+ .*unique/i,
  ],
  ['a status there is not', 'instrument.yaml', 'status: draft', 'status: vague', /instrument\.yaml:\d+:\d+ status: /],
  [
    'a basis there is not',
    'instrument.yaml',
    'basis: house',
    'basis: habit',
    /instrument\.yaml:\d+:\d+ term_end\.basis: /,
  ],
  ['a negative term', 'instrument.yaml', '  value: 5', '  value: -5', /instrument\.yaml:\d+:\d+ validity\.value: /],
  ['an id out of form', 'instrument.yaml', 'id: guangzhou', 'id: 广州', /instrument\.yaml:\d+:\d+ id: /],
  [
    'two rules for one value',
    'catalogue.yaml',
    'kind: special_rule',
    'kind: secrecy',
    /catalogue\.yaml:\d+:\d+ exceptions\.1\.value\.kind: .*two rules for secrecy/,
  ],
  [
    'two clauses of one id',
    'articles.yaml',
    '- id: GZ-1\n',
    '- id: GZ-0\n',
    /articles\.yaml:\d+:\d+ clauses\.1\.id: .*two rules for GZ-0/,
  ],
  [
    'a clause of no article',
    'articles.yaml',
    'of: 第一条',
    'of: 第一百条',
    /articles\.yaml:\d+:\d+ clauses\.\d+\.of: .*第一百条/,
  ],
  [
    'an effect there is not',
    'articles.yaml',
    'effect: enforced',
    'effect: wished',
    /articles\.yaml:\d+:\d+ clauses\.\d+\.effect: /,
  ],
  [
    'a text in one language',
    'terms.yaml',
    ', en: city resource library',
    '',
    /terms\.yaml:\d+:\d+ object\.value\.en: /,
  ],
  [
    'a clock that is not there',
    'notice.yaml',
    'clock: selection_notice',
    'clock: selection',
    /notice\.yaml:\d+:\d+ notices\.0\.value\.clock: .*no clock selection/,
  ],
  [
    'a document that is not there',
    'reports.yaml',
    'DOC-27',
    'DOC-99',
    /reports\.yaml:\d+:\d+ reports\.0\.value\.documents\.0: .*DOC-99/,
  ],
  [
    'a signature of nobody',
    'authorities.yaml',
    'by: [city]',
    'by: [village]',
    /authorities\.yaml:\d+:\d+ decisions\.0\.value\.by\.0: .*village/,
  ],
  [
    'money that is no whole fen',
    'money.yaml',
    'value: 1000000000',
    'value: 0.5',
    /money\.yaml:\d+:\d+ annual_cap_fen\.value: /,
  ],
  ['a region out of form', 'scope.yaml', "'440100'", "'4401'", /scope\.yaml:\d+:\d+ location\.value\.region: /],
  [
    'a class too many',
    'scope.yaml',
    'count: 10',
    'count: 11',
    /scope\.yaml:\d+:\d+ classes: .*12 classes in criteria\.yaml, 13 here/,
  ],
  [
    'a window before no clock',
    'clocks.yaml',
    'before_end_of: plaque_term',
    'before_end_of: plaque',
    /clocks\.yaml:\d+:\d+ windows\.final_evaluation\.value\.before_end_of: .*plaque/,
  ],
  [
    'a reading that holds nowhere',
    'house-rules.yaml',
    'clocks.counting',
    'clocks.reckoning',
    /house-rules\.yaml:\d+:\d+ house_rules\.0\.where\.0: .*clocks\.reckoning/,
  ],
  [
    'a limit of characters below nought',
    'forms.yaml',
    'max_characters: 1000',
    'max_characters: -1',
    /forms\.yaml:\d+:\d+ forms\.0\.sections\.0\.value\.max_characters: /,
  ],
  ['no YAML at all', 'money.yaml', 'form:', 'form: [', /money\.yaml:\d+:\d+ /],
])('a broken copy is refused with file, line and field: %s', (_, file, part, by, wanted) => {
  expect(said(file, part, by)).toMatch(wanted);
});

test('a file of no theme, and a theme that is needed and missing', () => {
  renameSync(join(copy, 'articles.yaml'), join(copy, 'artikles.yaml'));
  try {
    expect(() => readRuleSetFolder(copy)).toThrow(/artikles\.yaml:1:1 \(file\): .*no such theme/);
    expect(() => readRuleSetFolder(copy)).toThrow(/articles\.yaml:1:1 \(file\): .*missing/);
  } finally {
    renameSync(join(copy, 'artikles.yaml'), join(copy, 'articles.yaml'));
  }
});

test('a version read twice', () => {
  expect(() => readRuleSets([copy])).toThrow(/instrument\.yaml:\d+:\d+ version: .*draft-2020 was read before/);
});

test('every fault is told at once, in the order of the files', () => {
  const path = join(copy, 'terms.yaml');
  const whole = readFileSync(path, 'utf8');
  writeFileSync(path, whole.replaceAll('article: ', 'artikel: '));
  try {
    readRuleSetFolder(copy);
    expect.unreachable();
  } catch (cause) {
    expect((cause as Error).message.split('\n').length).toBeGreaterThan(3);
  } finally {
    writeFileSync(path, whole);
  }
});
