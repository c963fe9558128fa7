import type { ReactNode } from 'react';
import type { ResultOf } from '../../shared/contract.ts';
import { Breadcrumbs } from '../ui/breadcrumbs.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { type Column, DataTable } from '../ui/data-table.tsx';
import { useText } from '../ui/language.tsx';
import { Notice } from '../ui/notice.tsx';
import { StateTag } from '../ui/state-tag.tsx';
import type { RegisterData } from './accreditation-data.ts';
import type { PortalRoutes } from './api.ts';

import home from './home.module.css';
import { JsonLd } from './json-ld.tsx';
import layout from './layout.module.css';
import { count } from './numbers.ts';
import { platformMessages } from './platform-messages.ts';
import styles from './platform.module.css';
import type { Service } from './service-list.tsx';
import { serviceMessages } from './service-messages.ts';
import { ServiceTable } from './services.tsx';
import { Standings } from './register.tsx';
import { shellMessages } from './shell-messages.ts';
import { useHref, useSite } from './site.ts';
import { useLangOf } from './text-language.ts';
import { Title } from './title.tsx';

export type Platform = ResultOf<PortalRoutes['readCataloguePlatform'], Blob>;

interface PlatformData {
  platform: Platform;
  services: readonly Service[];
  /** Its entries in the registers. */
  standings: RegisterData['list']['items'];
}

export function PlatformView({ data: { platform, services, standings } }: { data: PlatformData }) {
  const t = useText(platformMessages);
  const s = useText(shellMessages);
  const v = useText(serviceMessages);
  const href = useHref();
  const { lang, origin } = useSite();
  const langOf = useLangOf();
  // The name comes in the page's language; a Chinese page adds the English one.
  const { name } = platform;
  const other = lang === 'en' || platform.name_en === name ? null : platform.name_en;
  return (
    <div className={layout.page}>
      <Title description={platform.summary ?? `${name} · ${platform.kind_label}`}>{name}</Title>
      <JsonLd
        data={{
          '@context': 'https://schema.org',
          '@type': 'DataCatalog',
          '@id': `${origin}/platforms/${platform.code}`,
          name: platform.name,
          alternateName: platform.name_en ?? undefined,
          description: platform.summary ?? undefined,
          url: platform.homepage ?? `${origin}/platforms/${platform.code}`,
          provider: platform.host === null ? undefined : { '@type': 'Organization', name: platform.host },
        }}
      />
      <Breadcrumbs
        trail={[
          { label: s('home'), href: href('/') },
          { label: t('title'), href: href('/platforms') },
        ]}
        here={name}
      />
      <p className={styles.kind}>
        {platform.kind_label}
        {platform.demo ? <StateTag tone="warning">{t('demo')}</StateTag> : null}
        {platform.verified ? null : <StateTag>{t('unverified')}</StateTag>}
      </p>
      <h1>{name}</h1>
      {other === null ? null : (
        <p className={styles.other} lang="en">
          {other}
        </p>
      )}
      <div className={styles.notices}>
        {platform.demo ? <Notice tone="warning">{t('demoText')}</Notice> : null}
        {platform.verified ? null : <Notice>{t('unverifiedText')}</Notice>}
      </div>
      {platform.count > 0 ? <Holdings platform={platform} /> : null}
      {platform.summary === null ? null : (
        <Section id="about" title={t('about')}>
          {platform.summary.split(/\n+/).map((paragraph) => (
            <p key={paragraph} className={styles.text} lang={langOf(paragraph)}>
              {paragraph}
            </p>
          ))}
        </Section>
      )}
      {services.length === 0 ? null : (
        <Section id="services" title={v('services')}>
          <ServiceTable services={services} />
        </Section>
      )}
      <Facts platform={platform} />
      <Standings entries={standings} />
      {platform.programmes.length > 0 ? <Networks platform={platform} /> : null}
      <p className={`${styles.action} no-print`}>
        <a href={href(`/complaints?platform=${encodeURIComponent(platform.code)}`)} rel="nofollow">
          {t('complain')}
        </a>
      </p>
      {platform.source === null ? null : <p className={styles.source}>{t('source', { source: platform.source })}</p>}
    </div>
  );
}

const Section = ({ id, title, children }: { id: string; title: string; children: ReactNode }) => (
  <section className={styles.section} aria-labelledby={id}>
    <h2 id={id}>{title}</h2>
    {children}
  </section>
);

function Holdings({ platform }: { platform: Platform }) {
  const t = useText(platformMessages);
  const href = useHref();
  const { lang } = useSite();
  return (
    <Section id="holdings" title={`${t('holdings')} ${count(lang, platform.count)}`}>
      <ul className={home.types}>
        {platform.types.map((type) => (
          <li key={type.id}>
            <a href={href(`/search?platform=${platform.code}&type=${type.id}`)}>
              <span>{type.label}</span>
              <span className={home.count}>{count(lang, type.count)}</span>
            </a>
          </li>
        ))}
      </ul>
      <p className={styles.action}>
        <ButtonLink look="primary" icon="search" href={href(`/search?platform=${platform.code}`)}>
          {t('browse')}
        </ButtonLink>
        {platform.has_available ? (
          <ButtonLink href={href(`/platforms/${platform.code}/available`)}>{t('available')}</ButtonLink>
        ) : null}
        {platform.has_archive ? (
          <ButtonLink
            icon="out"
            href={`/api/portal/platforms/${encodeURIComponent(platform.code)}/archive?lang=${lang}`}
            download
            rel="nofollow"
          >
            {t('archive')}
          </ButtonLink>
        ) : null}
      </p>
    </Section>
  );
}

function Facts({ platform }: { platform: Platform }) {
  const t = useText(platformMessages);
  const facts: [string, ReactNode][] = [
    [t('host'), platform.host],
    [t('supervising'), platform.supervising],
    [t('region'), platform.region_label],
    [
      t('homepage'),
      platform.homepage === null ? null : (
        <a key="homepage" href={platform.homepage} rel="noopener">
          {platform.homepage}
        </a>
      ),
    ],
    ...platform.contact.map(({ label, value }): [string, ReactNode] => [label, value]),
  ];
  const known = facts.filter(([, value]) => value !== null);
  if (known.length === 0) return null;
  return (
    <Section id="facts" title={t('facts')}>
      <dl className={styles.facts}>
        {known.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

function Networks({ platform }: { platform: Platform }) {
  const t = useText(platformMessages);
  const recommended = platform.programmes.some((row) => row.recommended_by !== null || row.recommended_on !== null);
  const columns: Column<Platform['programmes'][number]>[] = [
    { id: 'network', label: t('network'), heading: true, cell: (row) => row.name },
    { id: 'state', label: t('state'), cell: (row) => <StateTag tone="info">{row.state_label}</StateTag> },
  ];
  if (recommended) {
    columns.push(
      { id: 'by', label: t('recommendedBy'), cell: (row) => row.recommended_by ?? '' },
      { id: 'on', label: t('recommendedOn'), cell: (row) => row.recommended_on ?? '' },
    );
  }
  return (
    <Section id="networks" title={t('networks')}>
      <DataTable caption={t('networks')} rows={platform.programmes} keyOf={(row) => row.id} columns={columns} />
    </Section>
  );
}
