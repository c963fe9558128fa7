import { DataTable } from '../ui/data-table.tsx';
import { useText } from '../ui/language.tsx';
import styles from './month-columns.module.css';
import { count } from './numbers.ts';
import { useSite } from './site.ts';
import { statisticsMessages } from './statistics-messages.ts';

interface Month {
  month: string;
  count: number;
  sum: number;
}

const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP] = [720, 200, 56, 24, 12];
const SHOWN = 60;

/** What had been published by the end of each of the last months, as columns with a table behind them. */
export function MonthColumns({ months }: { months: readonly Month[] }) {
  const t = useText(statisticsMessages);
  const { lang } = useSite();
  const last = months.slice(-SHOWN);
  const most = Math.max(1, ...last.map(({ sum }) => sum));
  const step = (WIDTH - LEFT) / Math.max(1, last.length);
  const width = Math.min(step * 0.7, 36);
  const heightOf = (sum: number): number => ((HEIGHT - BOTTOM - TOP) * sum) / most;
  const ground = HEIGHT - BOTTOM;
  return (
    <figure className={styles.figure}>
      <svg className={styles.chart} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t('growthAlt')}>
        {[0, most].map((value) => (
          <g key={value}>
            <line
              className={styles.axis}
              x1={LEFT}
              x2={WIDTH}
              y1={ground - heightOf(value)}
              y2={ground - heightOf(value)}
            />
            <text className={styles.text} x={LEFT - 6} y={ground - heightOf(value) + 4} textAnchor="end">
              {count(lang, value)}
            </text>
          </g>
        ))}
        {last.map(({ month, sum }, at) => (
          <rect
            key={month}
            className={styles.column}
            x={(LEFT + at * step + (step - width) / 2).toFixed(1)}
            y={(ground - heightOf(sum)).toFixed(1)}
            width={width.toFixed(1)}
            height={heightOf(sum).toFixed(1)}
          >
            <title>{`${month}: ${count(lang, sum)}`}</title>
          </rect>
        ))}
        {[last[0], last.at(-1)].map((end, at) =>
          end === undefined || (at === 1 && last.length === 1) ? null : (
            <text
              key={end.month}
              className={styles.text}
              x={at === 0 ? LEFT : WIDTH}
              y={HEIGHT - 6}
              textAnchor={at === 0 ? 'start' : 'end'}
            >
              {end.month}
            </text>
          ),
        )}
      </svg>
      <details>
        <summary>{t('growthTable')}</summary>
        <div className={styles.scroll}>
          <DataTable
            caption={t('growth')}
            rows={last.toReversed()}
            keyOf={({ month }) => month}
            columns={[
              { id: 'month', label: t('month'), heading: true, cell: ({ month }) => month },
              { id: 'count', label: t('published'), numeric: true, cell: (row) => count(lang, row.count) },
              { id: 'sum', label: t('sum'), numeric: true, cell: (row) => count(lang, row.sum) },
            ]}
          />
        </div>
      </details>
    </figure>
  );
}
