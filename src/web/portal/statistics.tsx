import type { ReactNode } from 'react';
import type { ResultOf } from '../../shared/contract.ts';
import { ButtonLink } from '../ui/button.tsx';
import { CountedBars } from '../ui/counted-bars.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { useText } from '../ui/language.tsx';
import type { PortalRoutes } from './api.ts';
import layout from './layout.module.css';
import { PageHead } from './page-head.tsx';
import { MonthColumns } from './month-columns.tsx';
import { count, day } from './numbers.ts';
import { useHref, useSite } from './site.ts';
import { statisticsMessages } from './statistics-messages.ts';
import { type ServiceFigures, ServiceStatistics } from './service-statistics.tsx';
import styles from './statistics.module.css';

export type Statistics = ResultOf<PortalRoutes['readStatistics'], Blob>;
/** The page counts the catalogue and the services of this year. */
export type StatisticsData = Statistics & { services: ServiceFigures };
type Row = Statistics['by_type'][number];

/** Rows a list of the page shows; the downloaded table has them all. */
const SHOWN = 15;

export function StatisticsView({ data }: { data: StatisticsData }) {
  const t = useText(statisticsMessages);
  const href = useHref();
  const { lang, programme } = useSite();
  const search = (name: string) => (value: string) => href(`/search?${name}=${encodeURIComponent(value)}`);
  const table = `/api/statistics/table?lang=${lang}${programme ? `&programme=${programme.id}` : ''}`;
  return (
    <div className={layout.page}>
      <PageHead title={t('title')} lead={t('lead')} />
      {data.total === 0 ? (
        <EmptyState title={t('empty')} />
      ) : (
        <>
          <Figures data={data} />
          <p className="no-print">
            <ButtonLink href={table} icon="download">
              {t('download')}
            </ButtonLink>
          </p>
          <section className={layout.section} aria-labelledby="growth">
            <h2 id="growth">{t('growth')}</h2>
            <MonthColumns months={data.by_month} />
          </section>
          <div className={styles.columns}>
            <Counts id="type" rows={data.by_type} to={search('type')} />
            <Counts id="access" rows={data.by_access} to={search('access')} />
            <Counts id="platform" rows={data.by_platform} to={(code) => href(`/platforms/${code}`)} />
            <Counts
              id="region"
              rows={data.by_region}
              to={(code) => (code === '000000' ? undefined : search('region')(code))}
            />
            <Counts id="discipline" rows={data.by_discipline} to={search('discipline')} note={t('disciplineNote')} />
          </div>
          <ServiceStatistics figures={data.services} />
          <p className={styles.note}>{t('countedAt', { at: day(data.counted_at) })}</p>
        </>
      )}
    </div>
  );
}

function Figures({ data }: { data: Statistics }) {
  const t = useText(statisticsMessages);
  const { lang } = useSite();
  const thisMonth = data.by_month.find(({ month }) => month === day(data.counted_at).slice(0, 7))?.count ?? 0;
  const figures = [
    ['total', data.total],
    ['platforms', data.platforms],
    ['months', thisMonth],
  ] as const;
  return (
    <dl className={styles.figures}>
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt>{t(name)}</dt>
          <dd>{count(lang, value)}</dd>
        </div>
      ))}
    </dl>
  );
}

const TITLES = {
  type: 'byType',
  access: 'byAccess',
  platform: 'byPlatform',
  region: 'byRegion',
  discipline: 'byDiscipline',
} as const;

interface CountsProps {
  id: keyof typeof TITLES;
  rows: readonly Row[];
  /** Undefined: leads nowhere. */
  to: (value: string) => string | undefined;
  note?: string;
}

const linked = (label: string, href: string | undefined): ReactNode =>
  href === undefined ? label : <a href={href}>{label}</a>;

function Counts({ id, rows, to, note }: CountsProps): ReactNode {
  const t = useText(statisticsMessages);
  const { lang } = useSite();
  if (rows.length === 0) return null;
  return (
    <section className={layout.section} aria-labelledby={`by-${id}`}>
      <h2 id={`by-${id}`}>{t(TITLES[id])}</h2>
      {note === undefined ? null : <p className={styles.note}>{note}</p>}
      <CountedBars
        caption={t(TITLES[id])}
        name={t(id)}
        number={t('number')}
        rows={rows.slice(0, SHOWN).map((row) => ({
          key: row.value,
          label: linked(row.label, to(row.value)),
          count: row.count,
          shown: count(lang, row.count),
        }))}
      />
      {rows.length > SHOWN ? <p className={styles.note}>{t('more', { count: rows.length - SHOWN })}</p> : null}
    </section>
  );
}
