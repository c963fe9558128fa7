import type { FormCheck } from '../policy/forms.ts';
import type { Citation } from '../problems.ts';
import { countedRows } from './check-table.ts';
import { planFault, type PlanFault } from './faults.ts';
import { citationIn, fieldAt, type PlanShape, type PlanTable, sectionAt } from './shape.ts';
import { isBlank, numberOf, type PlanRow, type PlanValues, rowsAt, saysNone, textAt } from './values.ts';

type Check<K> = Extract<FormCheck['check'], { test: K }>;
interface Looked {
  shape: PlanShape;
  values: PlanValues;
  cite: Citation;
  /** Fen, by the path of a value of the rule set. */
  fen: (path: string) => number | undefined;
}

/** What the form looks at across its fields. */
export const checkAcross = (
  shape: PlanShape,
  values: PlanValues,
  fen: (path: string) => number | undefined,
): PlanFault[] =>
  shape.checks.flatMap((entry) => {
    const looked: Looked = { shape, values, cite: citationIn(shape.policy, entry), fen };
    const { check } = entry;
    switch (check.test) {
      case 'sum_equals':
        return sumEquals(check, looked);
      case 'targets':
        return [...targets(check, looked), ...yearlySums(check, looked)];
      case 'facts_in_period':
        return factsInPeriod(check, looked);
      case 'row_at_most':
        return rowAtMost(check, looked);
      case 'overlap':
        return overlap(check, looked);
      case 'covers':
        return covers(check, looked);
    }
  });

const tableAt = (shape: PlanShape, path: string): PlanTable | undefined => {
  const field = fieldAt(shape, path);
  return field?.kind === 'table' ? field : undefined;
};

const round = (number: number): number => Math.round(number * 1e6) / 1e6;

function sumEquals({ table, column, field }: Check<'sum_equals'>, { shape, values, cite }: Looked): PlanFault[] {
  const numbers = rowsAt(values, table).flatMap((row) => numberOf(row[column] ?? '') ?? []);
  const total = numberOf(textAt(values, field));
  const sum = round(numbers.reduce((a, b) => a + b, 0));
  if (numbers.length === 0 || total === undefined || sum === total) return [];
  return [
    planFault('sum_differs', { path: table, cite, level: 'flag' }, { sum, total, name: fieldAt(shape, field)!.name }),
  ];
}

function factsInPeriod({ table, sections }: Check<'facts_in_period'>, { shape, values, cite }: Looked): PlanFault[] {
  const { reference } = shape.periods;
  const known = tableAt(shape, table);
  if (!reference || !known || countedRows(shape.periods, known, rowsAt(values, table)).length > 0) return [];
  const blank = sections.filter((number) => !saysNone(shape, values, number));
  if (blank.length === 0) return [];
  const { from, to, label } = reference;
  return [
    planFault('no_facts', { path: table, cite }, { label, from, to, sections: blank.join('、'), marker: shape.marker }),
  ];
}

function rowAtMost({ table, row, most }: Check<'row_at_most'>, { shape, values, cite, fen }: Looked): PlanFault[] {
  const known = tableAt(shape, table);
  const limit = fen(most);
  const at = known?.rows?.findIndex(({ id }) => id === row) ?? -1;
  if (!known || limit === undefined || at < 0) return [];
  const cells = rowsAt(values, table)[at] ?? {};
  const limitText = round(limit / 1e6);
  return known.columns.flatMap(({ id, name }) => {
    const given = numberOf(cells[id] ?? '');
    if (given === undefined || given <= limitText) return [];
    return [
      planFault('row_over', { path: table, row: at, cite, level: 'flag' }, { span: name, given, most: limitText }),
    ];
  });
}

function overlap(check: Check<'overlap'>, { shape, values, cite }: Looked): PlanFault[] {
  const known = new Set(rowsAt(values, check.table).flatMap((row) => row[check.column] ?? []));
  const name = fieldAt(shape, check.table)?.name ?? { zh: '', en: '' };
  return rowsAt(values, check.other).flatMap((row, n) => {
    const given = row[check.other_column];
    if (given === undefined || !known.has(given)) return [];
    return [planFault('overlap', { path: check.other, row: n, cite, level: 'flag' }, { given, name })];
  });
}

/** Tables of the aspects that do not say 无. */
const tablesOf = ({ sections }: { sections: readonly string[] }, id: string, { shape, values }: Looked) =>
  sections
    .filter((number) => !saysNone(shape, values, number))
    .flatMap((number) => {
      const table = tableAt(shape, `${number}/${id}`);
      return table ? [{ table, rows: rowsAt(values, table.path) }] : [];
    });

/** The overall goal and every year need a target, an indicator and a number, over all aspects together (AMB-GZA-07). */
function targets(check: Check<'targets'>, looked: Looked): PlanFault[] {
  const { shape, values, cite } = looked;
  const goals = tablesOf(check, check.goals, looked);
  const indicators = tablesOf(check, check.indicators, looked);
  const [first] = check.sections;
  const spans = tableAt(shape, `${first}/${check.goals}`)?.rows ?? [];
  const perSpan = spans.flatMap(({ id, name }, n): PlanFault[] => {
    const goal = goals.some(({ rows }) => !isBlank(rows[n] ?? {}));
    const cells = indicators.flatMap(({ table, rows }) => {
      const columns = table.columns.filter((column) => column.kind === 'value' && column.id.endsWith(`_${id}`));
      return rows.flatMap((row) => columns.flatMap((column) => row[column.id] ?? []));
    });
    const at = { path: `${first}/${check.indicators}`, cite };
    const goalFault = goal
      ? []
      : [planFault('target_missing', { ...at, path: `${first}/${check.goals}`, row: n }, { span: name })];
    if (cells.length === 0) return [...goalFault, planFault('indicator_missing', at, { span: name })];
    return cells.some((cell) => numberOf(cell) !== undefined)
      ? goalFault
      : [...goalFault, planFault('indicator_words', at, { span: name })];
  });
  const aspects = check.sections.flatMap((number): PlanFault[] => {
    if (saysNone(shape, values, number)) return [];
    const filled = [check.goals, check.indicators].some((id) => !isBlank(rowsAt(values, `${number}/${id}`)));
    if (filled) return [];
    const section = sectionAt(shape, `${number}/`)!;
    return [
      planFault(
        'aspect_missing',
        { path: `${number}/${check.indicators}`, cite: section.cite },
        { name: section.name, marker: shape.marker },
      ),
    ];
  });
  return [...aspects, ...perSpan];
}

/** Years that do not add up to the whole are shown; some indicators are not sums. */
function yearlySums(check: Check<'targets'>, looked: Looked): PlanFault[] {
  const cite: Citation = { ...looked.cite, basis: 'house' };
  return tablesOf(check, check.indicators, looked).flatMap(({ table, rows }) => {
    const columns = table.columns.filter(({ kind }) => kind === 'value').map(({ id }) => id);
    const [overall, ...years] = columns;
    return rows.flatMap((row, n) => {
      const total = numberOf(row[overall!] ?? '');
      const numbers = years.flatMap((id) => numberOf(row[id] ?? '') ?? []);
      const sum = round(numbers.reduce((a, b) => a + b, 0));
      if (total === undefined || numbers.length < years.length || sum === total) return [];
      return [
        planFault(
          'yearly_sum',
          { path: table.path, row: n, cite, level: 'flag' },
          { name: nameOf(table, row), sum, total },
        ),
      ];
    });
  });
}

const nameOf = (table: PlanTable, row: PlanRow): string => row[table.columns[0]!.id] ?? table.name.zh;

function covers(check: Check<'covers'>, looked: Looked): PlanFault[] {
  const tables = tablesOf(check, check.table, looked);
  if (tables.every(({ rows }) => rows.length === 0)) return [];
  const column = tables[0]?.table.columns.find(({ id }) => id === check.column);
  const named = new Set(tables.flatMap(({ rows }) => rows.flatMap((row) => row[check.column] ?? [])));
  return (column?.options ?? [])
    .filter(({ id }) => !named.has(id))
    .map(({ name }) =>
      planFault('not_covered', { path: tables[0]!.table.path, cite: looked.cite, level: 'flag' }, { what: name }),
    );
}
