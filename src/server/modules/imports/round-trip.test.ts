import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommand } from '../../commands.ts';
import { type TestApp, startTestApp } from '../../testing/app.ts';
import { addHouse, type House, operatorOf, publish } from '../../testing/catalogue-desk.ts';
import {
  addCurator,
  addPlatform,
  briefly,
  type Caller,
  faultsOf,
  importFile,
  nobody,
} from '../../testing/import-desk.ts';
import { SHARED_DATA } from '../../testing/shared-data.ts';
import { cellsOf } from '../../testing/tables.ts';
import { canLint, lint, lintNote } from '../../testing/xmllint.ts';
import { openArchive, xmlPart } from './archive.ts';

let app: TestApp;
let house: House;
let folder: string;
let twins = 0;

const SPECIMEN = {
  occurrenceID: 'urn:catalog:KY:1',
  catalogNumber: '00012',
  scientificName: 'Camellia sinensis (L.) Kuntze',
  vernacularName: '茶',
  basisOfRecord: 'PreservedSpecimen',
  recordedBy: ['甲; 乙', '丙|丁', '["戊"]'],
  associatedMedia: ['https://example.org/1.jpg', 'https://example.org/a|b.jpg'],
  decimalLatitude: 30.123456789012,
  decimalLongitude: -114.5,
  location_disclosure: 'exact',
  minimumElevationInMeters: -12.5,
  occurrenceRemarks: '=HYPERLINK("http://example.org")\n第二行, “引号”\t制表',
  locality: "'-示范山",
  provider_phone: '+86 20 1234 5678',
  keywords: ['茶树', '@关键词', '+1 a'],
  individualCount: 3,
};
const COARSE = {
  ...SPECIMEN,
  occurrenceID: 'urn:catalog:KY:2',
  catalogNumber: '00013',
  location_disclosure: undefined,
};
const STRAIN = {
  strain_number: 'KY 1',
  scientific_name: 'Bacillus subtilis',
  growth_medium: ['LB、琼脂', 'NA'],
  gmo: false,
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'keyuan-export-'));
  app = await startTestApp();
  house = await addHouse(app, 'HERB');
  const clean = (fields: object): Record<string, unknown> =>
    Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  await publish(house, 'specimen', clean(SPECIMEN));
  await publish(house, 'specimen', clean(COARSE));
  await publish(house, 'strain', STRAIN);
  await publish(house, 'dataset', { title: '示范数据集', description: '一二三' });
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

const records = async (code: string, type: string): Promise<Record<string, unknown>[]> =>
  (
    await app.services.storage.db
      .selectFrom('resource as r')
      .innerJoin('platform as p', 'p.id', 'r.platform_id')
      .select('r.fields')
      .where('p.code', '=', code)
      .where('r.type', '=', type)
      .orderBy('r.local_key')
      .execute()
  ).map(({ fields }) => fields as Record<string, unknown>);

/** Imports a file into a platform of its own. @returns the records of a type there, and the faults */
async function elsewhere(bytes: Buffer, name: string, type: string) {
  const code = `TWIN${++twins}`;
  const curator = await addCurator(app, `twin.${twins}`, await addPlatform(app, code));
  const done = await importFile(curator, name, bytes, { platform: code, type });
  const faults = briefly(await faultsOf(curator, done.id, 'error'));
  return { records: await records(code, type), done, faults };
}
const fileName = (headers: Record<string, unknown>): string =>
  decodeURIComponent(/filename\*=UTF-8''(.*)$/.exec(String(headers['content-disposition']))![1]!);

describe('what is exported comes in again as it was', () => {
  test.each(['csv', 'xlsx', 'jsonl'] as const)('records of a type as %s', async (format) => {
    const url = `/api/work/export?platform=HERB&type=specimen&format=${format}`;
    const { status, bytes, headers } = await house.author.call('GET', url);
    expect(status).toBe(200);
    expect(fileName(headers)).toMatch(new RegExp(`^HERB-生物标本-\\d{4}-\\d\\d-\\d\\d\\.${format}$`));
    const back = await elsewhere(bytes, `回.${format}`, 'specimen');
    expect(back.faults).toEqual([]);
    expect(back.records).toEqual(await records('HERB', 'specimen'));
  });

  test.each(['csv', 'xlsx', 'jsonl'] as const)(
    'of several types as %s: those of the type asked for, the others told',
    async (format) => {
      const { bytes } = await house.author.call('GET', `/api/work/export?platform=HERB&format=${format}`);
      const back = await elsewhere(bytes, `回.${format}`, 'strain');
      expect(back.records).toEqual(await records('HERB', 'strain'));
      expect(new Set(back.faults.map((fault) => fault.split(' ').at(-1)))).toEqual(new Set(['import.other_type']));
      expect(back.done).toMatchObject({ created: 1, refused: 3 });
    },
  );

  test('a platform as a Darwin Core Archive', async () => {
    const { status, bytes, headers } = await house.author.call('GET', '/api/portal/platforms/HERB/archive');
    expect([status, headers['content-type']]).toEqual([200, 'application/zip']);
    expect(fileName(headers)).toMatch(/^HERB-达尔文核心档案-.*\.zip$/);
    const specimens = await elsewhere(bytes, '档案.zip', 'specimen');
    expect(specimens.records).toEqual(await records('HERB', 'specimen'));
    expect(new Set(specimens.faults)).toEqual(new Set(['4 - import.other_type']));
    const strains = await elsewhere(bytes, '档案.zip', 'strain');
    expect(strains.records).toEqual(await records('HERB', 'strain'));
  });
});

test('formulas are texts in CSV, telephone and negative numbers stay readable', async () => {
  const { bytes, headers } = await house.author.call('GET', '/api/work/export?platform=HERB&type=specimen');
  expect(headers['content-type']).toBe('text/csv; charset=utf-8');
  const [head, first] = await cellsOf('csv', bytes);
  const cell = (name: string): string => first![head!.indexOf(name)]!;
  expect(cell('occurrenceRemarks')).toMatch(/^'=HYPERLINK/);
  expect(cell('locality')).toBe("''-示范山");
  expect([cell('minimumElevationInMeters'), cell('decimalLongitude')]).toEqual(['-12.5', '-114.5']);
  expect(cell('catalogNumber')).toBe('00012');
});

describe('the public search as a file', () => {
  const coordinates = (body: Buffer): Record<string, unknown>[] =>
    body
      .toString()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .toSorted((a, b) => String(a['catalogNumber']).localeCompare(String(b['catalogNumber'])));

  test('with the filters of the page, masked for who asks', async () => {
    const url = '/api/resources/export?q=Camellia&type=specimen&format=jsonl';
    const open = await nobody(app).call('GET', url);
    expect(fileName(open.headers)).toMatch(/^检索结果-Camellia-.*\.jsonl$/);
    const public_ = coordinates(open.bytes);
    expect(public_.map((row) => [row['catalogNumber'], row['decimalLatitude'], row['keyuan_platform']])).toEqual([
      ['00012', 30.123456789012, 'HERB'],
      ['00013', 30.1, 'HERB'],
    ]);
    const own = coordinates((await house.author.call('GET', url)).bytes);
    expect(own.map((row) => row['decimalLatitude'])).toEqual([30.123456789012, 30.123456789012]);
    const other = await addHouse(app, 'OTHER');
    expect(coordinates((await other.author.call('GET', url)).bytes)[1]!['decimalLatitude']).toBe(30.1);
  });

  test('drafts never; nothing found is an empty table; English has an English name', async () => {
    await house.author.call('POST', '/api/resources', {
      platform: 'HERB',
      type: 'dataset',
      fields: { title: '未发布的数据集' },
    });
    const all = await nobody(app).call('GET', '/api/resources/export?platform=HERB');
    expect(all.bytes.toString()).not.toContain('未发布');
    expect(all.bytes.toString().trim().split('\r\n')).toHaveLength(5);
    const none = await nobody(app).call('GET', '/api/resources/export?q=无此物xyz&lang=en');
    expect([none.status, none.bytes.toString().trim()]).toEqual([
      200,
      '\ufeffkeyuan_id,keyuan_type,keyuan_platform'.trim(),
    ]);
    expect(fileName(none.headers)).toMatch(/^search-无此物xyz-/);
  });

  test('the work list is for its people, and masked for those who only watch over the portal', async () => {
    const url = '/api/work/export?format=jsonl';
    expect((await nobody(app).call('GET', url)).status).toBe(401);
    const stranger: Caller = await addCurator(app, 'stranger', await addPlatform(app, 'STRANGE'));
    expect((await stranger.call('GET', url)).bytes.toString()).toBe('');
    expect((await stranger.call('GET', `${url}&platform=HERB`)).status).toBe(403);
    const watched = await addHouse(app, 'WATCHED', { programme: 'guangzhou' });
    await publish(watched, 'specimen', {
      catalogNumber: 'W 1',
      basisOfRecord: 'PreservedSpecimen',
      scientificName: 'Camellia',
      decimalLatitude: 23.456789,
      decimalLongitude: 113.456789,
      exception_kind: undefined,
    });
    const operator = await operatorOf(app, 'guangzhou');
    const [seen] = coordinates((await operator.call('GET', `${url}&platform=WATCHED`)).bytes);
    expect(seen!['decimalLatitude']).toBe(23.5);
  });
});

describe('the archive of a platform', () => {
  test('for the public: coordinates are coarse, drafts and other types stay out', async () => {
    const { bytes } = await nobody(app).call('GET', '/api/portal/platforms/HERB/archive');
    const back = await elsewhere(bytes, '公开.zip', 'specimen');
    expect(back.records.map((fields) => fields['decimalLatitude'])).toEqual([30.123456789012, 30.1]);
    expect(back.done.rows_done).toBe(3);
  });

  test('none where nothing fits, or there is no such platform', async () => {
    const codes = [];
    for (const code of ['STRANGE', 'NOWHERE']) {
      const { status, body } = await nobody(app).call<{ code: string }>('GET', `/api/portal/platforms/${code}/archive`);
      codes.push([status, body.code]);
    }
    expect(codes).toEqual([
      [404, 'catalogue.no_archive'],
      [404, 'catalogue.platform_unknown'],
    ]);
  });

  const EML = '03-dwca/rs.gbif.org/schema/eml-2.1.1/eml.xsd';
  test.skipIf(!canLint(EML))(`eml.xml is valid EML 2.1.1${lintNote(EML)}`, async () => {
    const path = join(folder, 'a.zip');
    await run('export', '--platform', 'HERB', '--format', 'dwca', 'a.zip');
    const archive = await openArchive(path, 'zip');
    process.env['XML_CATALOG_FILES'] = join(SHARED_DATA, '03-dwca/rs.gbif.org/catalog.xml');
    expect(lint(await xmlPart(archive, 'eml.xml'), EML)).toBe('');
    delete process.env['XML_CATALOG_FILES'];
    expect(lint(await xmlPart(archive, 'meta.xml'))).toBe('');
  });
});

async function run(...argv: string[]): Promise<[number, string]> {
  let said = '';
  const output = { out: (text: string) => void (said += text), err: (text: string) => void (said += text) };
  return [await runCommand(app, { argv, cwd: folder }, output, new AbortController().signal), said];
}

test('the command writes every format, and text to the screen', async () => {
  for (const [argv, file] of [
    [['--platform', 'HERB', '--type', 'specimen', '--format', 'xlsx'], 'a.xlsx'],
    [['--query', 'Camellia', '--format', 'jsonl'], 'a.jsonl'],
    [['--platform', 'HERB', '--format', 'dwca'], 'b.zip'],
  ] as const) {
    expect([file, (await run('export', ...argv, file))[0]]).toEqual([file, 0]);
    expect(readFileSync(join(folder, file)).length).toBeGreaterThan(100);
  }
  const [code, said] = await run('export', '--platform', 'HERB', '--type', 'strain');
  expect([code, said]).toEqual([0, expect.stringContaining('Bacillus subtilis')]);
  for (const argv of [
    ['--platform', 'HERB', '--format', 'xlsx'],
    ['--format', 'pdf', 'x'],
    ['--platform', 'HERB', '--format', 'dwca', '--type', 'strain', 'x.zip'],
  ])
    expect(await run('export', ...argv)).toEqual([1, expect.stringContaining('用法 Usage')]);
});
