// Papers of cases set as PDF/A and Word, of each layout, by the two processes the server has. Wanted: at least 20 PDFs a second over
// all of them; measured are the first (processes, fonts) and then the rate, with as many asked for at once as a round of calls has.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { documentModel } from '../src/shared/documents/model.ts';
import { buildPaper, type PaperFacts, type PaperKind } from '../src/shared/documents/paper.ts';
import { papersFile } from '../src/shared/documents/paper-spec.ts';
import { namesIn } from '../src/shared/documents/paper-text.ts';
import { PACKAGE_ROOT } from '../src/server/kernel/package-root.ts';
import { readYaml } from '../src/server/kernel/yaml-file.ts';
import { fontFolder } from '../src/server/modules/documents/fonts.ts';
import { Renderer } from '../src/server/modules/documents/renderer.ts';
import { ms, table, timed } from './report.ts';
import { temporaryFolder } from './server.ts';

const WANTED = 20;
const AT_ONCE = 60;

const { papers } = readYaml(join(PACKAGE_ROOT, 'document-templates/papers.yaml'), papersFile);
const LONG = '资源库收集保存的样本经逐项核对，数量、来源和质量与申报材料相符，服务记录完整。'.repeat(8);

/** A paper with every value it may have. */
function modelOf(id: string): string {
  const spec = papers[id]!;
  const kind: PaperKind = {
    id,
    name: { zh: id, en: id },
    direction: 'out',
    fields: Object.keys(spec.values).map((en) => ({ zh: en, en })),
    spec,
  };
  const names = namesIn(JSON.stringify(spec));
  const facts: PaperFacts = {
    action: 'accept',
    date: '2026-11-27',
    issuers: {
      authority: ['示例市科学技术局'],
      joint: ['示例省科学技术厅', '示例省财政厅'],
      office: ['示例区'],
      filer: ['示例大学'],
    },
    values: Object.fromEntries(names.map((name) => [name, name.startsWith('field.') ? LONG : '示例'])),
    rows: Object.fromEntries(
      [spec.list?.rows ?? ''].map((rows) => [
        rows,
        Array.from({ length: 30 }, () => ({ 'row.name': '条件', 'row.value': '数据' })),
      ]),
    ),
    trial: true,
  };
  const title = typeof spec.title === 'string' && spec.title.includes('{field') ? { title: '示例' } : {};
  const model = buildPaper({ ...kind, spec: { ...spec, ...title } }, facts, { number: '示例〔2026〕1号' });
  return JSON.stringify(documentModel.parse(model));
}

const kinds = Object.keys(papers);
const models = kinds.map(modelOf);
const folder = temporaryFolder();
const renderer = new Renderer(() => fontFolder({ config: { dataFolder: folder } as never }));
const first = await timed(() => renderer.render(models[0]!));
await Promise.all([renderer.render(models[1]!), renderer.render(models[2]!)]);

const rows: string[][] = [];
for (const layout of new Set(kinds.map((id) => papers[id]!.layout))) {
  const own = models.filter((_, n) => papers[kinds[n]!]!.layout === layout);
  const set = async (format: 'pdf' | 'docx'): Promise<number> => {
    const { ms: spent } = await timed(() =>
      Promise.all(Array.from({ length: AT_ONCE }, (_, n) => renderer.render(own[n % own.length]!, format))),
    );
    return (AT_ONCE * 1000) / spent;
  };
  rows.push([layout, String(own.length), (await set('pdf')).toFixed(1), (await set('docx')).toFixed(1)]);
}
const whole = await timed(() =>
  Promise.all(
    Array.from({ length: 4 }, () => models)
      .flat()
      .map((model) => renderer.render(model)),
  ),
);
const rate = (models.length * 4 * 1000) / whole.ms;
await renderer.stop();
rmSync(folder, { recursive: true, force: true });
process.stdout.write(
  `${table(['layout', 'kinds', 'PDF/s', 'Word/s'], rows)}\nfirst ${ms(first.ms)} ms, then ${rate.toFixed(1)} PDF/s over all ${kinds.length} kinds\n`,
);
if (rate < WANTED) {
  process.stderr.write(`fewer than ${WANTED} PDFs a second\n`);
  process.exitCode = 1;
}
