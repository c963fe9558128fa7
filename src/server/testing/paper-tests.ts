import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { documentModel, textsOf } from '../../shared/documents/model.ts';
import { systemActor } from '../kernel/context.ts';
import { fileOfCode } from '../modules/documents/index.ts';
import { readRuleSet } from '../modules/policy/index.ts';
import type { TestApp } from './app.ts';

const idOf = (folder: string): string => folder.split('/').at(-1)!;
const has = (program: string): boolean => spawnSync(program, ['-v']).error === undefined;

interface Row {
  code: string;
  kind: string;
  rule_set: string;
  action: string;
  procedure: string;
  series: string;
  year: number;
  number: number;
  direction: string;
  model: unknown;
  data: { fields: { zh: string; en: string; value: string }[] };
}

const flat = (text: string): string =>
  text.replace(/\s+/g, '').replace(/[\u2e80-\u2fdf]/g, (radical) => radical.normalize('NFKC'));

const wordText = (parts: Record<string, Uint8Array>): string =>
  flat(
    [...strFromU8(parts['word/document.xml']!).matchAll(/<w:t[ >][^<]*?>?([^<>]*)<\/w:t>/g)]
      .map(([, text]) => text!)
      .join('')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&'),
  );

/**
 * The papers that recorded lives left behind, each as PDF and as Word.
 * @param of the product in which the recorded cases of the folders were played before these tests run
 * @param folders of rule sets
 */
export function testPapers(of: () => TestApp, folders: readonly string[]): void {
  describe('papers of the recorded lives', () => papersOf(of, folders));
}

function papersOf(of: () => TestApp, folders: readonly string[]): void {
  let app: TestApp;
  let folder: string;
  let issued: Row[];
  /** One paper of every rule set, procedure, step and kind. */
  let samples: Row[];

  beforeAll(async () => {
    app = of();
    folder = await mkdtemp(join(tmpdir(), 'keyuan-papers-'));
    const cases = await app.services.storage.db.selectFrom('proc_case').select(['id', 'procedure']).execute();
    const procedures = new Map(cases.map(({ id, procedure }) => [id, procedure]));
    const rows = await app.services.storage.db
      .selectFrom('issued_document')
      .selectAll()
      .where('rule_set', 'is not', null)
      .orderBy('id')
      .execute();
    issued = rows
      .filter(({ subject_kind }) => subject_kind === 'case')
      .map((row) => ({ ...row, procedure: procedures.get(row.subject_id!) }) as unknown as Row);
    const byStep = new Map(issued.map((row) => [[row.rule_set, row.procedure, row.action, row.kind].join(' '), row]));
    samples = [...byStep.values()];
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function bytesOf(row: Row, format: 'pdf' | 'docx', copy: 'whole' | 'open' = 'whole'): Promise<Buffer> {
    const { bytes } = await fileOfCode(app.contextOf(systemActor('test')), row.code, { format, copy });
    const parts: Buffer[] = [];
    for await (const part of Buffer.isBuffer(bytes) ? [bytes] : (bytes as AsyncIterable<Buffer>)) parts.push(part);
    return Buffer.concat(parts);
  }

  async function pdfOf(row: Row, copy: 'whole' | 'open' = 'whole'): Promise<string> {
    const path = join(folder, `${row.code}-${copy}.pdf`);
    await writeFile(path, await bytesOf(row, 'pdf', copy));
    return path;
  }
  const pdfText = (path: string): string => flat(execFileSync('pdftotext', ['-raw', path, '-'], { encoding: 'utf8' }));
  const named = (row: Row): string => `${row.rule_set} ${row.procedure} ${row.action} ${row.kind}`;

  test('every paper that a step of a procedure produces is made in a recorded case of its rule set', () => {
    const made = new Set(samples.map(named));
    const wanted = folders.flatMap((from) => {
      const { procedures } = readRuleSet(from);
      return Object.entries(procedures!.procedures).flatMap(([procedure, { transitions }]) =>
        transitions.flatMap(({ action, produces }) =>
          produces.map((kind) => `${idOf(from)} ${procedure} ${action} ${kind}`),
        ),
      );
    });
    expect(wanted.length).toBeGreaterThan(60);
    expect([...new Set(wanted)].filter((one) => !made.has(one))).toEqual([]);
  });

  test.skipIf(!has('pdftotext'))(
    'GZ-13.5a GZ-13.5b HN-8.2.3b NAT-16.6 every paper says all that its kind asks for, in the PDF and in Word, and nothing unresolved',
    { timeout: 300_000 },
    async () => {
      for (const row of samples) {
        const model = documentModel.parse(row.model);
        const texts = { pdf: pdfText(await pdfOf(row)), docx: wordText(unzipSync(await bytesOf(row, 'docx'))) };
        const { fields } = row.data;
        for (const [format, text] of Object.entries(texts)) {
          expect(text, `${named(row)} ${format}`).not.toMatch(/undefined|null|NaN|\[object|[{}]/);
          for (const { zh, value } of fields)
            for (const part of value.split('\n')) expect(text, `${named(row)} ${format} ${zh}`).toContain(flat(part));
          // Every text of the model, the names of a sheet in their order.
          let at = 0;
          for (const [path, part] of textsOf(model.blocks))
            for (const line of part.split('\n'))
              if (/text|rows|labels|title|caption|foot/.test(path))
                expect(text, `${named(row)} ${format} ${path}`).toContain(flat(line));
          const sheet = model.blocks.find((block) => block.kind === 'facts');
          for (const [name] of sheet?.kind === 'facts' ? sheet.rows : []) {
            at = text.indexOf(flat(name), at);
            expect(at, `${named(row)} ${format} ${name}`).toBeGreaterThanOrEqual(0);
          }
        }
      }
    },
  );

  test.skipIf(!has('pdfinfo'))('no paper tells a person in its properties', { timeout: 300_000 }, async () => {
    const people = await app.services.storage.db.selectFrom('account').select(['name', 'account']).execute();
    expect(people.length).toBeGreaterThan(20);
    for (const row of samples) {
      const properties = execFileSync('pdfinfo', [await pdfOf(row)], { encoding: 'utf8' });
      const parts = unzipSync(await bytesOf(row, 'docx'));
      const all = properties + strFromU8(parts['docProps/core.xml']!) + strFromU8(parts['docProps/app.xml']!);
      for (const { name, account } of people) {
        expect(all, named(row)).not.toContain(name);
        expect(all, named(row)).not.toContain(account);
      }
    }
  });

  test.skipIf(!has('pdftotext'))(
    'GZ-8.5 NAT-9 HN-8.2.2 a commission has its letter, with who commissions, whom, for what and how long',
    { timeout: 60_000 },
    async () => {
      const letters = await app.services.storage.db
        .selectFrom('issued_document')
        .selectAll()
        .where('subject_kind', '=', 'delegation')
        .orderBy('id')
        .execute();
      const bySet = new Map(letters.map((row) => [row.rule_set, row as unknown as Row]));
      expect(new Set(bySet.keys())).toEqual(new Set(['guangzhou', 'hubei', 'hunan', 'national']));
      for (const row of bySet.values()) {
        const text = pdfText(await pdfOf(row));
        expect(text).toMatch(/受托人：复演第三方机构/);
        expect(text).toMatch(/委托期限：20\d\d年\d+月\d+日起，至委托人撤销委托之日止。/);
        expect(text).toContain('复演委托书');
      }
      expect(pdfText(await pdfOf(bySet.get('national')!))).toContain('委托人：科技部、财政部');
    },
  );

  test('numbers of an authority, kind and year have no gaps', () => {
    const series = new Map<string, number[]>();
    for (const row of issued) {
      const key = [row.rule_set, row.kind, row.series, row.year].join(' ');
      series.set(key, [...(series.get(key) ?? []), row.number]);
    }
    expect(Math.max(...[...series.values()].map((numbers) => numbers.length))).toBeGreaterThan(3);
    for (const [key, numbers] of series) expect([key, numbers]).toEqual([key, numbers.map((_, n) => n + 1)]);
  });

  test.skipIf(!has('pdftotext'))(
    'GZ-13.4a HN-8.2.2 the copy for those the case is about tells neither the expert nor where they sign',
    { timeout: 120_000 },
    async () => {
      const sheets = samples.filter(({ kind }) => kind === 'DOC-14' || kind === 'DOC-13');
      expect(sheets.length).toBeGreaterThan(4);
      for (const row of sheets) {
        const expert = row.data.fields.find(({ en }) => en === 'panel members' || en === 'expert')!.value;
        expect(pdfText(await pdfOf(row)), named(row)).toContain(flat(expert));
        const open = pdfText(await pdfOf(row, 'open'));
        expect(open, named(row)).not.toContain(flat(expert));
        expect(open).toContain('节录');
        expect(wordText(unzipSync(await bytesOf(row, 'docx', 'open')))).not.toContain(flat(expert));
      }
    },
  );
}
