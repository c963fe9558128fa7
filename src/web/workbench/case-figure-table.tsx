import { Button, Input, Select } from 'antd';
import { useText } from '../ui/language.tsx';
import type { Figure } from './case-figure-facts.tsx';
import { pastedCells } from './plan-paste.ts';
import { planMessages } from './plan-messages.ts';
import grid from './plan.module.css';
import { shellMessages } from './shell-messages.ts';

type Row = Readonly<Record<string, unknown>>;
type Column = Figure['columns'][number];

/** Rows as they were kept; a text has one row a line, its cells parted by semicolons, commas or tabs. */
export function figureRows(columns: readonly Column[], held: unknown): Row[] {
  if (Array.isArray(held)) return held as Row[];
  if (typeof held !== 'string') return [];
  return held
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) =>
      Object.fromEntries(line.split(/[;；,，\t]/).map((cell, n) => [columns[n]?.id ?? `+${n + 1}`, cell.trim()])),
    );
}

const cellText = (held: unknown): string =>
  typeof held === 'string' || typeof held === 'number' || typeof held === 'boolean' ? String(held) : '';
const isBlank = (row: Row): boolean => Object.values(row).every((cell) => cellText(cell) === '');

interface TableProps {
  figure: Figure;
  id: string;
  held: unknown;
  disabled: boolean;
  onChange: (rows: Row[]) => void;
}

/** A list of figures, row by row; below what was entered always stands a blank row. A grid from a spreadsheet comes in by one paste. */
export function FigureTable({ figure: { label, columns }, id, held, disabled, onChange }: TableProps) {
  const t = useText(planMessages);
  const kept = figureRows(columns, held);
  const rows: Row[] = disabled ? kept : [...kept, {}];
  const keep = (next: Row[]): void => onChange(next.filter((row) => !isBlank(row)));
  const set = (n: number, column: string, text: string): void =>
    keep(rows.map((row, at) => (at === n ? { ...row, [column]: text } : row)));
  const paste = (n: number, from: number, text: string): void => {
    const next = rows.map((row) => ({ ...row }));
    for (const [down, line] of pastedCells(text).entries())
      for (const [right, cell] of line.entries()) {
        const column = columns[from + right];
        const known = column?.options.find((one) => one.label === cell)?.id;
        if (column && cell !== '') (next[n + down] ??= {})[column.id] = known ?? cell;
      }
    keep(next);
  };
  return (
    <div className={grid.tableBox}>
      <table className={grid.table} id={id} aria-label={label}>
        <thead>
          <tr>
            <th scope="col">#</th>
            {columns.map((column) => (
              <th key={column.id} scope="col">
                {column.unit === null ? column.label : `${column.label}（${column.unit}）`}
                {column.needed ? <span aria-hidden> *</span> : null}
              </th>
            ))}
            {disabled ? null : <th scope="col">{''}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, n) => (
            // Rows have no other name than their place.
            // oxlint-disable-next-line react/no-array-index-key
            <tr key={n}>
              <th scope="row">{n + 1}</th>
              {columns.map((column, at) => (
                <td key={column.id}>
                  <FigureCell
                    column={column}
                    label={`${column.label} ${t('rowNumber', { row: n + 1 })}`}
                    value={cellText(row[column.id])}
                    disabled={disabled}
                    onChange={(text) => set(n, column.id, text)}
                    onGrid={(text) => paste(n, at, text)}
                  />
                </td>
              ))}
              {disabled ? null : (
                <td>
                  <Button
                    size="small"
                    type="text"
                    aria-label={t('removeRow', { row: n + 1 })}
                    disabled={n === kept.length}
                    onClick={() => keep(rows.filter((_, at) => at !== n))}
                  >
                    ×
                  </Button>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {disabled ? null : <p className={grid.muted}>{t('pasteHelp')}</p>}
    </div>
  );
}

interface CellProps {
  column: Column;
  label: string;
  value: string;
  disabled: boolean;
  onChange: (text: string) => void;
  onGrid: (text: string) => void;
}

const NUMBERS = new Set(['integer', 'decimal', 'money']);

function FigureCell({ column, label, value, disabled, onChange, onGrid }: CellProps) {
  const shell = useText(shellMessages);
  const yesNo = [
    { id: 'true', label: shell('yes') },
    { id: 'false', label: shell('no') },
  ];
  const options = ['boolean', 'evidence', 'statement'].includes(column.kind) ? yesNo : column.options;
  if (options.length > 0)
    return (
      <Select
        aria-label={label}
        allowClear
        disabled={disabled}
        className={grid.choice!}
        popupMatchSelectWidth={false}
        value={value === '' ? null : value}
        options={options.map((one) => ({ value: one.id, label: one.label }))}
        onChange={(next: string | null | undefined) => onChange(next ?? '')}
      />
    );
  return (
    <Input
      aria-label={label}
      disabled={disabled}
      type={column.kind === 'date' ? 'date' : 'text'}
      inputMode={NUMBERS.has(column.kind) ? 'decimal' : 'text'}
      maxLength={200}
      value={value}
      onPaste={(event) => {
        const text = event.clipboardData.getData('text/plain');
        if (!/[\t\n]/.test(text.trim())) return;
        event.preventDefault();
        onGrid(text);
      }}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
