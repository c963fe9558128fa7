import type { ResultOf } from '../../shared/contract.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { useText } from '../ui/language.tsx';
import { Pager } from '../ui/pager.tsx';
import { StateTag } from '../ui/state-tag.tsx';
import type { PortalRoutes } from './api.ts';
import layout from './layout.module.css';
import { PageHead } from './page-head.tsx';
import { count } from './numbers.ts';
import { platformMessages } from './platform-messages.ts';
import styles from './platforms.module.css';
import { ProvinceGrid } from './province-grid.tsx';
import { useHref, useSite } from './site.ts';
import { statisticsMessages } from './statistics-messages.ts';

export interface PlatformsData {
  q: string;
  region: string | undefined;
  cursor: string | undefined;
  list: ResultOf<PortalRoutes['listCataloguePlatforms'], Blob>;
}

type Item = PlatformsData['list']['items'][number];

export function PlatformsView({ data: { q, region, cursor, list } }: { data: PlatformsData }) {
  const t = useText(platformMessages);
  const href = useHref();
  const n = useText(statisticsMessages);
  const at = (next?: string, within = region): string => {
    const query = new URLSearchParams({
      ...(q !== '' && { q }),
      ...(within !== undefined && { region: within }),
      ...(next !== undefined && { cursor: next }),
    });
    return href(query.size === 0 ? '/platforms' : `/platforms?${query.toString()}`);
  };
  return (
    <div className={layout.page}>
      <PageHead title={t('title')} lead={t('lead')} />
      <form action={href('/platforms')} method="get" className={styles.form}>
        <input
          key={q}
          type="search"
          name="q"
          defaultValue={q}
          aria-label={t('find')}
          placeholder={t('find')}
          maxLength={200}
        />
        {region === undefined ? null : <input type="hidden" name="region" value={region} />}
        <Button type="submit" icon="search">
          {t('findGo')}
        </Button>
      </form>
      {list.regions.length === 0 ? null : (
        <details className={styles.regions} open={region !== undefined}>
          <summary>{n('regionsTitle')}</summary>
          <ProvinceGrid regions={list.regions} map={list.map} chosen={region} to={(code) => at(undefined, code)} />
          {region === undefined ? null : (
            <p>
              <a href={href(q === '' ? '/platforms' : `/platforms?q=${encodeURIComponent(q)}`)}>{n('allRegions')}</a>
            </p>
          )}
        </details>
      )}
      {list.items.length === 0 ? (
        <EmptyState title={t('none')}>
          <p>{t('noneText')}</p>
          <a href={href('/platforms')}>{t('all')}</a>
        </EmptyState>
      ) : (
        <ul className={styles.list}>
          {list.items.map((item) => (
            <li key={item.code}>
              <PlatformItem item={item} />
            </li>
          ))}
        </ul>
      )}
      <Pager first={cursor === undefined ? undefined : at()} next={list.next === null ? undefined : at(list.next)} />
    </div>
  );
}

function PlatformItem({ item }: { item: Item }) {
  const t = useText(platformMessages);
  const href = useHref();
  const { lang } = useSite();
  return (
    <article className={styles.item}>
      <div>
        <h2>
          <a href={href(`/platforms/${item.code}`)}>{item.name}</a>
        </h2>
        <p className={styles.facts}>
          {[item.kind_label, item.host, item.region_label].filter((fact) => fact !== null && fact !== '').join(' · ')}
        </p>
      </div>
      <p className={styles.side}>
        {item.demo ? <StateTag tone="warning">{t('demo')}</StateTag> : null}
        {item.verified ? null : <StateTag>{t('unverified')}</StateTag>}
        <span>{item.count === 0 ? t('noCount') : t('count', { count: count(lang, item.count) })}</span>
      </p>
    </article>
  );
}
