import { pick } from '../../shared/i18n.ts';
import { CountedBars } from '../ui/counted-bars.tsx';
import { type Column, DataTable } from '../ui/data-table.tsx';
import { useText } from '../ui/language.tsx';
import { Section } from './accreditation-parts.tsx';
import type { ComplaintStatistics } from './complaints-data.ts';
import { complaintsMessages } from './complaints-messages.ts';
import styles from './complaints.module.css';
import { count } from './numbers.ts';
import { useSite } from './site.ts';

type Year = ComplaintStatistics['years'][number];
const COUNTS = [
  'received',
  'open',
  'upheld',
  'not_upheld',
  'answered',
  'not_accepted',
  'withdrawn',
  'in_time',
] as const;

/** What became of complaints, by year and subject; nobody is named. */
export function ComplaintFigures({ data: { years, kinds } }: { data: ComplaintStatistics }) {
  const t = useText(complaintsMessages);
  const { lang } = useSite();
  const columns: Column<Year>[] = [
    { id: 'year', label: t('year'), heading: true, cell: ({ year }) => year },
    ...COUNTS.map((id) => ({ id, label: t(id), numeric: true, cell: (row: Year) => count(lang, row[id]) })),
    { id: 'median', label: t('median'), numeric: true, cell: ({ median_days }) => median_days ?? '' },
  ];
  return (
    <Section id="statistics" title={t('statistics')}>
      {years.length === 0 ? (
        <p className={styles.note}>{t('statisticsNone')}</p>
      ) : (
        <>
          <DataTable caption={t('statistics')} columns={columns} rows={years} keyOf={({ year }) => `${year}`} />
          <h3 className={styles.kinds}>{t('kinds')}</h3>
          <CountedBars
            caption={t('kinds')}
            name={t('kind')}
            number={t('received')}
            rows={kinds.map((row) => ({
              key: row.label.zh,
              label: pick(row.label, lang),
              count: row.count,
              shown: count(lang, row.count),
            }))}
          />
          <p className={styles.note}>{t('statisticsNote')}</p>
        </>
      )}
    </Section>
  );
}
