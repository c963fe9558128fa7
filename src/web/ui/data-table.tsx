import type { ReactNode } from 'react';
import styles from './data-table.module.css';
import { uiMessages } from './messages.ts';
import { useText } from './language.tsx';

export interface Column<Row> {
  id: string;
  label: string;
  /** Numbers stand right, with their unit in the label. */
  numeric?: boolean;
  /** The cell that names the row. */
  heading?: boolean;
  cell: (row: Row) => ReactNode;
}

export interface DataTableProps<Row> {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  /** On a telephone each row is a block, its cells one under the other with their labels: for cells of many words. */
  stacked?: boolean;
}

/** A table that scrolls sideways by keyboard where it is wider than the page, and prints whole. */
export function DataTable<Row>({ caption, columns, rows, keyOf, stacked = false }: DataTableProps<Row>) {
  const t = useText(uiMessages);
  return (
    <div className={styles.scroll} role="region" aria-label={t('scrollTable', { name: caption })} tabIndex={0}>
      <table className={stacked ? `${styles.table} ${styles.stacked}` : styles.table}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" className={column.numeric ? styles.numeric : undefined}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map((column) =>
                column.heading ? (
                  <th key={column.id} scope="row">
                    {column.cell(row)}
                  </th>
                ) : (
                  <td
                    key={column.id}
                    className={column.numeric ? styles.numeric : undefined}
                    data-label={stacked ? column.label : undefined}
                  >
                    {column.cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
