import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { fifthJurisdiction } from '../../testing/fifth-jurisdiction.ts';
import { readRuleSets } from './index.ts';

const fifth = fifthJurisdiction();
afterAll(fifth.remove);
const path = join(fifth.folder, 'qinghe/procedures.yaml');
const whole = readFileSync(path, 'utf8');

/** What the loader says of a copy in which one text is replaced. */
function said(part: string, by: string): string {
  if (!whole.includes(part)) throw new Error(`not in the file: ${part}`);
  writeFileSync(path, whole.replace(part, by));
  try {
    readRuleSets([fifth.folder]);
    return '';
  } catch (cause) {
    return (cause as Error).message;
  } finally {
    writeFileSync(path, whole);
  }
}

test('a fifth jurisdiction loads from a folder of its own', () => {
  const set = readRuleSets([fifth.folder]).get('qinghe')![0]!;
  expect(Object.keys(set.procedures!.procedures)).toContain('objection');
});

test.each([
  [
    'unknown state',
    'to: submitted',
    'to: submited',
    /procedures\.yaml:\d+:\d+ .*transitions\.0\.to: unknown state submited/,
  ],
  ['unknown role', 'by: [district_clerk]', 'by: [district_clark]', /:\d+:\d+ .*by\.0: "district_clark" names nobody/],
  ['unknown clock', '{ start: check }', '{ start: cheque }', /unknown clock.*check|clock cheque has no outcome/],
  ['unknown field', 'asks: [experts]', 'asks: [expertise]', /asks\.0: unknown field expertise/],
  [
    'unknown procedure',
    '{ procedure: site_visit }',
    '{ procedure: sight_visit }',
    /opens\.1\.procedure: unknown procedure sight_visit/,
  ],
  ['unknown outcome', 'outcome: [unopposed] }', 'outcome: [silent] }', /unknown outcome of notice silent/],
  [
    'unknown gate',
    '- gate: name_fits',
    '- gate: name_fit',
    /procedures\.yaml:\d+:\d+ .*transitions\.0\.requires\.1\.gate: .*name_fits/,
  ],
  [
    'unknown effect',
    'does: [name_platform]',
    'does: [name_plat]',
    /:\d+:\d+ .*transitions\.1\.does\.0: .*name_platform/,
  ],
  [
    'a gate before there is a case',
    'requires: [{ clock: { id: notice, of: parent, is: running } }, ',
    'requires: [{ gate: name_fits }, ',
    /open\.requires\.0\.gate: a gate looks at a case/,
  ],
  ['unreachable state', 'to: returned', 'to: accepted', /states\.returned: state returned is never reached/],
  ['no way to an end', 'to: visited', 'to: planned', /no way leads from state planned to an end/],
  ['something follows an end', 'from: [accepted, reviewed]', 'from: [accepted, refused]', /state refused is an end/],
  [
    'ambiguous action',
    'from: [draft, submitted, returned, accepted]\n        action: withdraw',
    'from: draft\n        action: submit',
    /submit in state draft means two things for host_admin/,
  ],
  ['clock without outcome', '\n    expires:\n      window: { action: close }', '', /clock window has no outcome/],
  [
    'expiry unhandled in a state',
    'clocks: [{ stop: correction }, { start: check }]',
    'clocks: [{ start: check }]',
    /correction may end in state submitted/,
  ],
  ['action by no clock', 'by: [sub_cases]', 'by: [clock]', /no clock ends in complete_review/],
  [
    'one signature',
    'by: [city_department, finance_department]\n        signatures',
    'by: [city_department]\n        signatures',
    /signatures need two or more/,
  ],
  [
    'missing citation',
    'optional: true\n        cite: { article: 第五条, clause: QH-5 }',
    'optional: true',
    /transitions\.\d+\.cite/,
  ],
  [
    'unknown field of a parent',
    'parent_fields: [class,',
    'parent_fields: [klass,',
    /parent_fields\.0: no parent of it has a field klass/,
  ],
  [
    'a step for those who cannot open it',
    'requires: [{ none_open: [objection] }]',
    'requires: [{ opened_as: [host_admin] }]',
    /requires\.0\.opened_as\.0: .*open\.by does not name host_admin/,
  ],
  ['unknown key', 'receipt: true', 'reciept: true', /reciept/],
  [
    'dated clock without dates',
    'start: window, first: window_from, last: window_to',
    'start: window',
    /a dated clock needs first and last/,
  ],
  [
    'nobody opens it',
    'by: [anyone]\n      label: { zh: 提出异议, en: Object }',
    'by: [anybody]\n      label: { zh: 提出异议, en: Object }',
    /open\.by\.0/,
  ],
])('a broken copy is refused with file, line and field: %s', (_name, part, by, message) => {
  expect(said(part, by)).toMatch(message);
});

test('a clock that clocks.yaml lacks is refused where it is started', () => {
  const clocks = join(fifth.folder, 'qinghe/clocks.yaml');
  const text = readFileSync(clocks, 'utf8');
  writeFileSync(clocks, text.replace('  notice:', '  notices:'));
  expect(() => readRuleSets([fifth.folder])).toThrow(
    /procedures\.yaml:\d+:\d+ procedures\.notice\.transitions\.0\.clocks\.0\.start: .*unknown clock notice/,
  );
  writeFileSync(clocks, text);
});
