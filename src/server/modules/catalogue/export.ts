import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import { sql } from 'kysely';
import { EDITORS } from '../../../shared/catalogue/routes.ts';
import type { FieldSpec, FieldValue, RecordFields, ResourceType } from '../../../shared/catalogue/resource-type.ts';
import { defused } from '../../../shared/imports/formulas.ts';
import type { ResourceState } from '../../../shared/catalogue/schemas.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Download } from '../../kernel/http/mount.ts';
import type { Id } from '../../kernel/ids.ts';
import { demand } from './access.ts';
import { platformByCode, typeById } from './platform-rules.ts';

export interface ExportAsked {
  platform: string;
  type: string;
  state?: ResourceState | undefined;
}

const PAGE = 500;

/** Records of a platform and type as a table in the columns that the importer reads. */
export async function exportTable(ctx: Ctx, asked: ExportAsked): Promise<{ name: string; lines: Readable }> {
  const platform = await platformByCode(ctx.db, asked.platform);
  demand(ctx, platform, EDITORS);
  const type = typeById(ctx, asked.type);
  const rows = Readable.from(linesOf(ctx, platform.id, type, asked.state));
  // The mark in front lets spreadsheet programs read it as UTF-8.
  const lines = rows.pipe(
    stringify({
      bom: true,
      header: true,
      columns: type.fields.filter(({ forbidden }) => !forbidden).map(({ id }) => id),
      record_delimiter: '\r\n',
    }),
  );
  rows.on('error', (cause) => lines.destroy(cause));
  return { name: `${platform.code}-${type.id}-${ctx.today}.csv`, lines };
}

export async function exportResources(ctx: Ctx, asked: ExportAsked): Promise<Download> {
  const { name, lines } = await exportTable(ctx, asked);
  return { bytes: lines, name, mediaType: 'text/csv; charset=utf-8' };
}

async function* linesOf(
  ctx: Ctx,
  platformId: Id,
  type: ResourceType,
  state: ResourceState | undefined,
): AsyncGenerator<Record<string, string>> {
  const wanted = state === undefined ? sql`r.state <> 'withdrawn'` : sql`r.state = ${state}`;
  for (let after = '0'; ;) {
    const { rows } = await sql<{ id: Id; fields: RecordFields }>`
      select r.id, r.fields from resource r
      where r.platform_id = ${platformId} and r.type = ${type.id} and ${wanted} and r.id > ${after}
      order by r.id limit ${PAGE}`.execute(ctx.db);
    for (const { fields } of rows)
      yield Object.fromEntries(type.fields.map((field) => [field.id, cellOf(field, fields[field.id])]));
    if (rows.length < PAGE) return;
    after = rows.at(-1)!.id;
  }
}

const cellOf = ({ separator }: FieldSpec, value: FieldValue | undefined): string =>
  value === undefined
    ? ''
    : typeof value === 'object'
      ? defused(value.join(separator?.[0] ?? ';'))
      : defused(String(value));
