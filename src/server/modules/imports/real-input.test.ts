import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommand } from '../../commands.ts';
import { type TestApp, startTestApp } from '../../testing/app.ts';
import {
  addCurator,
  addPlatform,
  type Caller,
  csvOf,
  faultsOf,
  importFile,
  type ImportView,
  type Order,
} from '../../testing/import-desk.ts';
import { SHARED_DATA, skipNote } from '../../testing/shared-data.ts';

let app: TestApp;
let curator: Caller;

beforeAll(async () => {
  app = await startTestApp();
  curator = await addCurator(app, 'curator', await addPlatform(app, 'REAL'));
});
afterAll(() => app.close());

const at = (...parts: string[]): string => join(SHARED_DATA, ...parts);
const textRows = (path: string, delimiter: string): string[][] =>
  parse(readFileSync(path), { delimiter, bom: true, relax_column_count: true, quote: delimiter === '\t' ? null : '"' });

/** Brings a file in; every row must be accounted for, in the counts and in the catalogue. */
async function bring(
  name: string,
  bytes: Buffer | string,
  rows: number,
  order: Omit<Order, 'platform'>,
): Promise<ImportView> {
  const { db } = app.services.storage;
  const records = async (): Promise<number> => (await db.selectFrom('resource').select('id').execute()).length;
  const before = await records();
  const done = await importFile(curator, name, bytes, { platform: 'REAL', state: 'published', ...order });
  expect(done).toMatchObject({ state: 'done', failure: null, rows_done: rows });
  expect(done.created + done.updated + done.unchanged + done.refused).toBe(rows);
  expect((await records()) - before).toBe(done.created);
  const reported = await db
    .selectFrom('import_fault')
    .select('row')
    .distinct()
    .where('batch_id', '=', done.id)
    .where('severity', '=', 'error')
    .execute();
  expect(reported).toHaveLength(done.refused);
  return done;
}

describe.skipIf(!existsSync(SHARED_DATA))(`real files${skipNote(SHARED_DATA)}`, () => {
  test('GRIN, MCPD as CSV, by the command line: 1,000 of 1,000; zero coordinates and blank INSTCODE are warnings', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'keyuan-real-'));
    const said: string[] = [];
    const output = { out: (text: string) => void said.push(text), err: (text: string) => void said.push(text) };
    const path = at('01-germplasm', 'grin-arachis-legumes-1000.mcpd.csv');
    const run = (...more: string[]): Promise<number> =>
      runCommand(
        app,
        {
          argv: ['import', '--platform', 'REAL', '--type', 'germplasm_crop', '--state', 'published', ...more, path],
          cwd: folder,
        },
        output,
        new AbortController().signal,
      );
    expect([await run('--dry-run'), said.join('')]).toEqual([0, expect.stringContaining('新增 1000')]);
    said.length = 0;
    expect([await run('--report', 'refused.csv'), said.join('')]).toEqual([
      0,
      expect.stringMatching(/1000 created.* 0 refused/),
    ]);
    expect(existsSync(join(folder, 'refused.csv'))).toBe(false);
    const { items } = (await curator.call<{ items: ImportView[] }>('GET', '/api/imports?limit=1')).body;
    expect(items[0]!.warnings).toBeGreaterThan(0);
    const { summary } = await faultsOf(curator, items[0]!.id, 'warning');
    const codes = summary.map(({ code, field }) => `${code} ${field}`);
    expect(codes).toEqual(
      expect.arrayContaining([expect.stringContaining('record.coordinates_zero'), 'record.wanted INSTCODE']),
    );
    said.length = 0;
    expect([await run(), said.join('')]).toEqual([0, expect.stringMatching(/1000 unchanged/)]);
    await rm(folder, { recursive: true });
  });

  test('IJSEM type strains: at least 990 of 1,000', async () => {
    const path = at('02-microbes', 'ijsem-strains-1000.csv');
    const rows = textRows(path, ',').length - 1;
    const done = await bring('ijsem.csv', await readFile(path), rows, { type: 'strain' });
    expect(rows).toBe(1000);
    expect(done.created).toBeGreaterThanOrEqual(990);
  });

  test('the Germinate workbook: every row of its sheet', async () => {
    const path = at('01-germplasm', 'germinate-mcpd-example.xlsx');
    const bytes = await readFile(path);
    const { sheets } = await readXlsx(bytes);
    const sheet = sheets.find(({ rows }) =>
      rows.some((row) => row.some((cell) => String(cell).trim() === 'ACCENUMB')),
    )!;
    const heading = sheet.rows.findIndex((row) => row.some((cell) => String(cell).trim() === 'ACCENUMB'));
    const filled = sheet.rows
      .slice(heading + 1)
      .filter((row) => row.some((cell) => cell !== null && String(cell).trim() !== '')).length;
    const done = await bring('germinate.xlsx', bytes, filled, { type: 'germplasm_crop' });
    expect(done.created).toBeGreaterThanOrEqual(filled - 10);
  });

  test('data sets of a city with descriptions, and titles alone', async () => {
    for (const [name, least] of [
      ['city-datasets-with-description.tsv', 0.9],
      ['datagovtw-dataset-titles-5000.tsv', 0.9],
    ] as const) {
      const path = at('08-chinese', name);
      const rows = textRows(path, '\t')
        .slice(1)
        .filter((row) => row.some((cell) => cell.trim() !== '')).length;
      const done = await bring(name, await readFile(path), rows, { type: 'dataset' });
      expect(done.created).toBeGreaterThanOrEqual(rows * least);
      // What is refused is refused for one reason: it is there already.
      const { summary } = await faultsOf(curator, done.id, 'error');
      expect(
        summary.map(({ code }) => code).filter((code) => !['write.key_twice', 'write.content_twice'].includes(code)),
      ).toEqual([]);
    }
  });

  test('bilingual sources of data, and papers as literature', async () => {
    interface Source {
      id: string;
      name: { zh?: string; en?: string };
      description: { zh?: string; en?: string };
      website?: string;
      tags?: string[];
    }
    const sources = JSON.parse(readFileSync(at('08-chinese', 'firstdata-sources-400.json'), 'utf8')) as Source[];
    const table = [
      ['dataset_number', 'title', 'title_en', 'description', 'description_en', 'keywords'],
      ...sources.map(({ id, name, description, tags }) => [
        id,
        name.zh ?? '',
        name.en ?? '',
        description.zh ?? '',
        description.en ?? '',
        (tags ?? []).join(';'),
      ]),
    ];
    const done = await bring('firstdata.csv', csvOf(table), sources.length, { type: 'dataset' });
    expect(done.created).toBe(sources.length);

    const path = at('08-chinese', 'csl-papers-500.tsv');
    const rows = textRows(path, '\t').length - 1;
    const papers = await bring('papers.tsv', await readFile(path), rows, {
      type: 'literature',
      constants: { literature_kind: '期刊论文' },
    });
    expect([rows, papers.created, papers.refused]).toEqual([500, 500, 0]);
    const { items } = (await curator.call<{ items: { id: string }[] }>('GET', '/api/resources?type=literature&limit=1'))
      .body;
    const { body } = await curator.call<{ citations: { text: string }[] }>('GET', `/api/resources/${items[0]!.id}`);
    expect(body.citations[0]!.text).toContain('[J/OL]');
  });

  test('breeds of China: 729 of 729, told apart by their numbers in the list', async () => {
    const path = at('11-animals', 'vbo-breeds-china.tsv');
    const done = await bring('breeds.tsv', await readFile(path), 729, { type: 'animal' });
    expect([done.created, done.refused]).toEqual([729, 0]);
    const { body } = await curator.call<{ items: { title: string }[] }>('GET', '/api/resources?q=Biyang&type=animal');
    expect(body.items.map(({ title }) => title)).toContain('Biyang（驴）');
  });

  test('MIABIS: biobank, collection and study go in, not one sample', async () => {
    for (const [name, rows] of [
      ['biobank', 1],
      ['sampleCollection', 1],
      ['study', 1],
    ] as const) {
      const done = await bring(`${name}.tsv`, await readFile(at('07-miabis-brapi', `miabis-${name}.txt`)), rows, {
        type: 'human_genetic',
      });
      expect([name, done.created]).toEqual([name, rows]);
    }
    const samples = textRows(at('07-miabis-brapi', 'miabis-sample.txt'), '\t').length - 1;
    const refused = await bring('sample.tsv', await readFile(at('07-miabis-brapi', 'miabis-sample.txt')), samples, {
      type: 'human_genetic',
    });
    expect([refused.created, refused.refused]).toEqual([0, samples]);

    // The exchange table has no headings; these are those of its format.
    const headings = `sample.id sample.parentSampleId sample.materialType sample.storageTemperature sample.sampledTime
      sample.anatomicalSite biobank.id biobank.acronym biobank.name biobank.url biobank.juristicPerson
      biobank.contactInformation biobank.description biobank.country`.split(/\s+/);
    const tab = textRows(at('07-miabis-brapi', 'miabis-samples-200.tab'), '\t');
    const all = await bring('samples.csv', csvOf([headings, ...tab.map((row) => row.slice(0, headings.length))]), 200, {
      type: 'human_genetic',
    });
    expect([all.created, all.refused]).toEqual([0, 200]);
    const { db } = app.services.storage;
    const kept = JSON.stringify([
      await db.selectFrom('resource').select('fields').where('type', '=', 'human_genetic').execute(),
      await db.selectFrom('import_fault').select('params').where('batch_id', 'in', [refused.id, all.id]).execute(),
      (await curator.call('GET', '/api/resources?q=00102-00002369')).body,
    ]);
    expect(kept).not.toContain('00102-0000');
  });
});
