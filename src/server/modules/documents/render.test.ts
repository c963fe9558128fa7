import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DocumentInput, documentModel, textsOf } from '../../../shared/documents/model.ts';
import { fontFolder, shownCharacters } from './fonts.ts';
import { Renderer } from './renderer.ts';

let folder: string;
let renderer: Renderer;
const fonts = () => fontFolder({ config: { dataFolder: folder } as never });
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyuan-documents-'));
  renderer = new Renderer(fonts);
});
afterAll(async () => {
  await renderer.stop();
  await rm(folder, { recursive: true, force: true });
});

const has = (program: string): boolean => spawnSync(program, ['-v']).error === undefined;
const without = (program: string): string => (has(program) ? '' : ` (skipped: no ${program} here)`);

const notice: DocumentInput = {
  style: 'official',
  title: '关于公示示范资源库名单的通知',
  issuer: '示范市科学技术局',
  date: '2026-11-26',
  head: { mark: '示范市科学技术局文件', number: '示科〔2026〕1号' },
  to: '各区科技行政主管部门',
  mark: '试用 - 不具效力',
  blocks: [
    { kind: 'heading', level: 1, text: '一、名单' },
    { kind: 'paragraph', text: '䴙䴘𬶏㑇𬭊𫓧㼆䶮资源库 #panic(1) *a* $x$\n第二段 [b] _c_ @d' },
    {
      kind: 'table',
      caption: '名单',
      columns: [
        { title: '序号', align: 'center' },
        { title: '名称', width: 3 },
      ],
      rows: Array.from({ length: 60 }, (_, row) => [String(row + 1), `示范资源库${row + 1}`]),
    },
    { kind: 'facts', rows: [['联系人', '示范']] },
    { kind: 'notice', text: '暂定' },
  ],
  attachments: ['名单', '说明'],
  signoff: { organisation: '示范市科学技术局', date: '2026年11月26日', seal: true },
  verify: { code: 'ABCD-EFGH-JKMN-PQRS', url: 'https://example.org/verify/ABCDEFGHJKMNPQRS', label: '验证码' },
};
const QR = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h4v4h-4z"/></svg>';
const textOf = (input: DocumentInput): string => JSON.stringify({ ...documentModel.parse(input), qr: QR });
const digest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

test('the same document has the same bytes, in another process and another time zone', async () => {
  const first = await renderer.render(textOf(notice));
  process.env['TZ'] = 'America/New_York';
  const other = new Renderer(fonts);
  const second = await other.render(textOf(notice));
  await other.stop();
  delete process.env['TZ'];
  expect(digest(second.bytes)).toBe(digest(first.bytes));
  expect(first.bytes.subarray(0, 5).toString()).toBe('%PDF-');
  expect(first.pages).toBeGreaterThan(2);
  expect(first.bytes.toString('latin1')).toMatch(/pdfaid:part>2<[\s\S]*pdfaid:conformance>A</);
});

test.skipIf(!has('pdftotext'))(
  `every text of the model stands in the PDF as it is${without('pdftotext')}`,
  async () => {
    const path = join(folder, 'notice.pdf');
    await writeFile(path, (await renderer.render(textOf(notice))).bytes);
    const flat = (text: string): string =>
      text.replace(/\s+/g, '').replace(/[\u2e80-\u2fdf]/g, (c) => c.normalize('NFKC'));
    const text = flat(execFileSync('pdftotext', ['-raw', path, '-'], { encoding: 'utf8' }));
    const words = [...textsOf(documentModel.parse(notice))].filter(([path_]) =>
      /text|title|rows|to$|head|organisation/.test(path_),
    );
    expect(words.length).toBeGreaterThan(120);
    for (const [, word] of words) for (const part of word.split('\n')) expect(text).toContain(flat(part));
  },
);

test.skipIf(!has('qpdf'))(`the file is sound${without('qpdf')}`, async () => {
  const path = join(folder, 'sound.pdf');
  await writeFile(path, (await renderer.render(textOf(notice))).bytes);
  expect(execFileSync('qpdf', ['--check', path], { encoding: 'utf8' })).toContain(
    'No syntax or stream encoding errors',
  );
});

test.skipIf(!has('pdffonts'))(`all fonts are embedded, ours, and carry Unicode${without('pdffonts')}`, async () => {
  const path = join(folder, 'fonts.pdf');
  await writeFile(path, (await renderer.render(textOf(notice))).bytes);
  const lines = execFileSync('pdffonts', [path], { encoding: 'utf8' }).trim().split('\n').slice(2);
  expect(lines.length).toBeGreaterThan(1);
  for (const line of lines) expect(line).toMatch(/^[A-Z]{6}\+Keyuan(Song|Hei)-\w+ +CID .* yes yes yes /);
});

test('the fonts lie in the data folder with their licences; rare characters are in them, others are known to be missing', async () => {
  expect((await readdir(await fonts())).sort()).toEqual([
    'KeyuanHei-Bold.ttf',
    'KeyuanHei-OFL.txt',
    'KeyuanHei-Regular.ttf',
    'KeyuanSong-Black.ttf',
    'KeyuanSong-OFL.txt',
    'KeyuanSong-Regular.ttf',
  ]);
  const shown = await shownCharacters();
  for (const character of '䴙䴘𬶏㑇𬭊𫓧㼆䶮〔〕—“”·')
    expect(shown.has(character.codePointAt(0)!), character).toBe(true);
  for (const character of '𪚥😀\u{e000}') expect(shown.has(character.codePointAt(0)!)).toBe(false);
});

test('a character that no font has is refused by the compiler too, and the next document is set', async () => {
  await expect(renderer.render(textOf({ ...notice, title: '𪚥' }))).rejects.toThrow('𪚥');
  expect((await renderer.render(textOf(notice))).pages).toBeGreaterThan(2);
});

test('a process that ends in the middle gives its document to another one', async () => {
  const long = {
    ...notice,
    blocks: Array.from({ length: 3000 }, () => ({ kind: 'paragraph', text: '示范'.repeat(200) })),
  };
  const work = renderer.render(textOf(long as DocumentInput));
  await new Promise((resolve) => setTimeout(resolve, 150));
  const [pid] = renderer.pids;
  process.kill(pid!, 'SIGKILL');
  expect((await work).pages).toBeGreaterThan(100);
});

test('a document that takes too long is refused, and does not hold up the others', async () => {
  const impatient = new Renderer(fonts, 20);
  await expect(impatient.render(textOf(notice))).rejects.toThrow('more than 20 ms');
  await impatient.stop();
});

test('the Word file has the same texts, real headings and a repeated head of its table, and the same bytes each time', async () => {
  const model = JSON.stringify(documentModel.parse(notice));
  const first = await renderer.render(model, 'docx');
  const other = new Renderer(fonts);
  const second = await other.render(model, 'docx');
  await other.stop();
  expect(digest(second.bytes)).toBe(digest(first.bytes));
  const parts = unzipSync(first.bytes);
  const xml = strFromU8(parts['word/document.xml']!);
  const text = [...xml.matchAll(/<w:t[^>]*>([^<]*)</g)].map(([, part]) => part).join('');
  const words = [...textsOf(documentModel.parse(notice))].filter(([path]) => /text|title|rows|organisation/.test(path));
  for (const [, word] of words) for (const part of word.split('\n')) expect(text).toContain(part);
  expect(xml).toContain('w:val="Heading1"');
  expect(xml.match(/<w:tblHeader\/>/g)).toHaveLength(1);
  expect(strFromU8(parts['word/fontTable.xml']!)).toContain('<w:altName w:val="仿宋"/>');
});
