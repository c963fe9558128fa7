import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { beforeAll, expect, test } from 'vitest';
import { documentModel } from '../../../shared/documents/model.ts';
import { buildPlan } from '../../../shared/plans/document.ts';
import { readOutline } from '../../../shared/plans/outline.ts';
import { samplePlan } from '../../../shared/plans/sample-plan.ts';
import { type PlanShape, planShape } from '../../../shared/plans/shape.ts';
import type { PlanRow, PlanValue } from '../../../shared/plans/values.ts';
import { wordOf } from '../documents/word.ts';
import { readRuleSet } from '../policy/index.ts';
import { readWord } from './read-word.ts';

/** A filled plan of Guangzhou as the product writes it, and what it says. */
let shape: PlanShape;
let values: Record<string, PlanValue>;
let word: Buffer;
beforeAll(async () => {
  const { forms } = readRuleSet('policies/guangzhou').forms!;
  const round = { reference_from: '2023-07-01', reference_to: '2026-06-30', plan_from: '2026-07-01' };
  shape = planShape('guangzhou', forms[0]!, round);
  values = samplePlan(shape);
  // Not printed on the cover.
  delete values['cover/address'];
  const paper = { issuer: '示范单位', date: '2026-11-27', blank: false, attached: {} } as const;
  word = await wordOf(documentModel.parse(buildPlan(shape, values, paper).model));
});

const readBack = async (bytes: Buffer) => readOutline(shape, await readWord(bytes));

/** The same file after somebody went over its text, as their program writes it down. */
function retyped(change: (xml: string) => string): Buffer {
  const parts = unzipSync(word);
  const before = strFromU8(parts['word/document.xml']!);
  const after = change(before);
  expect(after).not.toBe(before);
  return Buffer.from(zipSync({ ...parts, 'word/document.xml': strToU8(after) }));
}
const whole = { missing: [], unread: [] };
const office = spawnSync('soffice', ['--version']).status === 0;

test.runIf(office)(
  'a plan that went through LibreOffice, and through the old .doc, comes back the same (skipped where there is no soffice)',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'keyuan-office-'));
    const profile = `-env:UserInstallation=file://${folder}/profile`;
    const save = (to: string, into: string, ...from: string[]): void =>
      void execFileSync(
        'soffice',
        [
          profile,
          '--headless',
          '--convert-to',
          to,
          '--outdir',
          join(folder, into),
          ...from.map((one) => join(folder, one)),
        ],
        { stdio: 'ignore' },
      );
    try {
      writeFileSync(join(folder, 'old.docx'), word);
      writeFileSync(join(folder, 'new.docx'), word);
      save('doc', '', 'old.docx');
      save('docx', 'saved', 'old.doc', 'new.docx');
      for (const name of ['old.docx', 'new.docx'])
        expect(await readBack(readFileSync(join(folder, 'saved', name)))).toEqual({ ...whole, values });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);

test('runs split anywhere, changes accepted or still marked, content controls and hints that nobody overwrote', async () => {
  const split = retyped((xml) =>
    xml
      .replaceAll(
        /<w:t xml:space="preserve">([^<]{2})([^<]+)<\/w:t>/g,
        '<w:t xml:space="preserve">$1</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:t xml:space="preserve">$2</w:t>',
      )
      .replace(
        '</w:body>',
        '<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>单击此处输入文字。</w:t></w:r></w:p></w:sdtContent></w:sdt></w:body>',
      ),
  );
  expect(await readBack(split)).toEqual({ ...whole, values });
  const marked = retyped((xml) =>
    xml.replace(
      /<w:t xml:space="preserve">科技资源库简介：/,
      '<w:delText>旧名：</w:delText></w:r><w:del w:id="9"><w:r><w:t>删去的</w:t></w:r></w:del><w:ins w:id="8"><w:r><w:t xml:space="preserve">科技资源库简介：</w:t></w:r></w:ins><w:r><w:t xml:space="preserve">',
    ),
  );
  expect((await readBack(marked)).values).toEqual(values);
  const controlled = retyped((xml) =>
    xml.replaceAll(/<w:tc>(.*?)<\/w:tc>/gs, '<w:sdt><w:sdtPr/><w:sdtContent><w:tc>$1</w:tc></w:sdtContent></w:sdt>'),
  );
  expect(await readBack(controlled)).toEqual({ ...whole, values });
});

test('headings retyped: full-width digits, spaces, without the hint in brackets, or numbered by the program', async () => {
  const loose = retyped((xml) =>
    xml
      .replace('1.科技资源库简介（1000字以内）', '１．　科技资源库 简介 ')
      .replace('4.1.1.资源收集', '４．１．１　资源收集')
      .replace(/6\.2\.3\.开放共享与服务（[^）]*）/, '6.2.3、开放共享与服务'),
  );
  expect(await readBack(loose)).toEqual({ ...whole, values });
  const numbered = retyped((xml) =>
    xml.replaceAll(/(<w:pStyle w:val="Heading\d"\/>.*?<w:t xml:space="preserve">)[\d.]+\./gs, '$1'),
  );
  expect(await readBack(numbered)).toEqual({ ...whole, values });
});

test('a table of contents is no text of the plan, and cells that are merged say the same of every row', async () => {
  const contents = retyped((xml) =>
    xml.replace(
      '<w:body>',
      '<w:body><w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr><w:r><w:t>1.科技资源库简介</w:t><w:tab/><w:t>3</w:t></w:r></w:p>',
    ),
  );
  expect(await readBack(contents)).toEqual({ ...whole, values });
  const path = '4.1.2/standards';
  const rows = values[path] as PlanRow[];
  const [column] = Object.keys(rows[0]!);
  const first = rows[0]![column!]!;
  const second = rows[1]![column!]!;
  const cellOf = (text: string): RegExp =>
    new RegExp(`<w:tc>(<w:tcPr>(?:(?!</w:tc>).)*?)</w:tcPr>((?:(?!</w:tc>).)*?>${text}</w:t>)`, 's');
  const merged = retyped((xml) =>
    xml
      .replace(cellOf(first), '<w:tc>$1<w:vMerge w:val="restart"/></w:tcPr>$2')
      .replace(cellOf(second), (_, head: string) => `<w:tc>${head}<w:vMerge/></w:tcPr><w:p><w:r><w:t></w:t>`),
  );
  const read = (await readBack(merged)).values[path] as PlanRow[];
  expect(read.map((row) => row[column!])).toEqual([first, first, ...rows.slice(2).map((row) => row[column!])]);
  const wide = retyped((xml) => xml.replace(/<w:tc><w:tcPr>/, '<w:tc><w:tcPr><w:gridSpan w:val="1"/>'));
  expect(await readBack(wide)).toEqual({ ...whole, values });
});
