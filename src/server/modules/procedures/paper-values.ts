import { chineseDate } from '../../../shared/documents/paper-text.ts';
import { COMMON_FIGURES } from '../../../shared/policy/common-figures.ts';
import type { PaperValues } from '../../../shared/documents/paper-text.ts';
import type { Column, Figure } from '../../../shared/policy/figures.ts';
import { unitText } from '../../../shared/policy/figure-values.ts';
import { type CheckRow, isCheckRows } from '../../../shared/procedures/check-rows.ts';
import type { Procedure } from '../../../shared/policy/procedures.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import { storedFiles } from '../../kernel/stored-files.ts';
import { valueText } from './labels.ts';
import type { CaseRules } from './rules.ts';
import type { CaseRow } from './store.ts';

/** Types whose values papers give as lists. */
const LISTED: ReadonlySet<string> = new Set(['figures', 'marks', 'checks']);

/** Fields as papers say them: dates in Chinese, files by their names, of accounts only how many. */
export async function fieldValues(
  db: ReadDb,
  procedure: Procedure,
  row: Pick<CaseRow, 'id'>,
  given: Readonly<Record<string, unknown>>,
): Promise<Record<string, string>> {
  const files = await fileNames(db, procedure, row, given);
  const values: Record<string, string> = {};
  for (const [id, value] of Object.entries(given)) {
    const type = procedure.fields[id]?.type;
    if (value === undefined || value === null || value === '' || type === undefined || LISTED.has(type)) continue;
    if (type === 'date' && typeof value === 'string') values[id] = chineseDate(value);
    else if (type === 'file') values[id] = files.get(value as string) ?? '';
    else if (type === 'accounts') values[id] = `${(value as unknown[]).length}人`;
    else values[id] = valueText(procedure, id, value, 'zh-CN');
  }
  return values;
}

async function fileNames(
  db: ReadDb,
  procedure: Procedure,
  row: Pick<CaseRow, 'id'>,
  given: Readonly<Record<string, unknown>>,
): Promise<Map<string, string>> {
  const ids = Object.entries(given).flatMap(([id, value]) =>
    procedure.fields[id]?.type === 'file' && typeof value === 'string' && /^\d+$/.test(value) ? [value] : [],
  );
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('case_file')
    .select(['id', 'file_id'])
    .where('case_id', '=', row.id)
    .where('id', 'in', ids)
    .execute();
  const stored = await storedFiles(
    db,
    rows.map(({ file_id }) => file_id),
  );
  return new Map(rows.map(({ id, file_id }) => [id, stored.get(file_id)?.name ?? '']));
}

/** What was declared, figure by figure in the words of the criteria: rows of name and value. */
export function figureRows({ procedure, ruleSet }: CaseRules, given: Readonly<Record<string, unknown>>): PaperValues[] {
  const figures = valueOfType(procedure, 'figures', given);
  if (typeof figures !== 'object' || figures === null) return [];
  return Object.entries(figures).flatMap(([id, value]): PaperValues[] => {
    const figure: Figure | undefined = ruleSet.criteria?.figures[id] ?? COMMON_FIGURES[id];
    const text = figure && figureText(figure, value);
    return text === undefined || text === '' ? [] : [{ 'row.name': figure!.label.zh, 'row.value': text }];
  });
}

const valueOfType = (procedure: Procedure, wanted: string, given: Readonly<Record<string, unknown>>): unknown => {
  const id = Object.keys(procedure.fields).find((field) => procedure.fields[field]!.type === wanted);
  return id === undefined ? undefined : given[id];
};

/** Marks of a score sheet, item by item. */
export function markRows(
  { procedure, ruleSet }: CaseRules,
  name: string,
  given: Readonly<Record<string, unknown>>,
): PaperValues[] {
  const marks = valueOfType(procedure, 'marks', given);
  const items = ruleSet.reviews?.sheets[name]?.value.items;
  if (typeof marks !== 'object' || marks === null || !items) return [];
  return items.flatMap(({ id, name: item, most, weight }): PaperValues[] => {
    const mark = (marks as Record<string, unknown>)[id];
    if (mark === undefined || mark === null) return [];
    const shown = { 'row.most': String(most), 'row.weight': `${weight}%`, 'row.mark': String(mark as number) };
    return [{ 'row.name': item.zh, ...shown }];
  });
}

const checked = (procedure: Procedure, given: Readonly<Record<string, unknown>>): CheckRow[] => {
  const rows = valueOfType(procedure, 'checks', given);
  return isCheckRows(rows) ? rows : [];
};

/** Facts checked on the spot, unit by unit. @param units names of organisations by id */
export const checkRows = (
  { procedure }: CaseRules,
  given: Readonly<Record<string, unknown>>,
  units: ReadonlyMap<string, string>,
): PaperValues[] =>
  checked(procedure, given).map(({ unit, item, claimed, found, note, confirmed }) => ({
    'row.unit': units.get(unit) ?? (isId(unit) ? '' : unit),
    'row.item': item,
    'row.claimed': said(claimed),
    'row.found': [said(found), note ?? ''].filter((part) => part !== '').join('；'),
    'row.confirmed': confirmed ? '相符' : '不符',
  }));

const said = (value: unknown): string =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : String((value as string | undefined) ?? '');
const isId = (text: string): boolean => /^\d{1,18}$/.test(text);

/** Organisations that checked facts name. */
export const unitsChecked = (procedure: Procedure, given: Readonly<Record<string, unknown>>): string[] =>
  checked(procedure, given)
    .map(({ unit }) => unit)
    .filter(isId);

function figureText(figure: Figure, value: unknown): string {
  if (figure.kind === 'table') {
    if (!Array.isArray(value)) return '';
    return (value as Record<string, unknown>[])
      .map((row) =>
        figure.columns
          .flatMap((column) => {
            const text = plainText(column, row[column.id]);
            return text === '' ? [] : [`${column.label.zh}：${text}`];
          })
          .join('，'),
      )
      .join('\n');
  }
  if (figure.kind === 'set')
    return Array.isArray(value)
      ? value.map((one) => figure.options.find(({ id }) => id === one)?.label.zh ?? String(one)).join('、')
      : '';
  return plainText(figure, value);
}

function plainText(figure: Exclude<Figure, { kind: 'table' | 'set' }> | Column, value: unknown): string {
  if (value === undefined || value === null || value === '') return '';
  switch (figure.kind) {
    case 'boolean':
    case 'evidence':
    case 'statement':
      return value === true || value === 'true' ? '是' : '否';
    case 'choice':
      return figure.options.find(({ id }) => id === value)?.label.zh ?? String(value as string);
    case 'date':
      return /^\d{4}-\d{2}-\d{2}$/.test(String(value as string))
        ? chineseDate(value as string)
        : String(value as string);
    case 'integer':
    case 'decimal':
    case 'money':
      return numberText(unitText(figure.unit).zh, value);
    case 'text':
      return String(value as string);
  }
}

/** A number as given, with its unit where it has none of its own. */
function numberText(ofFigure: string, value: unknown): string {
  if (typeof value === 'object' && value !== null) {
    const { value: amount, unit } = value as { value?: number | string; unit?: string };
    return `${amount ?? ''}${unit ?? ''}`;
  }
  const text = String(value as string | number);
  return /^[\d.,]+$/.test(text) ? `${text}${ofFigure}` : text;
}
