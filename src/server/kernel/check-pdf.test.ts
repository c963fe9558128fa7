import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { samplePdf } from '../replay/sample-pdf.ts';
import { pdfFault } from './check-pdf.ts';

const whole = samplePdf('签章件');
const kind = (bytes: Buffer): string | undefined => pdfFault(bytes)?.kind;
/** The same file with another trailer; what stands before it keeps its place. */
const withTrailer = (trailer: string): Buffer =>
  Buffer.from(whole.toString('latin1').replace('<< /Size 4 /Root 1 0 R >>', trailer), 'latin1');

test('a whole PDF passes, also one that was saved again and one with something before its head', () => {
  expect(pdfFault(whole)).toBeUndefined();
  expect(pdfFault(samplePdf('大', 300_000))).toBeUndefined();
  const start = whole.length;
  const first = /startxref\s+(\d+)/.exec(whole.toString('latin1'))![1]!;
  const update = `xref\n0 0\ntrailer\n<< /Size 4 /Root 1 0 R /Prev ${first} >>\nstartxref\n${start}\n%%EOF\n`;
  expect(pdfFault(Buffer.concat([whole, Buffer.from(update)]))).toBeUndefined();
  expect(pdfFault(Buffer.concat([Buffer.from('\ufeff\n'), whole]))).toBeUndefined();
});

test('cross-references in a stream are read too', () => {
  const head = '%PDF-1.7\n';
  const stream = (more: string): Buffer =>
    Buffer.from(
      `${head}9 0 obj\n<< /Type /XRef /DecodeParms << /Columns 4 /Predictor 12 >> /W [1 2 1] /ID [<ab> (c\\)d)] /Root 1 0 R ${more}>>\nstream\nx\nendstream\nendobj\nstartxref\n${head.length}\n%%EOF\n`,
    );
  expect(pdfFault(stream(''))).toBeUndefined();
  expect(kind(stream('/Encrypt 5 0 R '))).toBe('encrypted');
});

test.each([
  ['<< /Size 4 /Root 1 0 R /Encrypt 5 0 R >>'],
  ['<< /Size 4 /Encrypt << /Filter /Standard /V 5 >> /Root 1 0 R >>'],
  ['<</Size 4/Root 1 0 R/#45ncrypt 5 0 R>>'],
  ['<< /Size 4 /Root 1 0 R /ID [(a(b)c) <00>] /Encrypt 5 0 R >>'],
])('GZF-note.5 an encrypted one is found, whether it asks for a password or not: %s', (trailer) => {
  expect(kind(withTrailer(trailer))).toBe('encrypted');
});

test('the word Encrypt in a text is no encryption', () => {
  expect(pdfFault(withTrailer('<< /Size 4 /Root 1 0 R /Info (/Encrypt 5 0 R) /X << /Encrypt 1 >> >>'))).toBeUndefined();
});

test('an encryption of the first saving counts after a second one', () => {
  const encrypted = withTrailer('<< /Size 4 /Root 1 0 R /Encrypt 5 0 R >>');
  const first = /startxref\s+(\d+)/.exec(encrypted.toString('latin1'))![1]!;
  const update = `xref\n0 0\ntrailer\n<< /Size 4 /Root 1 0 R /Prev ${first} >>\nstartxref\n${encrypted.length}\n%%EOF\n`;
  expect(kind(Buffer.concat([encrypted, Buffer.from(update)]))).toBe('encrypted');
});

test.each([
  ['a Word file', Buffer.from('504b030414000600', 'hex'), 'not_pdf'],
  ['a picture', Buffer.from('ffd8ffe000104a46', 'hex'), 'not_pdf'],
  ['nothing', Buffer.alloc(0), 'not_pdf'],
  ['text that mentions a PDF late', Buffer.concat([Buffer.alloc(5000, 'a'), Buffer.from('%PDF-1.7')]), 'not_pdf'],
  ['one cut in half', whole.subarray(0, whole.length / 2), 'broken'],
  ['one without its last bytes', whole.subarray(0, whole.length - 7), 'broken'],
  [
    'one whose cross-references are elsewhere',
    Buffer.from(whole.toString('latin1').replace(/startxref\n\d+/, 'startxref\n3'), 'latin1'),
    'broken',
  ],
  ['one without a catalogue', withTrailer('<< /Size 4 >>'), 'broken'],
  ['one that refers to itself', withTrailer('<< /Size 4 /Prev 9 /Root 1 0 R >>'), 'broken'],
])('%s is refused', (_, bytes, expected) => {
  expect(kind(bytes)).toBe(expected);
});

test('no cut and no changed byte makes the check fail', () => {
  for (let at = 0; at < whole.length; at += 7) {
    expect(() => pdfFault(whole.subarray(0, at))).not.toThrow();
    const other = Buffer.from(whole);
    other[at] = other[at]! ^ 0xff;
    expect(() => pdfFault(other)).not.toThrow();
  }
});

test.skipIf(spawnSync('qpdf', ['--version']).status !== 0)(
  'GZF-note.5 files that another program encrypted are found, also with an empty user password; its others pass',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'keyuan-qpdf-'));
    const made = (...options: string[]): Buffer => {
      execFileSync('qpdf', [...options, join(folder, 'in.pdf'), join(folder, 'out.pdf')]);
      return readFileSync(join(folder, 'out.pdf'));
    };
    try {
      writeFileSync(join(folder, 'in.pdf'), whole);
      expect(pdfFault(made('--object-streams=generate'))).toBeUndefined();
      expect(pdfFault(made('--linearize'))).toBeUndefined();
      expect(kind(made('--encrypt', '', 'owner', '256', '--'))).toBe('encrypted');
      expect(kind(made('--encrypt', 'user', 'owner', '256', '--'))).toBe('encrypted');
      expect(kind(made('--object-streams=generate', '--encrypt', '', 'owner', '256', '--'))).toBe('encrypted');
      expect(kind(made('--linearize', '--encrypt', '', 'owner', '128', '--use-aes=y', '--'))).toBe('encrypted');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
