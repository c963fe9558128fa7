import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { z } from 'zod';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { resourceView } from '../../../shared/catalogue/schemas.ts';
import type { TypeView } from '../../../shared/catalogue/type-view.ts';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { act, addHouse, draft, find, type House } from '../../testing/catalogue-desk.ts';
import { briefly, csvOf, faultsOf, importFile, nobody } from '../../testing/import-desk.ts';

/** A type that nobody's code knows, in a folder outside the repository. */
const KILN = `id: kiln_sherd
label: { zh: 窑址瓷片, en: Kiln sherd }
about: { zh: 古窑址出土瓷片标本。, en: Sherds from old kilns. }
standard: { name: 示范瓷片描述规范, edition: '1' }
include: [core, place, physical]
key: [[sherd_number]]
content_key: [sherd_name, kiln, glaze]
title: ['{sherd_name}（{sherd_number}）', '{sherd_name}']
title_en: ['{sherd_number}']
cstr: { code: '09', verified: false }
datacite_type: PhysicalObject
gbt7714_mark: Z
year_from: [found_year]
checks: ['in_order(low, high)']
groups:
  - { id: sherd, label: { zh: 瓷片, en: Sherd } }
code_lists:
  glaze:
    - { value: celadon, zh: 青釉, en: Celadon, aliases: [青瓷] }
    - { value: white, zh: 白釉, en: White }
  physical_state: [{ value: 1, zh: 完整, en: Intact }]
  kept_as: [{ value: 1, zh: 标本, en: Specimen }]
fields:
  - { id: sherd_number, group: sherd, label: { zh: 瓷片号, en: Sherd number }, kind: text, minimum: true, search: code, map: { dwc: catalogNumber } }
  - { id: sherd_name, group: sherd, label: { zh: 瓷片名称, en: Name of the sherd }, kind: text, search: name }
  - { id: kiln, group: sherd, label: { zh: 窑口, en: Kiln }, kind: text, facet: true, search: text, aliases: [出土窑址], map: { datacite: subject } }
  - { id: glaze, group: sherd, label: { zh: 釉色, en: Glaze }, kind: code, codes: glaze, facet: true }
  - { id: low, group: sherd, label: { zh: 最小厚度, en: Least thickness }, kind: decimal, unit: mm, search: none }
  - { id: high, group: sherd, label: { zh: 最大厚度, en: Greatest thickness }, kind: decimal, unit: mm, search: none }
  - { id: found_year, group: sherd, label: { zh: 出土年份, en: Found in }, kind: partial_date, search: none }
  - { id: store, group: sherd, label: { zh: 库房, en: Store room }, kind: text, mask: { how: hide, why: { zh: 内部信息, en: Internal } } }
  - { id: owner_name, group: sherd, label: { zh: 捐赠人姓名, en: Name of the donor }, kind: text, forbidden: { zh: 不收个人信息, en: Nothing personal } }
`;

let folder: string;
let app: TestApp;
let house: House;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'keyuan-own-type-'));
  writeFileSync(join(folder, 'kiln_sherd.yaml'), KILN);
  app = await startTestApp({ KEYUAN_TYPES: folder });
  house = await addHouse(app, 'KILN', { programme: 'hunan' });
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

const types = async (query: string): Promise<string> => (await nobody(app).call('GET', query)).bytes.toString('utf8');

test('the form has its fields, groups and codes; the template asks for all but what is refused', async () => {
  const form = (await house.author.call<TypeView>('GET', '/api/resource-types/kiln_sherd')).body;
  expect(form.groups.map(({ id }) => id)).toContain('sherd');
  expect(form.code_lists['glaze']!.map(({ zh }) => zh)).toEqual(['青釉', '白釉']);
  const template = (
    await house.author.call('GET', '/api/resource-types/kiln_sherd/template?format=csv')
  ).bytes.toString('utf8');
  expect(template).toContain('瓷片号');
  expect(template).not.toContain('捐赠人姓名');
  expect(await types('/api/resource-types')).toContain('窑址瓷片');
});

test('typed in, checked by its own rules', async () => {
  const wrong = await draft(house, 'kiln_sherd', {
    sherd_number: 'K0',
    sherd_name: '残片',
    glaze: '粉彩',
    owner_name: '张三',
  });
  expect(wrong.body.errors!.map(({ path, code }) => [path, code])).toEqual([
    ['body.fields.glaze', 'record.code_unlisted'],
    ['body.fields.owner_name', 'record.forbidden'],
  ]);
  const right = await draft(house, 'kiln_sherd', {
    sherd_number: 'K1',
    sherd_name: '刻花碗片',
    glaze: '青瓷',
    low: 5,
    high: 3,
    share_scope: 'full',
  });
  expect([right.status, right.body.warnings.map(({ code }) => code)]).toEqual([
    201,
    expect.arrayContaining(['record.in_order_number']),
  ]);
  expect((await act(house.author, right.body.id, 'publish')).status).toBe(200);
});

test('imported from a file by headings, found, faceted, shown with masks, and exported', async () => {
  const rows = [
    [
      '瓷片号',
      '瓷片名称',
      '出土窑址',
      '釉色',
      '出土年份',
      '纬度',
      '经度',
      '库房',
      '共享范围',
      '捐赠人姓名',
      '来源资源',
      '说明文献',
    ],
    [
      'K2',
      '印花盘片',
      '长沙窑',
      'Celadon',
      '1983',
      '28.2345',
      '112.8123',
      'B-7',
      '完全共享',
      '',
      'KILN/kiln_sherd/K1',
      '10.12345/kiln.1',
    ],
    ['K3', '执壶残件', '长沙窑', '彩', '1999', '', '', '', '完全共享', '', '', ''],
    ['K4', '瓷枕残件', '长沙窑', '白釉', '2001', '', '', '', '完全共享', '李四', '', ''],
  ];
  const order = { platform: 'KILN', type: 'kiln_sherd', dry_run: false, state: 'published' as const };
  const done = await importFile(house.author, 'sherds.csv', csvOf(rows), order);
  expect(done).toMatchObject({ created: 1, refused: 2 });
  expect(briefly(await faultsOf(house.author, done.id, 'error'))).toEqual([
    '3 glaze record.code_unlisted',
    '4 owner_name record.forbidden',
  ]);

  const found = await find(app, `q=${encodeURIComponent('印花盘片')}`);
  expect(found.items.map(({ title }) => title)).toEqual(['印花盘片（K2）']);
  expect(found.facets['type']).toEqual([{ value: 'kiln_sherd', label: '窑址瓷片', count: 1 }]);
  expect(found.facets['year']!.map(({ value }) => value)).toEqual(['1983']);

  const { id } = found.items[0]!;
  const page = (await nobody(app).call<z.output<typeof resourceView>>('GET', `/api/resources/${id}`)).body;
  const shown = Object.fromEntries(page.groups.flatMap(({ fields }) => fields).map((f) => [f.id, f]));
  expect(shown['glaze']!.values).toEqual(['青釉']);
  expect(shown['latitude']).toMatchObject({
    values: [expect.stringContaining('28.2')],
    masked: expect.stringContaining('概略'),
  });
  expect(shown['store']).toMatchObject({ values: [], masked: '内部信息' });
  expect(page.relations).toMatchObject([
    { relation: 'IsDerivedFrom', resource: { title: '刻花碗片（K1）' } },
    { relation: 'IsDocumentedBy', url: 'https://doi.org/10.12345/kiln.1' },
  ]);
  expect(page.citations[0]!.text).toContain('印花盘片（K2）[Z/OL]');

  const csv = (await house.author.call('GET', '/api/work/export?platform=KILN&type=kiln_sherd')).bytes.toString('utf8');
  expect(csv.split('\r\n')[0]).toContain('sherd_number');
  expect(csv).not.toContain('owner_name');
  expect(csv).toContain('K2,印花盘片,长沙窑,celadon');
  const oai = await types('/oai?verb=ListRecords&metadataPrefix=datacite&set=type:kiln_sherd');
  expect(oai).toContain('印花盘片（K2）');
  expect(oai).toContain('长沙窑');
  expect(oai).toContain('relationType="IsDocumentedBy">10.12345/kiln.1<');
  for (const hidden of ['B-7', '28.2345', '李四']) expect(page && JSON.stringify(page) + oai).not.toContain(hidden);
});
