import type { CivilDate } from '../dates.ts';
import type { DocumentInput } from '../documents/model.ts';
import { shareOf } from './check-section.ts';
import { computedCell, countedRows, sumsByChoice } from './check-table.ts';
import {
  ATTACHED,
  columnTitle,
  coverLabel,
  dayText,
  headingText,
  labelText,
  numberLabel,
  OUTSIDE_CAPTION,
  planLine,
  REASON_LABEL,
  referenceLine,
  SUMS_TITLE,
  titlesOf,
} from './printed.ts';
import { type PlanColumn, type PlanField, type PlanSection, type PlanShape, type PlanTable, REASON } from './shape.ts';
import { isBlank, type PlanRow, type PlanValues, rowsAt, saysNone, textAt } from './values.ts';

type Block = DocumentInput['blocks'][number];

export interface PlanPaper {
  /** Who hands it in. */
  issuer: string;
  date: CivilDate;
  /** An empty one to write in: with the instructions, and room in its tables. */
  blank: boolean;
  /** Names of attached files, by section. */
  attached: Readonly<Record<string, readonly string[]>>;
}

/** A plan as a document in the order of its outline. `paths` names what each block holds. */
export function buildPlan(
  shape: PlanShape,
  values: PlanValues,
  paper: PlanPaper,
): { model: DocumentInput; paths: string[] } {
  const parts = [
    ...coverBlocks(shape, values),
    ...shape.sections.flatMap((section) => sectionBlocks(shape, section, values, paper)),
  ];
  return {
    paths: parts.map(([path]) => path),
    model: {
      lang: 'zh',
      style: 'form',
      title: shape.form.name.zh,
      issuer: paper.issuer,
      date: paper.date,
      blocks: parts.map(([, block]) => block),
    },
  };
}

type Part = readonly [path: string, block: Block];

function coverBlocks(shape: PlanShape, values: PlanValues): Part[] {
  const printed = shape.cover.filter((field) => field.printed);
  const rows = printed.map((field): [string, string] => {
    const text = textAt(values, field.path);
    return [coverLabel(field), field.kind === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(text) ? dayText(text) : text];
  });
  return [
    ['cover', { kind: 'facts', rows }],
    ...(printed.some(({ seal }) => seal) ? [['cover', { kind: 'seal', text: '（盖章）' }] as const] : []),
    ['cover', { kind: 'page_break' }],
  ];
}

function sectionBlocks(shape: PlanShape, section: PlanSection, values: PlanValues, paper: PlanPaper): Part[] {
  const { number } = section;
  const line =
    section.prints === 'reference_period'
      ? referenceLine(shape)
      : section.prints === 'plan_period'
        ? planLine(shape)
        : undefined;
  const instruction = paper.blank && section.instruction ? `（${section.instruction.zh}）` : undefined;
  return [
    [number, { kind: 'heading', level: Math.min(section.level, 3) as 1 | 2 | 3, text: headingText(section) }],
    ...[line, instruction].flatMap((text): Part[] =>
      text === undefined ? [] : [[number, { kind: 'paragraph', text }]],
    ),
    ...(saysNone(shape, values, number)
      ? noneBlocks(shape, section, values)
      : fieldBlocks(shape, section, values, paper)),
    ...(paper.attached[number] ?? []).map((name): Part => [number, { kind: 'paragraph', text: `${ATTACHED}${name}` }]),
  ];
}

function noneBlocks({ marker }: PlanShape, { number }: PlanSection, values: PlanValues): Part[] {
  const reason = textAt(values, `${number}/${REASON}`);
  return [
    [number, { kind: 'paragraph', text: marker }],
    ...(reason === '' ? [] : labelled(`${number}/${REASON}`, REASON_LABEL, reason)),
  ];
}

function fieldBlocks(shape: PlanShape, section: PlanSection, values: PlanValues, paper: PlanPaper): Part[] {
  const parts: Part[] = [];
  for (const [n, field] of section.fields.entries()) {
    if (field.kind === 'text') parts.push(...textBlocks(section, field, values, paper));
    else if (field.kind === 'table') parts.push(...tableBlocks(shape, field, values, paper));
    // Numbers that follow one another stand in one table.
    else if (!isNumber(section.fields[n - 1])) parts.push(numberBlock(section, n, values));
  }
  return parts;
}

const isNumber = (field: PlanField | undefined): field is Extract<PlanField, { kind: 'number' | 'share' }> =>
  field?.kind === 'number' || field?.kind === 'share';

function numberBlock(section: PlanSection, from: number, values: PlanValues): Part {
  const rest = section.fields.slice(from);
  const end = rest.findIndex((field) => !isNumber(field));
  const numbers = (end < 0 ? rest : rest.slice(0, end)).filter(isNumber);
  const rows = numbers.map((field): [string, string] => {
    const typed = textAt(values, field.path);
    return [
      numberLabel(field),
      typed === '' && field.kind === 'share' ? (shareOf(section, field, values) ?? '') : typed,
    ];
  });
  return [numbers[0]!.path, { kind: 'facts', rows }];
}

function textBlocks(section: PlanSection, field: PlanField, values: PlanValues, paper: PlanPaper): Part[] {
  const text = textAt(values, field.path);
  if (section.fields.length === 1) return paragraphs(field.path, text, paper.blank);
  if (text === '' && !paper.blank && field.kind === 'text' && field.required !== 'yes') return [];
  return labelled(field.path, field.name.zh, text, paper.blank);
}

const labelled = (path: string, label: string, text: string, room = false): Part[] => [
  [path, { kind: 'paragraph', text: labelText(label) }],
  ...paragraphs(path, text, room),
];

const LONGEST = 18_000;

/** A text in blocks that a document takes; `room` for one to be written. */
function paragraphs(path: string, text: string, room: boolean): Part[] {
  const trimmed = text.replaceAll(/^\n+|\s+$/g, '');
  if (trimmed === '') return room ? [[path, { kind: 'paragraph', text: '' }]] : [];
  const blocks: string[] = [];
  for (const line of trimmed.split('\n')) {
    const last = blocks.at(-1);
    if (last !== undefined && last.length + line.length < LONGEST) blocks[blocks.length - 1] = `${last}\n${line}`;
    else for (let at = 0; at === 0 || at < line.length; at += LONGEST) blocks.push(line.slice(at, at + LONGEST));
  }
  return blocks.map((block): Part => [path, { kind: 'paragraph', text: block }]);
}

const EMPTY_ROWS = 3;

function tableBlocks(shape: PlanShape, table: PlanTable, values: PlanValues, { blank }: PlanPaper): Part[] {
  const rows = rowsAt(values, table.path);
  const columns = [
    ...(table.rows ? [{ title: titlesOf(table)[0]!, width: 1.6 }] : []),
    ...table.columns.map((column) => ({ title: columnTitle(column), width: WIDTHS[column.kind] })),
  ];
  const block = (caption: string, shown: readonly PlanRow[]): Part => [
    table.path,
    { kind: 'table', caption, columns, rows: shown.map((row) => cellsOf(shape, table, row, rows, shown.indexOf(row))) },
  ];
  if (table.rows)
    return [
      block(
        table.name.zh,
        table.rows.map((_, n) => rows[n] ?? {}),
      ),
    ];
  const counted = countedRows(shape.periods, table, rows);
  const outside = rows.filter((row) => !counted.includes(row));
  const shown = blank && counted.length === 0 ? Array.from({ length: EMPTY_ROWS }, (): PlanRow => ({})) : counted;
  const sums = blank ? [] : sumsByChoice(shape.periods, table, rows);
  const total: Block = {
    kind: 'table',
    columns: [{ title: SUMS_TITLE, width: 2 }, { title: '合计' }],
    rows: sums.map(({ name, sum }) => [name.zh, String(sum)]),
  };
  const apart = `${table.name.zh}（${OUTSIDE_CAPTION}）`;
  return [
    ...(shown.length > 0 ? [block(table.name.zh, shown)] : []),
    ...(outside.length > 0 ? [block(apart, outside)] : []),
    ...(sums.length > 0 && rows.length > 0 ? [[table.path, total] as const] : []),
  ];
}

const WIDTHS: Readonly<Record<PlanColumn['kind'], number>> = {
  text: 2.4,
  number: 1,
  money: 1.1,
  date: 1.3,
  month: 1.1,
  choice: 1.2,
  value: 1.1,
  share: 0.9,
};

/** Cells of a row; a given row shows 无 where nothing is said and nothing must be. */
function cellsOf({ marker }: PlanShape, table: PlanTable, row: PlanRow, rows: readonly PlanRow[], n: number): string[] {
  const cells = table.columns.map((column) => {
    if (column.kind === 'share') return computedCell(column, row, rows);
    const cell = row[column.id];
    if (cell === undefined) return table.rows && column.required === 'no' && !isBlankTable(rows) ? marker : '';
    return column.kind === 'choice' ? (column.options?.find(({ id }) => id === cell)?.name.zh ?? cell) : cell;
  });
  return [...(table.rows ? [table.rows[n]?.name.zh ?? ''] : []), ...cells];
}

const isBlankTable = (rows: readonly PlanRow[]): boolean => rows.every((row) => isBlank(row));
