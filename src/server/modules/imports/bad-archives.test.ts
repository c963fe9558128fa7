import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { writeXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestApp, startTestApp } from '../../testing/app.ts';
import { dwcaEntries, DWC, tarGzOf, tarOf, type TestEntry, type TestPart, zipOf } from '../../testing/archives.ts';
import { addCurator, addPlatform, type Caller } from '../../testing/import-desk.ts';

let app: TestApp;
let curator: Caller;
let asked = 0;
/** Anybody who follows an address of a file would knock here. */
const stranger = createServer((_, reply) => {
  asked += 1;
  reply.end('x');
});
let elsewhere = '';

beforeAll(async () => {
  app = await startTestApp();
  curator = await addCurator(app, 'curator', await addPlatform(app, 'HERB'));
  await new Promise<void>((resolve) => void stranger.listen(0, '127.0.0.1', resolve));
  elsewhere = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await app.close();
  stranger.close();
});

const CORE: TestPart = {
  rowType: `${DWC}Occurrence`,
  file: 'occurrence.txt',
  terms: [`${DWC}catalogNumber`, `${DWC}scientificName`],
  rows: [['1', 'A 1', 'Camellia sinensis']],
};
const GOOD = dwcaEntries([CORE]);
const meta = (change: (xml: string) => string): TestEntry[] =>
  GOOD.map((entry) => (entry.name === 'meta.xml' ? { ...entry, content: change(String(entry.content)) } : entry));
const table = (content: Buffer | string): TestEntry[] =>
  GOOD.map((entry) => (entry.name === 'occurrence.txt' ? { ...entry, content } : entry));

/** 64 MiB of zeros in 64 KiB. */
const zeros = deflateRawSync(Buffer.alloc(64 * 2 ** 20), { level: 9 });
const HEAD = 'id\tcatalogNumber\tscientificName\n';

async function refusal(name: string, bytes: Buffer) {
  const file = await curator.upload(name, bytes);
  const rss = process.memoryUsage().rss;
  const began = performance.now();
  const { status, body } = await curator.call<{ code: string; title: string }>('POST', '/api/imports', {
    file,
    platform: 'HERB',
    type: 'specimen',
  });
  const seconds = (performance.now() - began) / 1000;
  const mebibytes = (process.memoryUsage().rss - rss) / 2 ** 20;
  return { status, code: body.code, title: body.title, seconds, mebibytes };
}

const batches = async (): Promise<number> =>
  (await app.services.storage.db.selectFrom('import_batch').select('id').execute()).length;
const leftovers = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('keyuan-join-'));

const workbook = async (): Promise<Buffer> =>
  Buffer.from(await writeXlsx({ sheets: [{ name: 'S', rows: [['catalogNumber'], ['A 1']] }] }));

const CASES: readonly (readonly [what: string, code: string, bytes: () => Buffer | Promise<Buffer>])[] = [
  [
    'a zip bomb of 4 GiB',
    'imports.archive_bomb',
    () => zipOf(GOOD.map((e) => (e.name === 'occurrence.txt' ? { ...e, packed: zeros, stated: 4_294_967_294 } : e))),
  ],
  [
    'a zip bomb of 64 MiB',
    'imports.archive_bomb',
    () => zipOf(GOOD.map((e) => (e.name === 'occurrence.txt' ? { ...e, packed: zeros, stated: 64 * 2 ** 20 } : e))),
  ],
  [
    'a zip bomb that hides its size',
    'imports.damaged',
    () => zipOf(GOOD.map((e) => (e.name === 'occurrence.txt' ? { ...e, packed: zeros, stated: 100 } : e))),
  ],
  ['a tar.gz bomb', 'imports.archive_bomb', () => gzipSync(tarOf(table(Buffer.alloc(256 * 2 ** 20))))],
  [
    'a workbook whose sheet is a bomb',
    'imports.archive_bomb',
    () =>
      zipOf([
        { name: '[Content_Types].xml', content: '<Types/>' },
        {
          name: 'xl/workbook.xml',
          content: '<workbook xmlns:r="r"><sheets><sheet name="S" r:id="r1"/></sheets></workbook>',
        },
        {
          name: 'xl/_rels/workbook.xml.rels',
          content:
            '<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        },
        { name: 'xl/worksheets/sheet1.xml', content: '', packed: zeros, stated: 64 * 2 ** 20 },
      ]),
  ],
  [
    'names that climb out',
    'imports.archive_path',
    () => zipOf([...GOOD, { name: '../../etc/cron.d/x', content: 'x' }]),
  ],
  ['names from the root', 'imports.archive_path', () => zipOf([...GOOD, { name: '/etc/passwd', content: 'x' }])],
  ['names with backslashes', 'imports.archive_path', () => zipOf([...GOOD, { name: '..\\..\\x', content: 'x' }])],
  ['names with a drive', 'imports.archive_path', () => zipOf([...GOOD, { name: 'C:\\x', content: 'x' }])],
  ['names that climb out of a tar', 'imports.archive_path', () => tarGzOf([...GOOD, { name: '../x', content: 'x' }])],
  [
    'a symbolic link',
    'imports.archive_link',
    () => zipOf([...GOOD, { name: 'eml.xml', content: '/etc/passwd', link: true }]),
  ],
  [
    'a symbolic link in a tar',
    'imports.archive_link',
    () => tarGzOf([...GOOD, { name: 'eml.xml', content: '/etc/passwd', link: true }]),
  ],
  [
    'names that differ in case only',
    'imports.archive_clash',
    () => zipOf([...GOOD, { name: 'META.xml', content: 'x' }]),
  ],
  ['the same name twice', 'imports.archive_clash', () => zipOf([...GOOD, { name: 'meta.xml', content: 'x' }])],
  [
    '60,000 files',
    'imports.archive_entries',
    () => zipOf([...GOOD, ...Array.from({ length: 60_000 }, (_, i) => ({ name: `f${i}`, content: '' }))]),
  ],
  [
    'entities that multiply',
    'imports.xml_dtd',
    () =>
      zipOf(
        meta((xml) =>
          xml.replace(
            '<archive',
            '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><archive',
          ),
        ),
      ),
  ],
  [
    'an entity from elsewhere in the description of the data set',
    'imports.xml_dtd',
    () =>
      zipOf([
        ...GOOD,
        {
          name: 'eml.xml',
          content: `<!DOCTYPE eml SYSTEM "${elsewhere}/eml.dtd" [<!ENTITY x SYSTEM "file:///etc/passwd">]><eml><dataset><title>&x;</title></dataset></eml>`,
        },
      ]),
  ],
  [
    'a table on another machine',
    'imports.archive_elsewhere',
    () => zipOf(meta((xml) => xml.replace('occurrence.txt', `${elsewhere}/occurrence.txt`))),
  ],
  [
    'a table on this machine',
    'imports.archive_elsewhere',
    () => zipOf(meta((xml) => xml.replace('occurrence.txt', 'file:///etc/passwd'))),
  ],
  [
    'a table above the archive',
    'imports.archive_elsewhere',
    () => zipOf(meta((xml) => xml.replace('occurrence.txt', '../../etc/passwd'))),
  ],
  [
    'a description of the data set elsewhere',
    'imports.archive_elsewhere',
    () => zipOf(meta((xml) => xml.replace('<archive ', `<archive metadata="${elsewhere}/eml.xml" `))),
  ],
  [
    'a table that is not there',
    'imports.archive_missing',
    () => zipOf(meta((xml) => xml.replace('occurrence.txt', 'other.txt'))),
  ],
  [
    'a column that is not there',
    'imports.archive_field',
    () => zipOf(meta((xml) => xml.replace('index="2"', 'index="9"'))),
  ],
  [
    'a separator of several characters',
    'imports.archive_separator',
    () => zipOf(meta((xml) => xml.replace('fieldsTerminatedBy="\\t"', 'fieldsTerminatedBy="||"'))),
  ],
  [
    'an encoding nobody knows',
    'imports.archive_encoding',
    () => zipOf(meta((xml) => xml.replace('encoding="UTF-8" fields', 'encoding="martian" fields'))),
  ],
  [
    'bytes of no encoding',
    'imports.encoding_unknown',
    () => zipOf(table(Buffer.concat([Buffer.from(HEAD), Buffer.from([0x31, 9, 0x41, 0xff, 0xfe, 0x80, 9, 0x43, 10])]))),
  ],
  ['a description that is no archive', 'imports.archive_descriptor', () => zipOf(meta(() => '<html><body/></html>'))],
  ['a description cut off', 'imports.damaged', () => zipOf(meta((xml) => xml.slice(0, -30)))],
  [
    'a description of a hundred thousand folds',
    'imports.damaged',
    () => zipOf(meta(() => `<archive>${'<a>'.repeat(100_000)}`)),
  ],
  [
    'an archive cut off',
    'imports.damaged',
    () => zipOf(table(HEAD + randomBytes(200_000).toString('hex'))).subarray(0, 100_000),
  ],
  [
    'a table cut off within an archive',
    'imports.damaged',
    () => {
      const full = deflateRawSync(Buffer.from(HEAD + randomBytes(200_000).toString('hex')));
      return zipOf(
        GOOD.map((e) =>
          e.name === 'occurrence.txt' ? { ...e, packed: full.subarray(0, full.length / 2), stated: 400_033 } : e,
        ),
      );
    },
  ],
  [
    'a tar.gz cut off',
    'imports.damaged',
    () => tarGzOf(table(HEAD + randomBytes(200_000).toString('hex'))).subarray(0, 100_000),
  ],
  ['a packed file that is no archive', 'imports.other_format', () => gzipSync('catalogNumber\nA 1\n')],
  ['a workbook cut off', 'imports.damaged', async () => (await workbook()).subarray(0, 900)],
];

describe('bad archives are refused with the reason, at once, in little memory', () => {
  test.each(CASES)('%s: %s', async (what, code, make) => {
    const bytes = await make();
    const before = await batches();
    const { status, code: found, title, seconds, mebibytes } = await refusal(`${what}.zip`, bytes);
    expect([found, status]).toEqual([code, 422]);
    expect(title).toMatch(/\p{Script=Han}/u);
    expect(seconds).toBeLessThan(2);
    expect(mebibytes).toBeLessThan(200);
    expect(await batches()).toBe(before);
    expect(leftovers()).toEqual([]);
    expect(asked).toBe(0);
  });

  test('nothing went in, and nobody was asked for anything', async () => {
    expect(await batches()).toBe(0);
    expect(await app.services.storage.db.selectFrom('resource').select('id').execute()).toEqual([]);
    expect(asked).toBe(0);
  });
});
