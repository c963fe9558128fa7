import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { readRuleSets } from '../policy/index.ts';

const CRITERIA = `
figures:
  wells: { kind: integer, label: { zh: 观测井, en: Observation wells }, unit: { zh: 口, en: wells } }
criteria:
  HN-8.1.1:
    cite: { article: 第八条, clause: HN-8.1.1 }
    value:
      label: { zh: 专职人员不少于五分之二, en: At least two fifths full-time }
      test: { is: share, part: staff_full_time, whole: staff_all, percent: 40 }
  HN-8.1.2:
    cite: { article: 第八条, clause: HN-8.1.2 }
    value:
      label: { zh: 观测井不少于12口，或体量较大, en: Twelve wells or a large volume }
      test:
        is: any
        tests:
          - { is: at_least, of: wells, min: 12, label: { zh: 观测井, en: Wells } }
          - { is: stated, of: [volume_stated], judged: true, label: { zh: 体量, en: Volume } }
classes:
  - value:
      code: water
      name: { zh: 水文观测类, en: Hydrological observation }
      criteria: [HN-8.1.1, HN-8.1.2]
    cite: { article: 第八条, clause: HN-8.1.0 }
`.replace('whole: staff_all', 'whole: staff');
const OWN = `  staff: { kind: integer, label: { zh: 全部人员, en: All staff }, unit: { zh: 人, en: persons } }\n`;
const NAMING = `
zh: [{ value: { pattern: '云泽{field}资源站' }, cite: { article: 第九条, clause: HN-9a } }]
prefixes: { value: { any: [云泽], without: refused }, cite: { article: 第九条, clause: HN-9a } }
open: { value: false, cite: { article: 第九条, clause: HN-9a } }
unique: { value: true, cite: { article: 第九条, clause: HN-9a } }
`;

/** A made-up jurisdiction in a folder of its own; it borrows instrument and list of articles. */
function folderWith(criteria: string): string {
  const parent = mkdtempSync(join(tmpdir(), 'keyuan-fifth-'));
  const folder = join(parent, 'yunze');
  mkdirSync(folder);
  for (const theme of ['instrument', 'articles', 'catalogue']) {
    cpSync(`policies/hunan/${theme}.yaml`, join(folder, `${theme}.yaml`));
    const text = readFileSync(join(folder, `${theme}.yaml`), 'utf8');
    writeFileSync(join(folder, `${theme}.yaml`), text.replace(/^id: hunan$/m, 'id: yunze'));
  }
  writeFileSync(join(folder, 'criteria.yaml'), criteria.trimStart());
  writeFileSync(join(folder, 'naming.yaml'), NAMING.trimStart());
  return parent;
}

const good = CRITERIA.replace('criteria:\n', `${OWN}criteria:\n`);
let folder: string;
let app: TestApp;
beforeAll(async () => {
  folder = folderWith(good);
  app = await startTestApp({ KEYUAN_POLICIES: folder });
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

const ask = async (path: string, payload: Record<string, unknown>) =>
  (await app.http.inject({ method: 'POST', url: `/api${path}`, payload })).json<Record<string, unknown>>();

test('a fifth jurisdiction outside the program is self-checked and named without a line of code', async () => {
  const figures = { staff_full_time: 4, staff: 10, wells: 11, volume_stated: true };
  expect(await ask('/eligibility', { programme: 'yunze', class: 'water', figures })).toMatchObject({
    result: 'judgement',
    criteria: [
      { clause: 'HN-8.1.1', result: 'met', value: 40 },
      { clause: 'HN-8.1.2', result: 'judgement', children: [{ result: 'not_met', gap: 1 }, { result: 'judgement' }] },
    ],
  });
  expect(
    await ask('/eligibility', {
      programme: 'yunze',
      class: 'water',
      figures: { ...figures, staff_full_time: 3, volume_stated: false },
    }),
  ).toMatchObject({ result: 'not_met', criteria: [{ result: 'not_met', gap: 1 }, { result: 'not_met' }] });
  const { items } = (await ask('/eligibility/everywhere', { figures })) as { items: { class: string }[] };
  expect(items.map((item) => item.class)).toContain('water');
  expect(items[0]).toMatchObject({ programme: 'yunze', class: 'water', result: 'judgement' });
  expect(await ask('/names/check', { programme: 'yunze', zh: '云泽湿地资源站' })).toMatchObject({ result: 'accepted' });
  expect(await ask('/names/check', { programme: 'yunze', zh: '云泽湿地观测站' })).toMatchObject({ result: 'refused' });
});

test.each([
  ['a figure nobody knows', ['of: wells', 'of: ponds'], /criteria\.yaml:\d+:\d+ criteria\.HN-8\.1\.2.*no figure ponds/],
  ['a unit that does not fit', ['min: 12,', 'min: 12, unit: TB,'], /HN-8\.1\.2.*the unit does not fit/],
  ['the wrong kind of figure', ['of: [volume_stated]', 'of: [wells]'], /HN-8\.1\.2.*wrong kind/],
  ['an unknown test', ['is: share', 'is: roughly'], /criteria\.yaml:\d+:\d+ criteria\.HN-8\.1\.1\.value\.test\.is/],
  ['an unknown field', ['percent: 40', 'percent: 40, about: true'], /criteria\.HN-8\.1\.1.*about/],
  ['a missing citation', ['    cite: { article: 第八条, clause: HN-8.1.1 }\n', ''], /criteria\.HN-8\.1\.1\.cite/],
  [
    'a missing label',
    ['      label: { zh: 专职人员不少于五分之二, en: At least two fifths full-time }\n', ''],
    /criteria\.HN-8\.1\.1\.value\.label/,
  ],
  ['a criterion nobody wrote', ['[HN-8.1.1, HN-8.1.2]', '[HN-8.1.1, HN-8.1.9]'], /classes\.0.*no criterion HN-8\.1\.9/],
  ['one criterion twice', ['  HN-8.1.2:', '  HN-8.1.1:'], /criteria\.yaml:\d+/],
  [
    'a text in one language',
    ['zh: 水文观测类, en: Hydrological observation', 'zh: 水文观测类'],
    /classes\.0\.value\.name\.en/,
  ],
] as const)('a broken copy with %s fails with file, line and field', (_, [from, to], message) => {
  const broken = good.replace(from, to);
  expect(broken).not.toBe(good);
  const parent = folderWith(broken);
  try {
    expect(() => readRuleSets([parent])).toThrow(message);
  } finally {
    rmSync(parent, { recursive: true });
  }
});
