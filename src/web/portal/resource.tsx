import { pick } from '../../shared/i18n.ts';
import { Breadcrumbs } from '../ui/breadcrumbs.tsx';
import { Citation } from '../ui/citation.tsx';
import { useText } from '../ui/language.tsx';
import { Notice } from '../ui/notice.tsx';
import { StateTag } from '../ui/state-tag.tsx';
import layout from './layout.module.css';
import { day } from './numbers.ts';
import type { GoneData, Resource, ResourceData } from './resource-data.ts';
import { ResourceAside } from './resource-aside.tsx';
import { FieldGroups } from './resource-fields.tsx';
import { ResourceFiles } from './resource-files.tsx';
import { ResourceHead } from './resource-head.tsx';
import { resourceMessages } from './resource-messages.ts';
import styles from './resource.module.css';
import { ACCESS_TONES } from './search-hit.tsx';
import { shellMessages } from './shell-messages.ts';
import { useHref, useSite } from './site.ts';
import { useLangOf, useTitles } from './text-language.ts';
import { TombstoneView } from './tombstone.tsx';

export const ResourceView = ({ data }: { data: ResourceData | GoneData }) =>
  'tombstone' in data ? <TombstoneView tombstone={data.tombstone} /> : <ResourcePage data={data} />;

const PARTS = ['files', 'obtain', 'cite', 'identifiers', 'versions'] as const;

function ResourcePage({ data }: { data: ResourceData }) {
  const { resource } = data;
  const t = useText(resourceMessages);
  const s = useText(shellMessages);
  const href = useHref();
  const langOf = useLangOf();
  const titles = useTitles()(resource);
  return (
    <div className={layout.page}>
      <ResourceHead resource={resource} />
      <Breadcrumbs
        trail={[
          { label: s('home'), href: href('/') },
          { label: resource.type_label, href: href(`/search?type=${resource.type}`) },
        ]}
        here={titles.main}
      />
      <article>
        <header className={styles.head}>
          <p className={styles.kind}>
            <span>{resource.type_label}</span>
            <StateTag tone={ACCESS_TONES[resource.access]}>{resource.access_label}</StateTag>
            {resource.state === 'published' ? null : <StateTag tone="warning">{resource.state_label}</StateTag>}
            {resource.demo ? <StateTag tone="warning">{t('demo')}</StateTag> : null}
          </p>
          <h1 lang={langOf(titles.main)}>{titles.main}</h1>
          {titles.other === null ? null : (
            <p className={styles.other} lang={langOf(titles.other) ?? 'en'}>
              {titles.other}
            </p>
          )}
          <Facts resource={resource} />
          <nav aria-label={t('onPage')} className={styles.jumps}>
            {PARTS.filter((part) => part !== 'files' || resource.files.length > 0).map((part) => (
              <a key={part} href={`#${part}`}>
                {t(part)}
              </a>
            ))}
          </nav>
        </header>
        <Standing data={data} />
        <div className={styles.columns}>
          <div>
            <FieldGroups groups={resource.groups} />
            <ResourceFiles resource={resource} />
          </div>
          <ResourceAside data={data} />
        </div>
      </article>
    </div>
  );
}

function Facts({ resource }: { resource: Resource }) {
  const t = useText(resourceMessages);
  const href = useHref();
  const dates = [
    ['published', resource.published_at],
    ['updated', resource.updated_at],
    ['confirmed', resource.confirmed_at],
  ] as const;
  return (
    <ul className={styles.facts}>
      <li>
        {`${t('platform')} `}
        <a href={href(`/platforms/${resource.platform.code}`)}>{resource.platform.name}</a>
      </li>
      {dates.map(([label, moment]) =>
        moment === null ? null : (
          <li key={label}>
            {`${t(label)} `}
            <time dateTime={day(moment)}>{day(moment)}</time>
          </li>
        ),
      )}
    </ul>
  );
}

/** Standing notices: an older version, a suspended record, what a rule asks to be said. */
function Standing({ data: { resource, versions } }: { data: ResourceData }) {
  const t = useText(resourceMessages);
  const href = useHref();
  const { lang, instruments } = useSite();
  const current = versions.find(({ state }) => state === 'published')?.version ?? resource.version;
  return (
    <div className={styles.notices}>
      {resource.version < current ? (
        <Notice tone="warning" title={t('oldVersion', { version: resource.version })}>
          <a href={href(`/resources/${resource.id}`)}>{t('current')}</a>
        </Notice>
      ) : null}
      {resource.notices.map((notice) => {
        const instrument = notice.cite && instruments[notice.cite.policy];
        return (
          <Notice key={notice.kind} tone={notice.kind === 'suspended' ? 'warning' : 'info'}>
            <p>{notice.text}</p>
            {notice.cite && instrument ? <Citation cite={notice.cite} instrument={pick(instrument, lang)} /> : null}
          </Notice>
        );
      })}
      {resource.demo ? <Notice tone="warning">{t('demoText')}</Notice> : null}
    </div>
  );
}
