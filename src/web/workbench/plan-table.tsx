import { App, Button, Input, Select } from 'antd';
import { computedCell } from '../../shared/plans/check-table.ts';
import type { PlanColumn, PlanTable } from '../../shared/plans/shape.ts';
import { isBlank, type PlanRow } from '../../shared/plans/values.ts';
import { pick } from '../../shared/i18n.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import { planMessages } from './plan-messages.ts';
import { pastedCells } from './plan-paste.ts';
import styles from './plan.module.css';

interface TableProps {
  table: PlanTable;
  id: string;
  value: unknown;
  disabled: boolean;
  described: string;
  onChange: (rows: PlanRow[]) => void;
}

/** A table of the form: cells to write in, computed shares, and a grid from a spreadsheet by one paste. */
export function PlanTableEditor({ table, id, value, disabled, described, onChange }: TableProps) {
  const t = useText(planMessages);
  const lang = useLanguage();
  const { message } = App.useApp();
  const kept = Array.isArray(value) ? (value as PlanRow[]) : [];
  const rows: PlanRow[] = table.rows
    ? table.rows.map((_, n) => kept[n] ?? {})
    : kept.length === 0 && !disabled
      ? [{}]
      : kept;
  const writable = table.columns.filter(({ kind }) => kind !== 'share');
  const set = (n: number, column: string, text: string): void => {
    const { [column]: _, ...rest } = rows[n] ?? {};
    onChange(rows.map((row, at) => (at === n ? (text === '' ? rest : { ...rest, [column]: text }) : row)));
  };
  const paste = (n: number, column: PlanColumn, text: string): void => {
    const from = writable.findIndex(({ id: own }) => own === column.id);
    const left: string[] = [];
    const next = rows.map((row) => ({ ...row }));
    const cells = pastedCells(text);
    for (const [down, line] of cells.entries())
      for (const [right, cell] of line.entries()) {
        const target = writable[from + right];
        if (!target || (table.rows && n + down >= table.rows.length)) {
          if (cell !== '') left.push(cell);
          continue;
        }
        const row = (next[n + down] ??= {});
        if (cell !== '') row[target.id] = optionOf(target, cell);
      }
    onChange(Array.from(next, (row) => row ?? {}));
    const told = { rows: cells.length, left: left.length, cells: left.slice(0, 5).join('、') };
    void (left.length === 0 ? message.success(t('pasted', told)) : message.warning(t('pastedLess', told)));
  };
  return (
    <div className={styles.tableBox}>
      <table className={styles.table} id={id} aria-describedby={described}>
        <thead>
          <tr>
            <th scope="col">{table.rows ? (table.row_title ? pick(table.row_title, lang) : '') : ''}</th>
            {table.columns.map((column) => (
              <th key={column.id} scope="col">
                {pick(column.name, lang)}
                {column.unit ? `（${pick(column.unit, lang)}）` : ''}
                {column.required === 'yes' ? <span aria-hidden> *</span> : null}
              </th>
            ))}
            {table.rows || disabled ? null : <th scope="col">{''}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, n) => (
            // Rows have no name of their own; they are told apart by their place.
            // oxlint-disable-next-line react/no-array-index-key
            <tr key={n}>
              <th scope="row">{table.rows ? pick(table.rows[n]!.name, lang) : n + 1}</th>
              {table.columns.map((column) => (
                <td key={column.id}>
                  {column.kind === 'share' ? (
                    <span className={styles.computed} title={t('computed')}>
                      {computedCell(column, row, rows)}
                    </span>
                  ) : (
                    <Cell
                      column={column}
                      label={`${pick(column.name, lang)} ${table.rows ? pick(table.rows[n]!.name, lang) : t('rowNumber', { row: n + 1 })}`}
                      value={row[column.id] ?? ''}
                      disabled={disabled}
                      onChange={(text) => set(n, column.id, text)}
                      onGrid={(text) => paste(n, column, text)}
                    />
                  )}
                </td>
              ))}
              {table.rows || disabled ? null : (
                <td>
                  <Button
                    size="small"
                    type="text"
                    aria-label={t('removeRow', { row: n + 1 })}
                    disabled={rows.length === 1 && isBlank(row)}
                    onClick={() => onChange(rows.filter((_, at) => at !== n))}
                  >
                    ×
                  </Button>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {disabled ? null : (
        <div className={styles.below}>
          {table.rows ? null : (
            <Button size="small" onClick={() => onChange([...rows, {}])}>
              {t('addRow')}
            </Button>
          )}
          <span className={styles.muted}>{t('pasteHelp')}</span>
        </div>
      )}
    </div>
  );
}

/** The id of a choice by its name, as it is pasted; what is none stays for the check to name. */
const optionOf = ({ options }: PlanColumn, cell: string): string =>
  options?.find(({ id, name }) => id === cell || name.zh === cell || name.en === cell)?.id ?? cell;

interface CellProps {
  column: PlanColumn;
  label: string;
  value: string;
  disabled: boolean;
  onChange: (text: string) => void;
  /** Several cells at once. */
  onGrid: (text: string) => void;
}

function Cell({ column, label, value, disabled, onChange, onGrid }: CellProps) {
  const lang = useLanguage();
  const onPaste = (event: React.ClipboardEvent): void => {
    const text = event.clipboardData.getData('text/plain');
    if (!/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    onGrid(text);
  };
  if (column.kind === 'choice')
    return (
      <Select
        aria-label={label}
        allowClear
        disabled={disabled}
        className={styles.choice!}
        popupMatchSelectWidth={false}
        value={value === '' ? null : value}
        options={(column.options ?? []).map((one) => ({ value: one.id, label: pick(one.name, lang) }))}
        onChange={(next: string | null | undefined) => onChange(next ?? '')}
      />
    );
  if (column.kind === 'text')
    return (
      <Input.TextArea
        aria-label={label}
        disabled={disabled}
        className={styles.cell!}
        value={value}
        onPaste={onPaste}
        onChange={(event) => onChange(event.target.value)}
      />
    );
  return (
    <Input
      aria-label={label}
      disabled={disabled}
      type={column.kind === 'date' || column.kind === 'month' ? column.kind : 'text'}
      inputMode={column.kind === 'number' || column.kind === 'money' ? 'decimal' : 'text'}
      value={value}
      onPaste={onPaste}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
