import { isCivilDate } from '../dates.ts';
import type { Bilingual } from '../i18n.ts';
import { type Amount, amountOf, readDecimal, UNITS, type UnitId, unitNamed, unitsLike } from './amounts.ts';
import type { FigureFaultCode } from './figure-faults.ts';
import type { Column, Figure, Figures } from './figures.ts';

export type PlainValue = Amount | boolean | string;
export type Row = Readonly<Record<string, PlainValue>>;
export type FigureValue = PlainValue | readonly string[] | readonly Row[];
/** Figures as the checks read them; one that was not given has no entry. */
export type FigureValues = Readonly<Record<string, FigureValue | undefined>>;

/** A figure that cannot be taken, with what its message says. */
export interface FigureFault {
  /** Its id; the column's after a row number, `sites.2.place`. */
  path: string;
  figure: string;
  code: FigureFaultCode;
  label: Bilingual;
  params: Readonly<Record<string, Bilingual>>;
}

const LIMIT = 5000;
const YES = new Set(['true', 'yes', '是', '有', '1', 'y']);
const NO = new Set(['false', 'no', '否', '无', '没有', '0', 'n']);

/** Thrown inside this file only: the first thing wrong with a figure. */
class Refused extends Error {
  readonly code: FigureFaultCode;
  readonly params: Record<string, Bilingual>;
  constructor(code: FigureFaultCode, params: Record<string, Bilingual | string> = {}) {
    super(code);
    this.code = code;
    this.params = Object.fromEntries(
      Object.entries(params).map(([name, text]) => [name, typeof text === 'string' ? same(text) : text]),
    );
  }
}

const same = (text: string): Bilingual => ({ zh: text, en: text });
const shown = (given: unknown): string => {
  const text = typeof given === 'string' ? given : (JSON.stringify(given) ?? String(given));
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
};

/** What a counted or measured figure is in, as written to users. */
export const unitText = (unit: UnitId | Bilingual): Bilingual =>
  typeof unit === 'string' ? { zh: UNITS[unit].zh, en: UNITS[unit].en } : unit;

const unitsText = (unit: UnitId | Bilingual): Bilingual => {
  if (typeof unit !== 'string') return unit;
  const all = unitsLike(unit).map(unitText);
  return { zh: all.map(({ zh }) => zh).join(' / '), en: all.map(({ en }) => en).join(' / ') };
};

/**
 * Reads given figures by what a rule set asks for. A number may come as a number, as text with or without its unit
 * (`20 TB`), or as `{value, unit}`; a list as an array or as text; what is empty counts as not given.
 */
export function readFigures(
  figures: Figures,
  given: Readonly<Record<string, unknown>>,
): { values: FigureValues; faults: FigureFault[] } {
  const values: Record<string, FigureValue> = {};
  const faults: FigureFault[] = [];
  for (const [id, value] of Object.entries(given)) {
    const figure = Object.hasOwn(figures, id) ? figures[id] : undefined;
    if (!figure) {
      faults.push({ path: id, figure: id, code: 'figure.unknown', label: same(shown(id)), params: {} });
      continue;
    }
    if (value === null || value === undefined || (value === '' && figure.kind !== 'statement')) continue;
    const fault = (path: string, label: Bilingual, cause: unknown): void => {
      if (!(cause instanceof Refused)) throw cause;
      faults.push({ path, figure: id, code: cause.code, label, params: cause.params });
    };
    try {
      values[id] =
        figure.kind === 'table'
          ? readTable(figure.columns, value, (row, column, cause) =>
              fault(`${id}.${row}.${column.id}`, columnLabel(figure, row, column), cause),
            )
          : readOne(figure, value);
    } catch (cause) {
      fault(id, figure.label, cause);
    }
  }
  return { values, faults };
}

const columnLabel = (figure: Figure, row: number, { label }: { label: Bilingual }): Bilingual => ({
  zh: `${figure.label.zh}第 ${row + 1} 行：${label.zh}`,
  en: `${figure.label.en}, row ${row + 1}: ${label.en}`,
});

function readOne(figure: Exclude<Figure, { kind: 'table' }>, given: unknown): FigureValue {
  switch (figure.kind) {
    case 'integer':
    case 'decimal':
    case 'money':
      return readNumber(figure, given);
    case 'boolean':
    case 'evidence':
    case 'statement':
      return readYesNo(figure.kind, given);
    case 'choice':
      return readOption(figure.options, given, false);
    case 'set':
      return readSet(figure, given);
    case 'date':
      return readDate(given);
    case 'text':
      return readText(given);
  }
}

function readNumber(figure: Extract<Figure, { kind: 'integer' | 'decimal' | 'money' }>, given: unknown): Amount {
  const measured = typeof figure.unit === 'string' ? figure.unit : undefined;
  const says = { unit: unitsText(figure.unit), given: shown(given) };
  const { text, unit } = partsOf(given, says, measured);
  const plain = readDecimal(text);
  if (plain === undefined) {
    const places = /^[+-]?\d+\.\d{7,}$/.test(text);
    throw new Refused(
      places ? 'figure.places' : /^[+-]?\d{16,}$|e\+/.test(text) ? 'figure.too_large' : 'figure.not_a_number',
      { ...says, limit: String(figure.max) },
    );
  }
  const amount = unit === undefined ? plain : plain * UNITS[unit].factor;
  if (figure.kind === 'integer' && plain % amountOf(1) !== 0n) throw new Refused('figure.not_whole', says);
  if (amount < amountOf(figure.min, measured))
    throw new Refused('figure.too_small', { ...says, limit: String(figure.min) });
  if (amount > amountOf(figure.max, measured))
    throw new Refused('figure.too_large', { ...says, limit: String(figure.max) });
  return amount;
}

/** Number and unit of what was given: `20`, `'20 TB'`, `{ value: '20', unit: 'TB' }`. */
function partsOf(
  given: unknown,
  says: { unit: Bilingual; given: string },
  measured: UnitId | undefined,
): { text: string; unit: UnitId | undefined } {
  const isPair = typeof given === 'object' && given !== null && 'value' in given;
  const value: unknown = isPair ? given.value : given;
  if (typeof value !== 'number' && typeof value !== 'string') throw new Refused('figure.not_a_number', says);
  const whole = String(value).normalize('NFKC').replace('\u2212', '-').trim();
  const split = typeof value === 'number' ? whole.length : whole.search(/[\p{L}°%]/u);
  const text = (split < 0 ? whole : whole.slice(0, split)).replaceAll(/[,\s]/g, '');
  if (text === '') throw new Refused('figure.not_a_number', says);
  const suffix = split < 0 ? '' : whole.slice(split).trim();
  const named: unknown = suffix === '' && isPair && 'unit' in given ? given.unit : suffix;
  return { text, unit: unitGiven(named, says.unit, measured) };
}

function unitGiven(named: unknown, says: Bilingual, measured: UnitId | undefined): UnitId | undefined {
  if (named === '' || named === undefined || named === null) return measured;
  const text = typeof named === 'string' ? named.normalize('NFKC') : shown(named);
  const unit = unitNamed(text);
  if (measured !== undefined && unit !== undefined && UNITS[unit].family === UNITS[measured].family) return unit;
  // A counted noun may stand with its number: 5000 份.
  if (measured === undefined && [says.zh, says.en].includes(text)) return undefined;
  throw new Refused('figure.unit', { unit: says, given: shown(named) });
}

function readYesNo(kind: 'boolean' | 'evidence' | 'statement', given: unknown): boolean {
  if (typeof given === 'boolean') return given;
  if (typeof given === 'string') {
    const text = given.trim().toLowerCase();
    if (YES.has(text)) return true;
    if (NO.has(text)) return false;
    if (kind === 'statement') return text !== '';
  }
  throw new Refused('figure.yes_no', { given: shown(given) });
}

type Options = readonly { id: string; label: Bilingual }[];

function readOption(options: Options, given: unknown, open: boolean): string {
  const text = typeof given === 'string' ? given.trim() : shown(given);
  const found = options.find(({ id, label }) => [id, label.zh, label.en].includes(text));
  if (found) return found.id;
  if (open && typeof given === 'string' && text !== '' && text.length <= 100) return text;
  const list = (lang: 'zh' | 'en'): string => options.map(({ label }) => label[lang]).join(lang === 'zh' ? '、' : ', ');
  throw new Refused('figure.choice', { options: { zh: list('zh'), en: list('en') }, given: shown(given) });
}

function readSet(figure: Extract<Figure, { kind: 'set' }>, given: unknown): string[] {
  const list = typeof given === 'string' ? given.split(/[、,，;；\n]/).filter((text) => text.trim() !== '') : given;
  if (!Array.isArray(list)) throw new Refused('figure.list');
  if (list.length > LIMIT) throw new Refused('figure.too_long', { limit: String(LIMIT) });
  return [...new Set(list.map((item) => readOption(figure.options, item, figure.open)))];
}

function readDate(given: unknown): string {
  const text = typeof given === 'string' ? given.trim() : '';
  if (!isCivilDate(text) || text < '1800' || text > '2200')
    throw new Refused('figure.no_such_date', { given: shown(given) });
  return text;
}

function readText(given: unknown): string {
  if (typeof given !== 'string' || given.length > 200) throw new Refused('figure.text');
  return given.normalize('NFKC').trim();
}

function readTable(
  columns: readonly Column[],
  given: unknown,
  fault: (row: number, column: { id: string; label: Bilingual }, cause: unknown) => void,
): Row[] {
  const rows: unknown = typeof given === 'string' ? rowsOf(columns, given) : given;
  if (!Array.isArray(rows)) throw new Refused('figure.list');
  if (rows.length > LIMIT) throw new Refused('figure.too_long', { limit: String(LIMIT) });
  return rows.map((row: unknown, n) => {
    if (typeof row !== 'object' || row === null || Array.isArray(row)) throw new Refused('figure.list');
    const cells = row as Readonly<Record<string, unknown>>;
    for (const name of Object.keys(cells))
      if (!columns.some(({ id }) => id === name))
        fault(n, { id: name, label: same(shown(name)) }, new Refused('figure.column_unknown'));
    return Object.fromEntries(
      columns.map((column) => {
        try {
          return [column.id, readCell(column, cells[column.id])];
        } catch (cause) {
          fault(n, column, cause);
          return [column.id, ''];
        }
      }),
    );
  });
}

function readCell(column: Column, given: unknown): PlainValue {
  if (given !== undefined && given !== null && given !== '') return readOne(column, given) as PlainValue;
  if (column.needed) throw new Refused('figure.column_missing');
  if (column.kind === 'integer' || column.kind === 'decimal' || column.kind === 'money') return 0n;
  return column.kind === 'boolean' || column.kind === 'evidence' || column.kind === 'statement' ? false : '';
}

/** Rows of a text: one a line, cells in the order of the columns, with semicolons, commas or tabs between them. */
const rowsOf = (columns: readonly Column[], text: string): Record<string, string>[] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const cells = line.split(/[;；,，\t]/).map((cell) => cell.trim());
      return Object.fromEntries(cells.map((cell, n) => [columns[n]?.id ?? `+${n + 1}`, cell]));
    });
