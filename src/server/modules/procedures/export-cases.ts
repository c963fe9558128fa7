import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import { writeXlsxStream } from 'hucre/xlsx';
import type { InputOf } from '../../../shared/contract.ts';
import { type Bilingual, pick } from '../../../shared/i18n.ts';
import { defused } from '../../../shared/imports/formulas.ts';
import { CASE_COLUMNS, CASE_EXPORT_MAX, type CaseColumn } from '../../../shared/procedures/case-columns.ts';
import type { proceduresRoutes } from '../../../shared/procedures/routes.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Download } from '../../kernel/http/mount.ts';
import { portalProgrammes } from '../identity/index.ts';
import { casesInBatches } from './list-cases.ts';
import { type CaseRowView, rowViews } from './row-view.ts';

type Column = CaseColumn | 'title' | 'procedure';

const HEADS: Readonly<Record<Column, Bilingual>> = {
  title: { zh: '办件', en: 'Case' },
  procedure: { zh: '程序', en: 'Procedure' },
  state: { zh: '状态', en: 'State' },
  due: { zh: '到期', en: 'Due' },
  holder: { zh: '办理人', en: 'Taken up by' },
  district: { zh: '所在地', en: 'District' },
  class: { zh: '类别', en: 'Class' },
  opened: { zh: '开启', en: 'Opened' },
  programme: { zh: '共享网', en: 'Programme' },
  number: { zh: '编号', en: 'Number' },
};

const cellOf = (row: CaseRowView, column: Column, names: ReadonlyMap<string, string>): string =>
  ({
    title: row.title,
    procedure: row.procedure_label,
    state: row.state_label,
    due: row.due ?? '',
    holder: row.claimed_by ?? '',
    district: row.district ?? '',
    class: row.class_label ?? '',
    opened: row.opened_at.slice(0, 10),
    programme: names.get(row.programme) ?? row.programme,
    number: row.id,
  })[column];

/** The list as it is shown: the same filters, order and columns. */
export async function exportCases(
  ctx: Ctx,
  { format, columns, ...asked }: InputOf<typeof proceduresRoutes.exportCases>['query'],
): Promise<Download> {
  const wanted = columns?.split(',');
  const shown: Column[] = [
    'title',
    'procedure',
    ...CASE_COLUMNS.filter((column) => wanted === undefined || wanted.includes(column)),
  ];
  const names = new Map((await portalProgrammes(ctx)).map(({ id, name }) => [id, pick(name, ctx.lang)]));
  async function* lines(): AsyncGenerator<string[]> {
    for await (const rows of casesInBatches(ctx, asked, CASE_EXPORT_MAX))
      for (const row of await rowViews(ctx, rows)) yield shown.map((column) => cellOf(row, column, names));
  }
  const heads = shown.map((column) => pick(HEADS[column], ctx.lang));
  const name = `${pick(HEADS.title, ctx.lang)}-${ctx.today}.${format}`;
  if (format === 'xlsx') {
    // Text throughout: a number keeps its zeros, and nothing runs as a formula.
    const sheet = {
      name: 'Keyuan',
      columns: heads.map((header) => ({ header, width: 20, style: { numFmt: '@' } })),
      freezePane: { rows: 1 },
    };
    const bytes = Readable.fromWeb(writeXlsxStream(lines(), sheet) as Parameters<typeof Readable.fromWeb>[0]);
    return { bytes, name, mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' };
  }
  async function* cells(): AsyncGenerator<string[]> {
    yield heads;
    for await (const line of lines()) yield line.map(defused);
  }
  const source = Readable.from(cells());
  // The mark in front lets spreadsheet programs read it as UTF-8.
  const bytes = stringify({ bom: true, record_delimiter: '\r\n' });
  source.on('error', (cause) => bytes.destroy(cause)).pipe(bytes);
  return { bytes, name, mediaType: 'text/csv; charset=utf-8' };
}
