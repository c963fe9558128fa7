import { isCivilDate } from '../dates.ts';
import { shareOf } from './check-section.ts';
import {
  ATTACHED,
  coverLabel,
  headingText,
  labelText,
  numberLabel,
  OUTSIDE_CAPTION,
  plainKey,
  planLine,
  REASON_LABEL,
  referenceLine,
  SUMS_TITLE,
  titlesOf,
} from './printed.ts';
import { NONE, type PlanColumn, type PlanSection, type PlanShape, type PlanTable, REASON } from './shape.ts';
import { isBlank, type PlanRow, type PlanValue, type PlanValues, takeValue } from './values.ts';

/** A piece of a written document. `heading`: styled as one. */
export type WrittenPart =
  | { kind: 'paragraph'; text: string; heading: boolean }
  | { kind: 'table'; rows: readonly (readonly string[])[] };

export interface ReadOutline {
  values: Record<string, PlanValue>;
  /** What has no place in the form, with the heading it stood under; nothing is dropped without being named here. */
  unread: { section: string; text: string }[];
  /** Headings of the form that are not in the document. */
  missing: string[];
}

/** Reads a written plan back into the form it was written on. */
export function readOutline(shape: PlanShape, parts: readonly WrittenPart[]): ReadOutline {
  const { before, bySection, missing } = splitParts(shape, parts);
  const read: ReadOutline = { values: {}, unread: [], missing };
  readCover(shape, before, read);
  for (const section of shape.sections) readSection(shape, section, bySection.get(section.number) ?? [], read);
  return read;
}

/** Where the headings are: styled ones where the document has them, else lines that read like them; in their order. */
function splitParts(shape: PlanShape, parts: readonly WrittenPart[]) {
  const keys = shape.sections.map((section) => {
    const name = plainKey(section.name.zh);
    const number = plainKey(section.number);
    return { known: [plainKey(headingText(section)), number + name, number + bare(name)], names: [name, bare(name)] };
  });
  const indexOf = (text: string): number => {
    const key = plainKey(text);
    return keys.findIndex(({ known }) => known.includes(key) || known.includes(bare(key)));
  };
  // Numbered by the program, a heading has its name alone: the next of that name is meant.
  const named = (text: string, after: number): number =>
    keys.findIndex(({ names }, n) => n > after && names.includes(bare(plainKey(text))));
  const headings = parts.flatMap((part) => (part.kind === 'paragraph' && part.heading ? [part.text] : []));
  const numbered = headings.filter((text) => indexOf(text) >= 0).length * 2 > shape.sections.length;
  const place = (text: string, heading: boolean, after: number): number => {
    const at = indexOf(text);
    return at >= 0 || !heading || numbered ? at : named(text, after);
  };
  const styled = headings.filter((text) => place(text, true, -1) >= 0).length;
  const needsStyle = styled * 2 > shape.sections.length;
  const before: WrittenPart[] = [];
  const bySection = new Map<string, WrittenPart[]>();
  let last = -1;
  for (const part of parts) {
    const at = part.kind === 'paragraph' && (part.heading || !needsStyle) ? place(part.text, part.heading, last) : -1;
    if (at > last) {
      last = at;
      bySection.set(shape.sections[at]!.number, []);
    } else if (last < 0) before.push(part);
    else bySection.get(shape.sections[last]!.number)!.push(part);
  }
  const missing = shape.sections.filter(({ number }) => !bySection.has(number)).map(({ number }) => number);
  return { before, bySection, missing };
}

/** Without what stands in brackets at its end. */
const bare = (key: string): string => key.replace(/\(.*\)$/, '');

function readCover(shape: PlanShape, parts: readonly WrittenPart[], read: ReadOutline): void {
  const fields = shape.cover.filter(({ printed }) => printed);
  const put = (label: string, value: string): boolean => {
    const field = fields.find((one) => plainKey(coverLabel(one)) === plainKey(label));
    if (!field) return false;
    const text = field.kind === 'date' ? dateOf(value) : value.trim();
    if (text !== '') read.values[field.path] = text;
    return true;
  };
  const ignored = new Set([shape.form.name.zh, '（盖章）', '（编写提纲）'].map(plainKey));
  for (const part of parts) {
    if (part.kind === 'table') {
      for (const [label = '', ...rest] of part.rows)
        if (!put(label, rest.join(' '))) read.unread.push({ section: 'cover', text: [label, ...rest].join(' | ') });
    } else if (!isBlank(part.text) && !ignored.has(plainKey(part.text))) {
      const at = part.text.search(/[：:]/);
      if (at < 0 || !put(part.text.slice(0, at), part.text.slice(at + 1)))
        read.unread.push({ section: 'cover', text: part.text });
    }
  }
}

/** `2026年11月27日` and the like as a civil date; what is none stays as it is. */
function dateOf(text: string): string {
  const match = /(\d{4})\D+(\d{1,2})\D+(\d{1,2})/.exec(text.normalize('NFKC'));
  const date = match ? `${match[1]}-${match[2]!.padStart(2, '0')}-${match[3]!.padStart(2, '0')}` : '';
  return isCivilDate(date) ? date : text.trim();
}

function readSection(shape: PlanShape, section: PlanSection, parts: readonly WrittenPart[], read: ReadOutline): void {
  const { number } = section;
  const texts = new Map<string, string[]>();
  const label = labelsOf(section);
  const skipped = new Set(
    [referenceLine(shape), planLine(shape), section.instruction && `（${section.instruction.zh}）`].flatMap((line) =>
      line === undefined ? [] : [plainKey(line)],
    ),
  );
  let current: string | undefined;
  for (const [n, part] of parts.entries()) {
    if (part.kind === 'table') {
      for (const rows of tablesIn(section, part.rows))
        if (!readTable(shape, section, rows, read))
          read.unread.push({ section: number, text: rows.map((row) => row.join(' | ')).join('\n') });
      current = undefined;
      continue;
    }
    const key = plainKey(part.text);
    if (skipped.has(key) || part.text.startsWith(ATTACHED)) continue;
    if (parts[n + 1]?.kind === 'table' && isCaption(section, part.text)) continue;
    const named = label.get(key);
    if (named !== undefined) {
      current = named;
      texts.set(named, texts.get(named) ?? []);
      continue;
    }
    const path = current ?? firstText(section);
    if (path === undefined) {
      if (!isBlank(part.text)) read.unread.push({ section: number, text: part.text });
    } else texts.set(path, [...(texts.get(path) ?? []), part.text]);
  }
  keepTexts(shape, section, texts, read);
  dropComputed(section, read);
}

const labelsOf = (section: PlanSection): Map<string, string> =>
  new Map([
    ...(section.fields.length > 1
      ? section.fields.flatMap((field) =>
          field.kind === 'text' ? [[plainKey(labelText(field.name.zh)), field.path] as const] : [],
        )
      : []),
    ...(section.none_with_reason ? [[plainKey(labelText(REASON_LABEL)), `${section.number}/${REASON}`] as const] : []),
  ]);

const firstText = (section: PlanSection): string | undefined =>
  section.fields.find(({ kind }) => kind === 'text')?.path;

const isCaption = (section: PlanSection, text: string): boolean =>
  section.fields.some(
    (field) =>
      field.kind === 'table' &&
      [field.name.zh, `${field.name.zh}（${OUTSIDE_CAPTION}）`].some((one) => plainKey(one) === plainKey(text)),
  );

function keepTexts(
  shape: PlanShape,
  section: PlanSection,
  texts: ReadonlyMap<string, string[]>,
  read: ReadOutline,
): void {
  const first = firstText(section);
  for (const [path, lines] of texts) {
    const text = lines.join('\n').replaceAll(/^(\s*\n)+|\s+$/g, '');
    if (isBlank(text)) continue;
    if (
      section.none === 'mark' &&
      path === first &&
      text.trim() === shape.marker &&
      !path.endsWith(`/${REASON}`) &&
      noneAlone(texts, path)
    )
      read.values[`${section.number}/${NONE}`] = 'true';
    else read.values[path] = takeValue(shape, path, text) ?? text;
  }
}

/** Nothing else is written under the heading but perhaps the reason. */
const noneAlone = (texts: ReadonlyMap<string, string[]>, path: string): boolean =>
  [...texts].every(([other, lines]) => other === path || other.endsWith(`/${REASON}`) || isBlank(lines.join('')));

/** A share that was printed because it follows from the numbers was not typed. */
function dropComputed(section: PlanSection, { values }: ReadOutline): void {
  for (const field of section.fields)
    if (field.kind === 'share' && values[field.path] === shareOf(section, field, values as PlanValues))
      delete values[field.path];
}

type Rows = readonly (readonly string[])[];

/** Tables that some programs join when nothing stands between them, each from its own titles on. */
function tablesIn(section: PlanSection, rows: Rows): Rows[] {
  const heads = section.fields.flatMap((field) => (field.kind === 'table' ? [headKey(titlesOf(field))] : []));
  const found: (readonly string[])[][] = [[]];
  for (const row of rows) {
    const begins = heads.includes(headKey(row)) || plainKey(row[0] ?? '') === plainKey(SUMS_TITLE);
    if (begins && found.at(-1)!.length > 0) found.push([]);
    found.at(-1)!.push(row);
  }
  return found;
}

const headKey = (titles: readonly string[]): string =>
  titles
    .map(plainKey)
    .filter((title) => title !== '')
    .join('|');

function readTable(shape: PlanShape, section: PlanSection, rows: Rows, read: ReadOutline): boolean {
  const [head = [], ...body] = rows;
  if (plainKey(head[0] ?? '') === plainKey(SUMS_TITLE)) return true;
  const table = section.fields.find(
    (field): field is PlanTable => field.kind === 'table' && headKey(titlesOf(field)) === headKey(head),
  );
  if (table) return keepRows(shape, table, body, read);
  return readNumbers(section, rows, read);
}

function readNumbers(section: PlanSection, rows: readonly (readonly string[])[], read: ReadOutline): boolean {
  const numbers = section.fields.filter((field) => field.kind === 'number' || field.kind === 'share');
  const found = rows.map((row) =>
    numbers.find((field) =>
      [numberLabel(field), field.name.zh].some((label) => plainKey(label) === plainKey(row[0] ?? '')),
    ),
  );
  if (found.every((field) => field === undefined)) return false;
  for (const [n, row] of rows.entries()) {
    const field = found[n];
    if (!field) read.unread.push({ section: section.number, text: row.join(' | ') });
    else if (row.length > 1 && !isBlank(row[1]) && (field.kind === 'number' || field.typed))
      read.values[field.path] = row[1]!.trim();
  }
  return true;
}

function keepRows(
  shape: PlanShape,
  table: PlanTable,
  body: readonly (readonly string[])[],
  read: ReadOutline,
): boolean {
  const offset = table.rows ? 1 : 0;
  const rowOf = (cells: readonly string[]): PlanRow =>
    Object.fromEntries(
      table.columns.flatMap((column, n) => {
        const cell = column.kind === 'share' ? '' : cellOf(column, cells[n + offset] ?? '');
        return cell === '' ? [] : [[column.id, cell] as const];
      }),
    );
  if (!table.rows) {
    const before = read.values[table.path];
    const rows = [...(Array.isArray(before) ? (before as PlanRow[]) : []), ...body.map(rowOf)];
    const taken = takeValue(shape, table.path, rows);
    if (taken !== undefined && !isBlank(taken)) read.values[table.path] = taken;
    return true;
  }
  const known = table.rows;
  const placed: PlanRow[] = known.map(() => ({}));
  for (const cells of body) {
    const at = known.findIndex(({ name }) => plainKey(name.zh) === plainKey(cells[0] ?? ''));
    if (at >= 0) placed[at] = rowOf(cells);
    else if (!isBlank(cells.join('')))
      read.unread.push({ section: table.path.split('/')[0]!, text: cells.join(' | ') });
  }
  const taken = takeValue(shape, table.path, placed);
  if (taken !== undefined && !isBlank(taken)) read.values[table.path] = taken;
  return true;
}

function cellOf(column: PlanColumn, cell: string): string {
  const text = cell.trim();
  if (column.kind !== 'choice') return text;
  return column.options?.find(({ name }) => plainKey(name.zh) === plainKey(text))?.id ?? text;
}
