import type { ReactNode } from 'react';
import styles from './counted-bars.module.css';

interface CountedBarsProps {
  caption: string;
  /** Headings of the columns of names and of numbers. */
  name: string;
  number: string;
  /** Headings of further columns of numbers, whose values rows give in `further`. */
  further?: readonly string[];
  rows: readonly { key: string; label: ReactNode; count: number; shown: string; further?: readonly string[] }[];
}

/** Counts as bars in the rows of their own table: a picture and its figures in one, readable without script, aloud and on paper. */
export function CountedBars({ caption, name, number, rows, further = [] }: CountedBarsProps) {
  const most = Math.max(1, ...rows.map(({ count }) => count));
  return (
    <table className={further.length === 0 ? styles.table : `${styles.table} ${styles.further}`}>
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{name}</th>
          <td aria-hidden="true" />
          <th scope="col" className={styles.number}>
            {number}
          </th>
          {further.map((heading) => (
            <th key={heading} scope="col" className={styles.number}>
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, label, count, shown, further: values = [] }) => (
          <tr key={key}>
            <th scope="row" className={styles.label}>
              {label}
            </th>
            <td className={styles.bar} aria-hidden="true">
              <svg viewBox="0 0 100 1" preserveAspectRatio="none" focusable="false">
                <rect className={styles.fill} width={((100 * count) / most).toFixed(2)} height="1" />
              </svg>
            </td>
            <td className={styles.number}>{shown}</td>
            {further.map((heading, n) => (
              <td key={heading} className={styles.number}>
                {values[n]}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
