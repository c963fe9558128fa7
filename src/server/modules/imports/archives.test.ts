import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestApp, startTestApp } from '../../testing/app.ts';
import { dwcaEntries, DWC, packed, tarGzOf, type TestPart, zipOf } from '../../testing/archives.ts';
import {
  addCurator,
  addPlatform,
  briefly,
  type Caller,
  faultsOf,
  importFile,
  type ImportView,
  type Preview,
} from '../../testing/import-desk.ts';
import { SHARED_DATA, skipNote } from '../../testing/shared-data.ts';

let app: TestApp;
let curator: Caller;

beforeAll(async () => {
  app = await startTestApp();
  curator = await addCurator(app, 'curator', await addPlatform(app, 'HERB'));
});
afterAll(() => app.close());

const order = { platform: 'HERB', type: 'specimen' };
const GBIF = 'http://rs.gbif.org/terms/1.0/';

const preview = async (name: string, bytes: Buffer, type = 'specimen') => {
  const file = await curator.upload(name, bytes);
  return curator.call<Preview & { code: string; title: string }>('POST', '/api/imports/preview', {
    file,
    platform: 'HERB',
    type,
  });
};
const fieldsOf = async (key: string): Promise<Record<string, unknown>> =>
  (
    await app.services.storage.db
      .selectFrom('resource')
      .select('fields')
      .where('local_key', '=', key)
      .executeTakeFirstOrThrow()
  ).fields as Record<string, unknown>;
const codes = ({ notes }: ImportView): string[] => notes.map(({ code }) => code);

const CORE: TestPart = {
  rowType: `${DWC}Occurrence`,
  file: 'occurrence.txt',
  terms: [
    `${DWC}catalogNumber`,
    `${DWC}scientificName`,
    [`${DWC}basisOfRecord`, 'PreservedSpecimen'],
    `${DWC}locality`,
  ],
  rows: [
    ['a-1', 'KY 0001', 'Camellia sinensis', '', '示范山'],
    ['a-2', 'KY 0002', 'Ginkgo biloba', 'LivingSpecimen', ''],
    ['a-3', 'KY 0003', 'Metasequoia glyptostroboides', '', '"引号" 谷'],
  ],
};
const EML = `<?xml version="1.0" encoding="UTF-8"?><eml:eml xmlns:eml="eml://ecoinformatics.org/eml-2.1.1"><dataset><title>示范植物标本</title><creator><organizationName>示范标本馆</organizationName></creator><pubDate>2026-05-01</pubDate><intellectualRights><para>CC BY 4.0</para></intellectualRights></dataset></eml:eml>`;

describe('a Darwin Core Archive', () => {
  const extensions: TestPart[] = [
    {
      rowType: `${GBIF}VernacularName`,
      file: 'vernacular.txt',
      terms: [`${DWC}vernacularName`, 'http://purl.org/dc/terms/language'],
      rows: [
        ['a-2', '银杏', 'zh'],
        ['a-1', '茶', 'zh'],
        ['a-2', 'ginkgo', 'en'],
        ['nobody', '无主', 'zh'],
      ],
    },
    {
      rowType: `${GBIF}Multimedia`,
      file: 'media/multimedia.txt',
      terms: ['http://purl.org/dc/terms/title', 'http://purl.org/dc/terms/identifier'],
      rows: [
        ['a-1', '标本照片', 'https://example.org/1.jpg'],
        ['a-1', '叶', 'https://example.org/2.jpg'],
      ],
    },
    {
      rowType: `${DWC}MeasurementOrFact`,
      file: 'facts.txt',
      terms: [`${DWC}measurementType`, `${DWC}measurementValue`],
      rows: [['a-1', '叶长', '7']],
    },
  ];
  const entries = dwcaEntries([CORE, ...extensions], [{ name: 'eml.xml', content: EML }]);

  test('preview: the data set, its tables, and where their columns go', async () => {
    const { status, body } = await preview('植物.zip', zipOf(entries));
    expect(status).toBe(200);
    expect(body).toMatchObject({ format: 'dwca', encoding: 'utf-8', problem: null });
    expect(body.archive?.dataset).toMatchObject({
      title: '示范植物标本',
      creators: '示范标本馆',
      licence: 'CC BY 4.0',
    });
    expect(body.archive?.tables.map(({ name, rows, role }) => [name, rows, role])).toEqual([
      ['Occurrence', 3, 'records'],
      ['VernacularName', 4, 'joined'],
      ['Multimedia', 2, 'joined'],
      ['MeasurementOrFact', 1, 'aside'],
    ]);
    expect(body.mapping).toMatchObject({
      catalogNumber: 'catalogNumber',
      'occurrenceID [id]': 'occurrenceID',
      'vernacularName [VernacularName/vernacularName]': 'vernacularName',
      'VernacularName/language': null,
      'associatedMedia [Multimedia/identifier]': 'associatedMedia',
      'Multimedia/title': null,
    });
    expect(body.rows.map(({ row }) => row)).toEqual([2, 3, 4]);
  });

  test.each([
    ['zip', zipOf(entries)],
    ['zip with all in one folder', zipOf(entries.map((entry) => ({ ...entry, name: `archive/${entry.name}` })))],
    ['tar.gz', tarGzOf(entries.map((entry) => ({ ...entry, name: `./${entry.name}` })))],
  ])('%s: rows are joined, defaults filled, and what has no place is told', async (kind, bytes) => {
    const done = await importFile(curator, `植物.${kind}`, bytes, { ...order, state: 'published' });
    expect(done).toMatchObject({ state: 'done', format: 'dwca', rows_done: 3, refused: 0 });
    expect(done.created + done.unchanged).toBe(3);
    expect(await fieldsOf('a-1')).toMatchObject({
      catalogNumber: 'KY 0001',
      basisOfRecord: 'PreservedSpecimen',
      vernacularName: '茶',
      associatedMedia: ['https://example.org/1.jpg', 'https://example.org/2.jpg'],
    });
    expect(await fieldsOf('a-2')).toMatchObject({ basisOfRecord: 'LivingSpecimen', vernacularName: '银杏' });
    expect(await fieldsOf('a-3')).toMatchObject({ locality: '"引号" 谷' });
    expect(codes(done)).toEqual(['note.columns_aside', 'note.dataset', 'note.extension_aside', 'note.rows_unjoined']);
    expect(briefly(await faultsOf(curator, done.id))).toContain('3 vernacularName import.several_cut');
  });

  test('occurrences of an event core are the records, with what their events tell', async () => {
    const event: TestPart = {
      rowType: `${DWC}Event`,
      file: 'event.txt',
      terms: [`${DWC}eventDate`, `${DWC}locality`, `${DWC}samplingProtocol`],
      rows: [['e-1', '2025-06-01', '示范湖', '灯诱']],
    };
    const occurrence: TestPart = {
      rowType: `${DWC}Occurrence`,
      file: 'occurrence.txt',
      terms: [`${DWC}occurrenceID`, `${DWC}scientificName`, `${DWC}basisOfRecord`],
      rows: [
        ['e-1', 'o-1', 'Apis cerana', 'PreservedSpecimen'],
        ['e-1', 'o-2', 'Bombus terrestris', 'PreservedSpecimen'],
      ],
    };
    const done = await importFile(curator, '事件.zip', zipOf(dwcaEntries([event, occurrence])), order);
    expect(done).toMatchObject({ rows_done: 2, created: 2, refused: 0 });
    expect(await fieldsOf('o-2')).toMatchObject({
      eventDate: '2025-06-01',
      locality: '示范湖',
      samplingProtocol: '灯诱',
    });
  });

  test('germplasm terms go to the fields of the type', async () => {
    const core: TestPart = {
      rowType: `${DWC}Occurrence`,
      file: 'core.txt',
      terms: [`${DWC}institutionCode`, `${DWC}catalogNumber`, `${DWC}genus`, `${DWC}specificEpithet`],
      rows: [['1', 'CHN001', 'ZDM00001', 'Oryza', 'sativa']],
    };
    const germplasm: TestPart = {
      rowType: 'http://purl.org/germplasm/germplasmTerm#GermplasmAccession',
      file: 'germplasm.txt',
      terms: ['biologicalStatus', 'ancestralData', 'acquisitionDate'].map(
        (term) => `http://purl.org/germplasm/germplasmTerm#${term}`,
      ),
      rows: [['1', '300', '示范系谱', '19980000']],
    };
    const done = await importFile(curator, '种质.zip', zipOf(dwcaEntries([core, germplasm])), {
      ...order,
      type: 'germplasm_crop',
    });
    expect(done).toMatchObject({ created: 1, refused: 0 });
    const [record] = await app.services.storage.db
      .selectFrom('resource')
      .select('fields')
      .where('type', '=', 'germplasm_crop')
      .execute();
    expect(record!.fields).toMatchObject({
      ACCENUMB: 'ZDM00001',
      SAMPSTAT: '300',
      ANCEST: '示范系谱',
      ACQDATE: '1998----',
    });
  });

  test.each([
    ['GB18030 that is declared UTF-8', 'gb18030' as const],
    ['UTF-16', 'utf-16le' as const],
  ])('%s is detected', async (_, encoding) => {
    const sample = '茶树标本采集于示范省示范县示范村的山坡林下';
    const core = { ...CORE, rows: [['u-1', 'KY 9', 'Camellia sinensis', '', sample]], encoding: encoder(encoding) };
    const { body } = await preview('编码.zip', zipOf(dwcaEntries([core])));
    expect(body.encoding).toBe(encoding);
    expect(body.rows[0]!.cells).toContain(sample);
  });

  test('refused rows come back as a table that can be imported again', async () => {
    const core = { ...CORE, rows: [...CORE.rows, ['a-9', 'KY 0009', 'Camellia japonica', '乱填', '']] };
    const archive = zipOf(dwcaEntries([core, ...extensions]));
    const done = await importFile(curator, '有错.zip', archive, order);
    expect(done).toMatchObject({ refused: 1 });
    const refused = await curator.call('GET', `/api/imports/${done.id}/refused`);
    expect(refused.headers['content-type']).toContain('text/csv');
    const again = await importFile(
      curator,
      '更正.csv',
      refused.bytes.toString().replaceAll('乱填', 'PreservedSpecimen'),
      order,
    );
    expect(briefly(await faultsOf(curator, again.id, 'error'))).toEqual([]);
    expect(again).toMatchObject({ created: 1, refused: 0 });
    expect(await fieldsOf('a-9')).toMatchObject({ basisOfRecord: 'PreservedSpecimen' });
  });
});

const encoder = (encoding: 'gb18030' | 'utf-16le') => (text: string) => {
  if (encoding === 'utf-16le') return Buffer.from(`\ufeff${text}`, 'utf16le');
  return gb18030(text);
};

/** The bytes of a text in GB18030, found by decoding all pairs: Node decodes it but does not encode. */
function gb18030(text: string): Buffer {
  const decoder = new TextDecoder('gb18030');
  const bytes = new Map<string, Buffer>();
  for (let lead = 0x81; lead <= 0xfe; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const pair = Buffer.from([lead, trail]);
      bytes.set(decoder.decode(pair), pair);
    }
  return Buffer.concat([...text].map((char) => (char < '\x80' ? Buffer.from(char) : bytes.get(char)!)));
}

const FOLDER = join(SHARED_DATA, '03-dwca', 'python-dwca-reader');
const ORACLE = join(FOLDER, 'ORACLE.tsv');
const verdicts = existsSync(ORACLE)
  ? readFileSync(ORACLE, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split('\t'))
  : [];

describe.skipIf(verdicts.length === 0)(`archives of other programs${skipNote(ORACLE)}`, () => {
  test.each(verdicts)('%s: %s', async (...line) => {
    const [path, verdict, core, rows, extensions, firstId] = line;
    const name = path!.split('/').at(-1)!;
    const { status, body } = await preview(name, packed(join(FOLDER, name)));
    if (verdict === 'REFUSED') {
      expect([status, body.code]).toEqual([422, expect.stringContaining('imports.archive_')]);
      return;
    }
    expect([status, body.title]).toEqual([200, undefined]);
    const [records, ...others] = body.archive!.tables;
    expect([records!.name, records!.rows]).toEqual([core === '(no meta.xml)' ? '' : core, Number(rows)]);
    const found = others.map((table) => `${table.name}=${table.rows}`).sort();
    expect(found.join(',')).toBe(extensions);
    expect(body.rows).toHaveLength(Math.min(20, Number(rows)));
    const id = body.headings.findIndex((heading) => /\[id\]$|^(core )?id$|^occurrenceID$|^gbifID$/.test(heading));
    if (core !== '(no meta.xml)') expect(body.rows[0]!.cells[id] ?? '').toBe(firstId);
  });

  test('the 158 records of a portal’s answer go in, but for one that is wrong in itself', async () => {
    const done = await importFile(curator, 'gbif.zip', packed(join(FOLDER, 'gbif-results.zip')), order);
    expect(done).toMatchObject({ state: 'done', rows_done: 158 });
    expect([done.created, briefly(await faultsOf(curator, done.id, 'error'))]).toEqual([
      157,
      ['155 dateIdentified record.date_form', '155 day record.out_of_range'],
    ]);
  });
});
