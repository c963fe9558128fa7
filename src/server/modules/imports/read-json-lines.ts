import { type Bytes, utf8Bytes } from './encoding.ts';
import type { Encoding } from './file-kind.ts';
import { LIMITS } from './limits.ts';
import type { ReadFault, TableRow } from './table-row.ts';

interface Line {
  row: number;
  /** Undefined: longer than a record may be. */
  text: string | undefined;
}

const LF = 10;

/** Lines of a text; one that is too long is passed over without being kept. */
async function* linesOf(bytes: Bytes, encoding: Encoding): AsyncGenerator<Line> {
  let row = 0;
  let held: Buffer[] = [];
  let length = 0;
  const line = (): Line => {
    const text = length > LIMITS.record ? undefined : Buffer.concat(held).toString('utf8');
    held = [];
    length = 0;
    return { row: ++row, text };
  };
  for await (const chunk of utf8Bytes(bytes, encoding)) {
    let from = 0;
    for (let end = chunk.indexOf(LF); end !== -1; end = chunk.indexOf(LF, from)) {
      length += end - from;
      if (length <= LIMITS.record) held.push(chunk.subarray(from, end));
      yield line();
      from = end + 1;
    }
    length += chunk.length - from;
    if (length <= LIMITS.record) held.push(chunk.subarray(from));
    else held = [];
  }
  if (length > 0) yield line();
}

type Json = Readonly<Record<string, unknown>>;

function objectOf(text: string): Json | string {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : text.slice(0, 60);
  } catch (cause) {
    return (cause as Error).message.slice(0, 120);
  }
}

/** The keys of the first objects, in their order: the columns. */
export async function jsonKeys(bytes: Bytes, encoding: Encoding): Promise<string[]> {
  const keys = new Set<string>();
  let lines = 0;
  for await (const { text } of linesOf(bytes, encoding)) {
    if (text === undefined || text.trim() === '') continue;
    const object = objectOf(text);
    if (typeof object !== 'string')
      for (const key of Object.keys(object)) if (keys.size < LIMITS.columns) keys.add(key);
    if (++lines >= LIMITS.keyLines) break;
  }
  return [...keys];
}

export async function countLines(bytes: Bytes, encoding: Encoding): Promise<number> {
  let count = 0;
  for await (const { text } of linesOf(bytes, encoding)) if (text?.trim() !== '') count++;
  return count;
}

/** One object a line, under the headings found first; lists and numbers keep their kind. */
export async function* readJsonLines(
  bytes: Bytes,
  encoding: Encoding,
  headings: readonly string[],
): AsyncGenerator<TableRow> {
  const known = new Set(headings);
  for await (const { row, text } of linesOf(bytes, encoding)) {
    if (text === undefined) {
      yield { row, cells: [], faults: [rowFault('import.row_too_long', { limit: LIMITS.record })] };
      continue;
    }
    if (text.trim() === '') continue;
    const object = objectOf(text);
    if (typeof object === 'string')
      yield { row, cells: [text.slice(0, 200)], faults: [rowFault('import.json_malformed', { detail: object })] };
    else yield rowOf(row, object, headings, known);
  }
}

const rowFault = (code: ReadFault['code'], params: ReadFault['params']): ReadFault => ({
  column: null,
  severity: 'error',
  code,
  params,
});

function rowOf(row: number, object: Json, headings: readonly string[], known: ReadonlySet<string>): TableRow {
  const faults: ReadFault[] = [];
  const values: Record<number, unknown> = {};
  const cells = headings.map((heading, column) => {
    const value = Object.hasOwn(object, heading) ? object[heading] : null;
    if (value === null) return '';
    if (typeof value === 'string') return value;
    if (isNested(value)) {
      faults.push({ column, severity: 'error', code: 'import.value_nested', params: {} });
      return JSON.stringify(value).slice(0, 500);
    }
    values[column] = value;
    return Array.isArray(value) ? value.join('; ') : String(value as number | boolean);
  });
  const late = Object.keys(object).filter((key) => !known.has(key));
  if (late.length > 0)
    faults.push(rowFault('import.key_late', { keys: late.join('、').slice(0, 200), lines: LIMITS.keyLines }));
  return { row, cells, values, faults };
}

const isNested = (value: unknown): boolean =>
  Array.isArray(value)
    ? value.some((item) => typeof item === 'object' && item !== null)
    : typeof value === 'object' && value !== null;
