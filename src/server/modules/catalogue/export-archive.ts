import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import { sql, type SqlBool } from 'kysely';
import { ZipFile } from 'yazl';
import { catalogueProblem } from '../../../shared/catalogue/problems.ts';
import type { FieldSpec, FieldValue } from '../../../shared/catalogue/resource-type.ts';
import { EXPORT_COLUMNS } from '../../../shared/imports/mapping.ts';
import { pick } from '../../../shared/i18n.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Download } from '../../kernel/http/mount.ts';
import { emlOf } from './archive-eml.ts';
import {
  type ArchiveColumn,
  type ArchiveTable,
  describeArchive,
  goesIntoArchive,
  planArchive,
  SEVERAL,
} from './archive-plan.ts';
import { countWhere, rowsWhere } from './export-rows.ts';
import type { ExportRow } from './export-table.ts';
import { platformByCode } from './platform-rules.ts';

/**
 * What a platform has published as a Darwin Core Archive, written as a stream: each of its tables is a walk over the
 * records. Fields that Darwin Core has no term for go into an extension of our own, so that the archive comes in again
 * as it was.
 *
 * @throws catalogue.platform_unknown, catalogue.no_archive
 */
export async function exportArchive(ctx: Ctx, code: string): Promise<Download> {
  const platform = await platformByCode(ctx.db, code);
  if (platform.state !== 'active') throw catalogueProblem('catalogue.platform_unknown', { code });
  const fitting = [...ctx.services.types.values()].filter(goesIntoArchive);
  const ids = fitting.map(({ id }) => id);
  const condition = sql<SqlBool>`r.platform_id = ${platform.id} and r.state = 'published' and r.type = any(${ids}::text[])`;
  const counts = await countWhere(ctx, condition);
  const types = fitting.filter(({ id }) => counts.has(id));
  if (types.length === 0) throw catalogueProblem('catalogue.no_archive', { platform: platform.code });
  const plan = planArchive(types);
  const count = [...counts.values()].reduce((sum, n) => sum + n, 0);
  const zip = new ZipFile();
  const mtime = new Date(ctx.now);
  zip.addBuffer(Buffer.from(describeArchive(plan)), 'meta.xml', { mtime });
  zip.addBuffer(Buffer.from(emlOf(ctx, platform, count)), 'eml.xml', { mtime });
  for (const table of [plan.core, ...plan.extensions])
    zip.addReadStreamLazy(table.file, { mtime }, (give) => give(null, csvOf(table, rowsWhere(ctx, condition))));
  zip.end();
  const bytes = zip.outputStream as Readable;
  zip.on('error', (cause: Error) => bytes.destroy(cause));
  const name = `${platform.code}-${pick({ zh: '达尔文核心档案', en: 'dwca' }, ctx.lang)}-${ctx.today}.zip`;
  return { bytes, name, mediaType: 'application/zip' };
}

function csvOf(table: ArchiveTable, rows: AsyncIterable<ExportRow>): Readable {
  const local = ({ term }: ArchiveColumn): string => /[^/#:]*$/.exec(term)![0];
  async function* lines(): AsyncGenerator<string[]> {
    yield ['id', ...table.columns.map(local)];
    for await (const row of rows) {
      if (table.perValue) {
        for (const column of table.columns) for (const value of valuesOf(column, row)) yield [row.id, value];
        continue;
      }
      yield [row.id, ...table.columns.map((column) => cellOf(column, row))];
    }
  }
  const source = Readable.from(lines());
  const writer = stringify({ record_delimiter: '\n' });
  source.on('error', (cause) => writer.destroy(cause)).pipe(writer);
  return writer;
}

const fieldIn = ({ fields }: ArchiveColumn, { type }: ExportRow): FieldSpec | undefined => fields.get(type.id);

function valuesOf(column: ArchiveColumn, row: ExportRow): string[] {
  const value: FieldValue | undefined = row.fields[fieldIn(column, row)?.id ?? ''];
  return value === undefined ? [] : typeof value === 'object' ? value.map(String) : [String(value)];
}

function cellOf(column: ArchiveColumn, row: ExportRow): string {
  if (column.term.endsWith(EXPORT_COLUMNS.type)) return row.type.id;
  const values = valuesOf(column, row);
  return values.length === 0 ? (column.fixed ?? '') : values.join(SEVERAL);
}
