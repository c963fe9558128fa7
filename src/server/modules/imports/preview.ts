import type { ResourceType } from '../../../shared/catalogue/resource-type.ts';
import { pick } from '../../../shared/i18n.ts';
import { faultText } from '../../../shared/imports/fault-text.ts';
import { type Mapping, suggestMapping } from '../../../shared/imports/mapping.ts';
import { Problem } from '../../../shared/problems.ts';
import type { Ctx } from '../../kernel/context.ts';
import { type CheckedRow, rowChecker } from './check-rows.ts';
import { tablesOf } from './archive-notes.ts';
import { type Column, settleColumns, typeColumnOf } from './columns.ts';
import { localName } from '../../../shared/imports/extension-places.ts';
import type { ArchiveLayout } from './find-archive.ts';
import { type ImportOrder, type Prepared, prepare } from './start.ts';
import type { TableRow } from './table-row.ts';
import { dataColumns, openTable } from './table.ts';

const SHOWN_ROWS = 20;
/** Characters of a cell that are shown. */
const SHOWN_TEXT = 500;

/** Reads the head of a file and says what an import with this mapping would say of it; writes nothing. */
export async function previewImport(
  ctx: Ctx,
  order: Pick<ImportOrder, 'file' | 'platform' | 'type' | 'mapping' | 'constants' | 'sheet'>,
) {
  const prepared = await prepare(ctx, order);
  const { type, layout, sheets } = prepared;
  const { columns, problem } = settle(prepared, order);
  const rows = await firstRows(ctx, prepared);
  const check = rowChecker({
    type,
    columns,
    constants: order.constants ?? {},
    format: layout.format,
    typeColumn: typeColumnOf(layout.headings),
    today: ctx.today,
  });
  return {
    format: layout.format,
    encoding: (layout.text ?? layout.lines ?? layout.archive?.records.text)?.encoding ?? null,
    sheets,
    sheet: layout.sheet ?? null,
    heading_row: layout.headingRow,
    headings: layout.headings,
    archive: layout.archive ? shownArchive(layout.archive, layout.headings, columns) : null,
    mapping: Object.fromEntries(columns.map(({ heading, field }) => [heading, field])),
    matched: suggestMapping(
      type.fields,
      columns.map(({ heading }) => heading),
    ).matched,
    missing: missingFields(
      ctx,
      type,
      new Set([...columns.map(({ field }) => field), ...Object.keys(order.constants ?? {})]),
    ),
    problem: problem ? { code: problem.code, message: problem.text(ctx.lang) } : null,
    rows: rows.map((row) => shownRow(ctx, row, problem ? undefined : check(row), layout.headings)),
  };
}

const shownArchive = (layout: ArchiveLayout, headings: readonly string[], columns: readonly Column[]) => ({
  dataset: layout.facts,
  tables: tablesOf(layout, headings, columns).map(({ part, role }) => ({
    row_type: part.rowType,
    name: localName(part.rowType),
    file: part.path,
    rows: part.rows,
    encoding: part.text.encoding,
    role,
  })),
});

/** The columns as an import would settle them; where it would refuse, as far as they are given or suggested. */
function settle(
  { type, layout }: Prepared,
  order: { mapping?: Mapping | undefined; constants?: ImportOrder['constants'] },
): { columns: Column[]; problem?: Problem } {
  try {
    return { columns: settleColumns(type, layout.headings, order.mapping, order.constants) };
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    const columns = dataColumns(layout.headings);
    const mapping = {
      ...suggestMapping(
        type.fields,
        columns.map(({ heading }) => heading),
      ).mapping,
      ...order.mapping,
    };
    return { columns: columns.map((column) => ({ ...column, field: mapping[column.heading] ?? null })), problem };
  }
}

async function firstRows(ctx: Ctx, { file, layout }: Prepared): Promise<TableRow[]> {
  const table = await openTable({ path: ctx.services.files.pathOf(file.sha256), name: file.name }, layout);
  const found: TableRow[] = [];
  for await (const row of table.rows()) {
    found.push(row);
    if (found.length === SHOWN_ROWS) break;
  }
  return found;
}

/** Fields of the local number, unless one way to make it is filled, and of the minimum set. */
function missingFields({ lang }: Ctx, type: ResourceType, filled: ReadonlySet<string | null>) {
  const numbered = type.key.some((fields) => fields.every((field) => filled.has(field)));
  const keys = numbered ? [] : type.key[0]!.filter((field) => !filled.has(field));
  const minimum = type.fields
    .filter((field) => field.minimum && !filled.has(field.id) && !keys.includes(field.id))
    .map((field) => field.id);
  const entry = (id: string, why: 'key' | 'minimum') => ({ id, label: pick(type.byId.get(id)!.label, lang), why });
  return [...keys.map((id) => entry(id, 'key')), ...minimum.map((id) => entry(id, 'minimum'))];
}

function shownRow(
  { lang }: Ctx,
  { row, cells }: TableRow,
  checked: CheckedRow | undefined,
  headings: readonly string[],
) {
  return {
    row,
    cells: cells.map((cell) => cell.slice(0, SHOWN_TEXT)),
    faults: (checked?.faults ?? []).map(({ column, field, severity, code, params }) => ({
      column: column === null ? field : (headings[column] ?? null),
      severity,
      message: faultText(code, params, lang),
    })),
  };
}
