import type { z } from 'zod';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { resourceView } from '../../../shared/catalogue/schemas.ts';
import type { ProblemBody } from '../../../shared/problems.ts';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { act, addHouse, type Copy, draft, type House, operatorOf, publish } from '../../testing/catalogue-desk.ts';
import { importFile, nobody } from '../../testing/import-desk.ts';

type View = z.output<typeof resourceView>;

let app: TestApp;
let house: House;
let other: House;
beforeAll(async () => {
  app = await startTestApp();
  house = await addHouse(app, 'REL-HUBEI', { programme: 'hubei' });
  other = await addHouse(app, 'REL-NATION', { programme: 'national' });
});
afterAll(() => app.close());

const read = async (id: string, query = ''): Promise<View> =>
  (await nobody(app).call<View>('GET', `/api/resources/${id}${query}`)).body;
const strain = (strain_number: string, share_scope: string, more: Record<string, unknown> = {}) => ({
  strain_number,
  scientific_name: 'Bacillus subtilis',
  share_scope,
  ...more,
});
const product = (title: string, derived_from: string[], share_scope = 'full') => ({ title, derived_from, share_scope });
const codes = ({ errors = [] }: ProblemBody): string[] => errors.map(({ path, code }) => `${path} ${code}`);

/** Saves a change of a record. */
async function change(by: House, id: string, fields: Record<string, unknown>) {
  const { body } = await by.author.call<Copy>('GET', `/api/work/resources/${id}`);
  return by.author.call<Copy & ProblemBody>('PUT', `/api/resources/${id}`, {
    revision: body.revision,
    fields: { ...body.fields, ...fields },
    note: '',
  });
}

test('NAT-22.3 a product of an open and a restricted source is refused as open, with the article, and taken on conditions', async () => {
  const open = await publish(other, 'strain', strain('REL 1', 'full'));
  const restricted = await publish(other, 'strain', strain('REL 2', 'conditional'));
  const sources = [`resources/${open}`, `REL-NATION/strain/REL 2`];
  const refused = await draft(other, 'dataset', product('枯草芽孢杆菌基因组图谱', sources));
  expect([refused.status, codes(refused.body)]).toEqual([422, ['body.fields.derived_from write.wider_than_source']]);
  expect(refused.body.cite).toMatchObject({
    policy: 'national',
    article: '第二十二条',
    clause: 'NAT-22.3',
    basis: 'house',
  });
  expect(refused.body.errors![0]!.message).toContain('有条件共享');
  const id = await publish(other, 'dataset', product('枯草芽孢杆菌基因组图谱', sources, 'conditional'));
  const loosened = await change(other, id, { share_scope: 'full' });
  expect([loosened.status, codes(loosened.body)]).toEqual([422, ['body.fields.derived_from write.wider_than_source']]);

  const shown = (await read(id)).relations;
  expect(shown.map(({ relation, outward, resource }) => [relation, outward, resource?.id])).toEqual([
    ['IsDerivedFrom', true, open],
    ['IsDerivedFrom', true, restricted],
  ]);
  const back = (await read(restricted)).relations;
  expect(back).toMatchObject([{ relation: 'IsSourceOf', outward: false, resource: { id, state: 'published' } }]);
  expect((await read(restricted, '?lang=en')).relations[0]!.label).toBe('Made from this');
});

test('GZ-17 the same for a library of Guangzhou, by its own article', async () => {
  const guangzhou = await addHouse(app, 'REL-GZ', { programme: 'guangzhou' });
  await publish(guangzhou, 'strain', strain('G 1', 'conditional'));
  const refused = await draft(guangzhou, 'dataset', product('虫生真菌图集', ['REL-GZ/strain/G 1']));
  expect(refused.body.cite).toMatchObject({ policy: 'guangzhou', article: '第十七条', clause: 'GZ-17' });
});

test('HB-16.3 when a source is withdrawn its product says so', async () => {
  const source = await publish(house, 'strain', strain('S1', 'full'));
  const id = await publish(
    house,
    'dataset',
    product('产品 X', [`http://127.0.0.1:4680/resources/1`, `resources/${source}`]),
  );
  expect((await read(id)).notices.map(({ kind }) => kind)).not.toContain('source_withdrawn');
  const operator = await operatorOf(app, 'hubei');
  expect((await act(operator, source, 'withdraw', '菌株死亡')).status).toBe(200);
  const { notices, relations } = await read(id);
  expect(notices.find(({ kind }) => kind === 'source_withdrawn')).toMatchObject({
    text: expect.stringContaining('来源已撤回'),
    cite: { policy: 'hubei', article: '第十六条' },
  });
  expect(relations.find(({ resource }) => resource?.id === source)?.resource?.note).toBe('已撤回');
});

test('a source that became stricter is told on its product, which cannot be published anew as it is', async () => {
  const source = await publish(house, 'strain', strain('T1', 'full'));
  const waiting = (await draft(house, 'dataset', product('待发布产品', [`resources/${source}`]))).body.id;
  const id = await publish(house, 'dataset', product('已发布产品', [`resources/${source}`]));
  await change(house, source, { share_scope: 'conditional' });
  expect((await act(house.author, source, 'publish')).status).toBe(200);
  expect((await read(id)).notices.map(({ kind }) => kind)).toContain('source_stricter');
  const late = await act(house.author, waiting, 'publish');
  expect([late.status, codes(late.body)]).toEqual([422, ['body.fields.derived_from write.wider_than_source']]);
  const many = await house.author.call<{ done: number; refused: { code: string }[] }>('POST', '/api/work/actions', {
    action: 'publish',
    ids: [waiting],
  });
  expect(many.body).toMatchObject({ done: 0, refused: [{ code: 'write.wider_than_source' }] });
});

test('a CSTR or DOI leads to the record that bears it, whenever it comes; others lead outside; drafts stay unseen', async () => {
  const cited = [
    'CSTR:31253.11.sciencedb.relations1',
    '10.12345/relations.1',
    'https://example.org/x',
    '没有标识的论文',
  ];
  const id = await publish(house, 'dataset', {
    title: '有关联的数据集',
    share_scope: 'full',
    related_resources: cited,
  });
  const seen = async () =>
    (await read(id)).relations.map(({ scheme, url, resource }) => [scheme, url, resource?.title]);
  expect(await seen()).toEqual([
    ['cstr', 'https://cstr.cn/31253.11.sciencedb.relations1', undefined],
    ['doi', 'https://doi.org/10.12345/relations.1', undefined],
    ['url', 'https://example.org/x', undefined],
    ['text', null, undefined],
  ]);
  const late = (
    await draft(house, 'dataset', { title: '后来的数据集', share_scope: 'full', cstr: '31253.11.SCIENCEDB.Relations1' })
  ).body.id;
  expect((await seen())[0]![2]).toBeUndefined();
  await act(house.author, late, 'publish');
  expect((await seen())[0]![2]).toBe('后来的数据集');
  expect((await read(late)).relations).toMatchObject([{ relation: 'IsReferencedBy', resource: { id } }]);
});

test('GZ-A.animal.4c parents of each other, and a record as its own source, are data errors', async () => {
  const animal = (animal_number: string, more = {}) => ({
    animal_number,
    breed: '示范犬',
    species_group: 'dog',
    share_scope: 'full',
    ...more,
  });
  const a = await publish(house, 'animal', animal('A'));
  const b = await publish(house, 'animal', animal('B', { sire: 'REL-HUBEI/animal/A' }));
  const c = await publish(house, 'animal', animal('C', { dam: `resources/${b}` }));
  for (const parent of [`resources/${b}`, 'REL-HUBEI/animal/C', `resources/${a}`, 'REL-HUBEI/animal/A']) {
    const refused = await change(house, a, { dam: parent });
    expect([refused.status, codes(refused.body)], parent).toEqual([422, ['body.fields.dam write.relation_round']]);
  }
  expect((await read(b)).relations.map(({ relation, resource }) => [relation, resource?.id])).toEqual([
    ['HasParent', a],
    ['IsSourceOf', c],
  ]);
});

test('rows of one file see each other: a product wider than a source in the same file, and a ring, are refused alone', async () => {
  const file = [
    '菌株保藏编号,学名,共享范围,来源资源',
    'F1,Bacillus subtilis,有条件共享,',
    'F2,Bacillus subtilis,完全共享,REL-HUBEI/strain/F1',
    'F3,Bacillus subtilis,有条件共享,REL-HUBEI/strain/F1',
    'F4,Bacillus subtilis,完全共享,REL-HUBEI/strain/F5',
    'F5,Bacillus subtilis,完全共享,REL-HUBEI/strain/F4',
  ].join('\r\n');
  const done = await importFile(house.author, 'f.csv', file, {
    platform: 'REL-HUBEI',
    type: 'strain',
    dry_run: false,
    state: 'published',
  });
  expect(done).toMatchObject({ created: 2, refused: 3 });
});
