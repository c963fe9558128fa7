import type { ResultOf } from '../../shared/contract.ts';
import { CountedBars } from '../ui/counted-bars.tsx';
import { useText } from '../ui/language.tsx';
import type { PortalRoutes } from './api.ts';
import layout from './layout.module.css';
import { count } from './numbers.ts';
import { useSite } from './site.ts';
import styles from './statistics.module.css';
import { useMessages } from './use-messages.ts';

export type ServiceFigures = ResultOf<PortalRoutes['readPublicServiceFigures'], Blob>;

const TABLES = [
  ['by_kind', 'byKind'],
  ['by_unit_kind', 'byUnitKind'],
  ['by_region', 'byRegion'],
  ['by_month', 'byMonth'],
  ['uses', 'works'],
] as const;

/** Services of the year as anybody may know them; nothing where there are none. */
export function ServiceStatistics({ figures }: { figures: ServiceFigures }) {
  const t = useText(useMessages);
  const { lang } = useSite();
  if (figures.services === 0) return null;
  const facts = [
    [t('count'), count(lang, figures.services)],
    [t('users'), count(lang, figures.users)],
    [t('outside'), figures.outside_percent === null ? null : `${figures.outside_percent}%`],
    [t('ratings'), figures.ratings.count === 0 ? null : count(lang, figures.ratings.count)],
  ] as const;
  return (
    <section className={layout.section} aria-labelledby="service-statistics">
      <h2 id="service-statistics">{t('services')}</h2>
      <p className={styles.note}>{t('period', { from: figures.from, to: figures.to })}</p>
      <dl className={styles.figures}>
        {facts
          .filter(([, value]) => value !== null)
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      <div className={styles.columns}>
        {TABLES.filter(([name]) => figures[name].length > 0).map(([name, title]) => (
          <section key={name} aria-labelledby={`services-${name}`}>
            <h3 id={`services-${name}`}>{t(title)}</h3>
            <CountedBars
              caption={t(title)}
              name={t('item')}
              number={t(name === 'uses' ? 'workNumber' : 'number')}
              rows={figures[name].map((row) => ({
                key: row.id,
                label: row.label,
                count: row.count,
                shown: count(lang, row.count),
              }))}
            />
          </section>
        ))}
      </div>
    </section>
  );
}
