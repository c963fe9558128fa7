import { EmptyState } from '../ui/empty-state.tsx';
import { useText } from '../ui/language.tsx';
import styles from './browse.module.css';
import layout from './layout.module.css';
import { PageHead } from './page-head.tsx';
import { count } from './numbers.ts';
import { ProvinceGrid } from './province-grid.tsx';
import { useHref, useSite } from './site.ts';
import type { Statistics } from './statistics.tsx';
import { statisticsMessages } from './statistics-messages.ts';

/** The catalogue by type, discipline and region; every entry leads to the search that shows it. */
export function BrowseView({ data }: { data: Statistics }) {
  const t = useText(statisticsMessages);
  const href = useHref();
  const regions = data.by_region.filter(({ value }) => value !== '000000');
  return (
    <div className={layout.page}>
      <PageHead title={t('browseTitle')} lead={t('browseLead')} />
      {data.total === 0 ? <EmptyState title={t('empty')} /> : null}
      <Entries id="type" title={t('byType')} rows={data.by_type} />
      <Entries id="discipline" title={t('byDiscipline')} rows={data.by_discipline} note={t('disciplineNote')} />
      {regions.length === 0 ? null : (
        <section className={layout.section} aria-labelledby="browse-region">
          <h2 id="browse-region">{t('byRegion')}</h2>
          <ProvinceGrid regions={regions} map={null} to={(code) => href(`/search?region=${code}`)} />
        </section>
      )}
    </div>
  );
}

interface EntriesProps {
  id: 'type' | 'discipline';
  title: string;
  rows: Statistics['by_type'];
  note?: string;
}

function Entries({ id, title, rows, note }: EntriesProps) {
  const href = useHref();
  const { lang } = useSite();
  if (rows.length === 0) return null;
  return (
    <section className={layout.section} aria-labelledby={`browse-${id}`}>
      <h2 id={`browse-${id}`}>{title}</h2>
      {note === undefined ? null : <p className={styles.note}>{note}</p>}
      <ul className={styles.entries}>
        {rows.map(({ value, label, count: number }) => (
          <li key={value}>
            <a href={href(`/search?${id}=${value}`)}>{label}</a>
            <span className={styles.number}>{count(lang, number)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
