import type { ReactNode } from 'react';
import type { ResultOf } from '../../shared/contract.ts';
import { pick } from '../../shared/i18n.ts';
import { Breadcrumbs } from '../ui/breadcrumbs.tsx';
import { Citation } from '../ui/citation.tsx';
import { DataTable } from '../ui/data-table.tsx';
import { useText } from '../ui/language.tsx';
import { StateTag } from '../ui/state-tag.tsx';
import type { PortalRoutes } from './api.ts';
import layout from './layout.module.css';
import { day } from './numbers.ts';
import styles from './platform.module.css';
import { serviceMessages } from './service-messages.ts';
import own from './services.module.css';
import { shellMessages } from './shell-messages.ts';
import { ShortlistButton } from './shortlist-button.tsx';
import { useHref, useSite } from './site.ts';
import { Title } from './title.tsx';

type Service = ResultOf<PortalRoutes['readService'], Blob>;

/** A service: what it is, for whom, what it costs and why, how it goes. */
export function ServiceView({ data: service }: { data: Service }) {
  const t = useText(serviceMessages);
  const s = useText(shellMessages);
  const href = useHref();
  return (
    <div className={layout.page}>
      <Title description={service.description.slice(0, 200)}>{`${service.name} · ${service.platform.name}`}</Title>
      <Breadcrumbs
        trail={[
          { label: s('home'), href: href('/') },
          { label: t('title'), href: href('/services') },
          { label: service.platform.name, href: href(`/platforms/${service.platform.code}`) },
        ]}
        here={service.name}
      />
      <p className={styles.kind}>
        {service.kind.label}
        {service.basic ? <StateTag tone="info">{t('basic')}</StateTag> : null}
        <StateTag tone={service.free ? 'success' : 'neutral'}>{service.free ? t('free') : t('paid')}</StateTag>
      </p>
      <h1>{service.name}</h1>
      <ShortlistButton id={`s${service.id}`} />
      <div className={styles.section}>
        {service.description.split(/\n+/).map((paragraph) => (
          <p key={paragraph} className={styles.text}>
            {paragraph}
          </p>
        ))}
      </div>
      <Facts service={service} />
      <Fees service={service} />
      {service.process.length === 0 ? null : (
        <Section id="process" title={t('process')}>
          <DataTable
            caption={t('process')}
            rows={service.process.map((step, n) => ({ ...step, n: n + 1 }))}
            keyOf={({ n }) => String(n)}
            columns={[
              { id: 'step', label: t('step'), heading: true, cell: ({ n, name }) => `${n}. ${name}` },
              { id: 'time', label: t('time'), numeric: true, cell: ({ days }) => days ?? '' },
              { id: 'what', label: t('what'), cell: ({ text }) => text },
            ]}
          />
        </Section>
      )}
      {service.resources.length + service.types.length === 0 ? null : (
        <Section id="resources" title={t('forWhat')}>
          <ul className={own.lines}>
            {service.types.map(({ id, label }) => (
              <li key={id}>
                <a href={href(`/search?platform=${service.platform.code}&type=${id}`)}>
                  {t('allOfType', { type: label })}
                </a>
              </li>
            ))}
            {service.resources.map(({ id, title }) => (
              <li key={id}>
                <a href={href(`/resources/${id}`)}>{title}</a>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <p className={styles.source}>{t('version', { version: service.version, date: day(service.published_at) })}</p>
    </div>
  );
}

const Section = ({ id, title, children }: { id: string; title: string; children: ReactNode }) => (
  <section className={styles.section} aria-labelledby={id}>
    <h2 id={id}>{title}</h2>
    {children}
  </section>
);

function Facts({ service }: { service: Service }) {
  const t = useText(serviceMessages);
  const { lang } = useSite();
  const { person, phone, email } = service.contact;
  const labels = (list: readonly { label: string }[]): string =>
    list.map(({ label }) => label).join(lang === 'en' ? ', ' : '、');
  const facts: [string, ReactNode][] = [
    [t('groups'), labels(service.user_groups)],
    [t('channel'), service.channel.label],
    [t('modes'), labels(service.modes)],
    [t('answer'), service.response_days === null ? '' : t('days', { days: service.response_days })],
    [t('conditions'), service.conditions],
    [
      t('contact'),
      person === null && phone === null && email === null ? (
        ''
      ) : (
        <>
          {[person, phone].filter((part) => part !== null).join(' ')}
          {email === null ? null : <a href={`mailto:${email}`}>{` ${email}`}</a>}
        </>
      ),
    ],
  ];
  return (
    <dl className={`${styles.facts} ${styles.section}`}>
      {facts
        .filter(([, value]) => value !== '')
        .map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

function Fees({ service: { fees, free, rule } }: { service: Service }) {
  const t = useText(serviceMessages);
  const { lang, instruments } = useSite();
  const instrument = rule && instruments[rule.policy];
  return (
    <Section id="fees" title={t('fees')}>
      {free ? <p>{t('feesFree')}</p> : null}
      {fees.length === 0 ? null : (
        <DataTable
          caption={t('fees')}
          rows={fees}
          keyOf={({ name }) => name}
          columns={[
            { id: 'item', label: t('item'), heading: true, cell: ({ name }) => name },
            { id: 'unit', label: t('unit'), cell: ({ unit }) => unit },
            { id: 'price', label: t('price'), numeric: true, cell: ({ price }) => price },
            { id: 'cost', label: t('cost'), numeric: true, cell: ({ cost }) => cost },
            { id: 'fiscal', label: t('fiscal'), numeric: true, cell: ({ fiscal }) => fiscal },
            {
              id: 'made',
              label: t('made'),
              cell: ({ costs }) => (
                <ul className={own.costs}>
                  {costs.map((one, n) => (
                    // oxlint-disable-next-line react/no-array-index-key -- rows of a fee sheet have no other name
                    <li key={n}>{`${one.item.label} ${one.cost}`}</li>
                  ))}
                </ul>
              ),
            },
          ]}
        />
      )}
      {rule && instrument ? (
        <div className={styles.action}>
          <span>{t('feesRule')}</span>
          <Citation cite={rule} instrument={pick(instrument, lang)} />
        </div>
      ) : null}
    </Section>
  );
}
