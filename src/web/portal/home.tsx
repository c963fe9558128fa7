import type { ResultOf } from '../../shared/contract.ts';
import { pick } from '../../shared/i18n.ts';
import { ButtonLink } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { useText } from '../ui/language.tsx';
import { Notice } from '../ui/notice.tsx';
import { StateTag } from '../ui/state-tag.tsx';
import type { PortalRoutes } from './api.ts';
import { homeMessages } from './home-messages.ts';
import styles from './home.module.css';
import { JsonLd } from './json-ld.tsx';
import layout from './layout.module.css';
import { count, day } from './numbers.ts';
import { SearchForm } from './search-form.tsx';
import { hrefTo, useHref, useSite } from './site.ts';
import { useLangOf } from './text-language.ts';
import { Title } from './title.tsx';

export type Summary = ResultOf<PortalRoutes['portalSummary'], Blob>;

export interface HomeData {
  /** Undefined while the catalogue cannot be asked: the rest of the page still serves. */
  summary: Summary | undefined;
}

const useHomeText = () => useText(homeMessages);

export function HomeView({ data: { summary } }: { data: HomeData }) {
  const site = useSite();
  const t = useHomeText();
  const empty = summary?.total === 0;
  return (
    <>
      <Title description={`${site.name}：${t('lead')}`} />
      <JsonLd
        data={{
          '@context': 'https://schema.org',
          '@type': 'WebSite',
          name: site.name,
          url: `${site.origin}${hrefTo(site, '/')}`,
          inLanguage: site.lang,
          potentialAction: {
            '@type': 'SearchAction',
            target: `${site.origin}${hrefTo(site, '/search')}?q={search_term_string}`,
            'query-input': 'required name=search_term_string',
          },
        }}
      />
      <div className={layout.band}>
        <div className={`${layout.page} ${styles.hero}`}>
          <h1>{site.name}</h1>
          <p className={layout.lead}>
            {t('lead')}
            {summary && !empty
              ? t('held', {
                  platforms: count(site.lang, summary.platform_count),
                  resources: count(site.lang, summary.total),
                })
              : ''}
          </p>
          <div className={styles.search}>
            <SearchForm size="large" describedBy="search-help" />
            <p id="search-help" className={styles.help}>
              {t('searchHelp')}
            </p>
          </div>
        </div>
      </div>
      <div className={layout.page}>
        {summary ? null : (
          <div className={layout.section}>
            <Notice tone="warning">{t('unavailable')}</Notice>
          </div>
        )}
        {empty ? <EmptyCatalogue /> : null}
        {summary && !empty ? (
          <>
            <Types summary={summary} />
            <div className={styles.columns}>
              <Newest summary={summary} />
              <Platforms summary={summary} />
            </div>
          </>
        ) : null}
        <Networks />
        <How />
      </div>
    </>
  );
}

function EmptyCatalogue() {
  const t = useHomeText();
  return (
    <div className={layout.section}>
      <EmptyState title={t('empty')}>
        <p>{t('emptyHelp')}</p>
        <ButtonLink href="/workbench/">{t('emptyAction')}</ButtonLink>
      </EmptyState>
    </div>
  );
}

function Types({ summary }: { summary: Summary }) {
  const { lang } = useSite();
  const href = useHref();
  const t = useHomeText();
  return (
    <section className={layout.section} aria-labelledby="types">
      <h2 id="types">{t('byType')}</h2>
      <ul className={styles.types}>
        {summary.types.map((type) => (
          <li key={type.id}>
            <a href={href(`/search?type=${type.id}`)}>
              <span>{type.label}</span>
              <span className={styles.count}>{count(lang, type.count)}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Newest({ summary }: { summary: Summary }) {
  const href = useHref();
  const langOf = useLangOf();
  const t = useHomeText();
  return (
    <section className={layout.section} aria-labelledby="newest">
      <div className={layout.head}>
        <h2 id="newest">{t('newest')}</h2>
        <a href={href('/search?sort=newest')}>{t('allNewest')}</a>
      </div>
      <ul className={styles.list}>
        {summary.newest.map((item) => (
          <li key={item.id}>
            <a className={styles.title} href={href(`/resources/${item.id}`)} lang={langOf(item.title)}>
              {item.title}
            </a>
            <p className={styles.facts}>
              {`${item.type_label} · ${item.platform_name} · `}
              <time dateTime={day(item.published_at)}>{day(item.published_at)}</time>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Platforms({ summary }: { summary: Summary }) {
  const { lang } = useSite();
  const href = useHref();
  const t = useHomeText();
  return (
    <section className={layout.section} aria-labelledby="platforms">
      <div className={layout.head}>
        <h2 id="platforms">{t('platforms')}</h2>
        <a href={href('/platforms')}>{t('allPlatforms')}</a>
      </div>
      <ul className={styles.list}>
        {summary.platforms.slice(0, summary.newest.length).map((platform) => (
          <li key={platform.code}>
            <a className={styles.title} href={href(`/platforms/${platform.code}`)}>
              {platform.name}
            </a>
            <p className={styles.facts}>
              {[platform.region_label, t('resources', { count: count(lang, platform.count) })]
                .filter(Boolean)
                .join(' · ')}
              {platform.demo ? <StateTag>{t('demo')}</StateTag> : null}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The networks this installation serves: on its own home page only. */
function Networks() {
  const site = useSite();
  const t = useHomeText();
  if (site.programme || site.programmes.length === 0) return null;
  return (
    <section className={layout.section} aria-labelledby="networks">
      <h2 id="networks">{t('networks')}</h2>
      <ul className={styles.networks}>
        {site.programmes.map((programme) => (
          <li key={programme.id}>
            <a href={hrefTo({ lang: site.lang, base: programme.path }, '/')}>{pick(programme.name, site.lang)}</a>
            {programme.authority ? <p className={styles.facts}>{pick(programme.authority, site.lang)}</p> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

function How() {
  const t = useHomeText();
  const steps = [
    ['how1', 'how1Text'],
    ['how2', 'how2Text'],
    ['how3', 'how3Text'],
    ['how4', 'how4Text'],
  ] as const;
  return (
    <section className={layout.section} aria-labelledby="how">
      <h2 id="how">{t('howTitle')}</h2>
      <ol className={styles.steps}>
        {steps.map(([title, text]) => (
          <li key={title}>
            <h3>{t(title)}</h3>
            <p>{t(text)}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
