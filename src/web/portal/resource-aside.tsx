import { pick } from '../../shared/i18n.ts';
import { RECORD_FORMS } from '../../shared/interchange/formats.ts';
import { ButtonLink } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { useText } from '../ui/language.tsx';
import { StateTag } from '../ui/state-tag.tsx';
import { day } from './numbers.ts';
import { ReportMistake } from './report-mistake.tsx';
import type { Related, Resource, ResourceData } from './resource-data.ts';
import { Relations } from './resource-relations.tsx';
import { ShortlistButton } from './shortlist-button.tsx';
import { ResourceUse } from './resource-use.tsx';
import { ResourceOffers } from './service-list.tsx';
import { resourceMessages } from './resource-messages.ts';
import styles from './resource-aside.module.css';
import { useHref, useSite } from './site.ts';
import { useLangOf } from './text-language.ts';

const useResourceText = () => useText(resourceMessages);

export const ResourceAside = ({ data: { resource, versions, related, offers, use } }: { data: ResourceData }) => (
  <div className={styles.aside}>
    <Obtain resource={resource} />
    {resource.state === 'published' ? <ShortlistButton id={resource.id} /> : null}
    <ResourceOffers offers={offers} />
    <ResourceUse use={use} />
    <Cite resource={resource} />
    <Identifiers resource={resource} />
    <Forms resource={resource} versions={versions} />
    <Relations relations={resource.relations} />
    <Versions resource={resource} versions={versions} />
    {related.length === 0 ? null : <RelatedList related={related} />}
    <ReportMistake id={resource.id} />
  </div>
);

function Obtain({ resource: { obtain, access_label } }: { resource: Resource }) {
  const t = useResourceText();
  const nothing = obtain.ways.length === 0 && obtain.url === null && obtain.process === null;
  return (
    <section id="obtain" aria-labelledby="obtain-title">
      <h2 id="obtain-title">{t('obtain')}</h2>
      <p className={styles.access}>{access_label}</p>
      {nothing ? <p>{t('noWay')}</p> : null}
      {obtain.ways.length === 0 ? null : (
        <ul className={styles.ways}>
          {obtain.ways.map((way) => (
            <li key={way}>{way}</li>
          ))}
        </ul>
      )}
      {obtain.process === null ? null : (
        <>
          <h3>{t('process')}</h3>
          <p>{obtain.process}</p>
        </>
      )}
      {obtain.url === null ? null : (
        <p className="no-print">
          <ButtonLink look="primary" icon="out" href={obtain.url} rel="noopener">
            {t('obtainAt')}
          </ButtonLink>
        </p>
      )}
      {obtain.contact.length === 0 ? null : (
        <>
          <h3>{t('contact')}</h3>
          <dl className={styles.contact}>
            {obtain.contact.map(({ label, value }) => (
              <div key={`${label} ${value}`}>
                <dt>{label}</dt>
                <dd>{value.includes('@') ? <a href={`mailto:${value}`}>{value}</a> : value}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </section>
  );
}

/** Citations: the first one is readable at once, each copies in one click. */
function Cite({ resource: { citations } }: { resource: Resource }) {
  const t = useResourceText();
  const langOf = useLangOf();
  const [first, ...others] = citations;
  return (
    <section id="cite" aria-labelledby="cite-title">
      <h2 id="cite-title">{t('cite')}</h2>
      {first ? (
        <div className={styles.citation}>
          <div className={styles.row}>
            <h3>{first.label}</h3>
            <CopyButton text={first.text} what={first.label} />
          </div>
          <p lang={langOf(first.text)}>{first.text}</p>
        </div>
      ) : null}
      <ul className={`${styles.formats} no-print`}>
        {others.map((citation) => (
          <li key={citation.format}>
            <details>
              <summary>{citation.label}</summary>
              <pre>{citation.text}</pre>
            </details>
            <CopyButton text={citation.text} what={citation.label} />
          </li>
        ))}
      </ul>
      <p className={styles.small}>{t('citeHelp')}</p>
    </section>
  );
}

function Identifiers({ resource }: { resource: Resource }) {
  const t = useResourceText();
  return (
    <section id="identifiers" aria-labelledby="identifiers-title">
      <h2 id="identifiers-title">{t('identifiers')}</h2>
      {resource.identifiers.length > 0 ? (
        <ul className={styles.identifiers}>
          {resource.identifiers.map((identifier) => (
            <li key={identifier.display}>
              {identifier.url === null ? (
                <span className="mono">{identifier.display}</span>
              ) : (
                <a className="mono" href={identifier.url} rel="noopener">
                  {identifier.display}
                </a>
              )}
              <StateTag>{identifier.state_label}</StateTag>
            </li>
          ))}
        </ul>
      ) : (
        <p>{t('noIdentifier')}</p>
      )}
      <div className={styles.row}>
        <span className="mono">{resource.address}</span>
        <CopyButton text={resource.address} what={t('identifiers')} />
      </div>
    </section>
  );
}

/** The record in forms that programs read; plain links, so that they can be copied. */
function Forms({ resource, versions }: { resource: Resource; versions: ResourceData['versions'] }) {
  const t = useResourceText();
  const href = useHref();
  const { lang } = useSite();
  const current = versions.find(({ state }) => state === 'published')?.version ?? resource.version;
  const version = resource.version === current ? '' : `version=${resource.version}&`;
  return (
    <section id="forms" aria-labelledby="forms-title" className="no-print">
      <h2 id="forms-title">{t('forms')}</h2>
      <ul className={styles.forms}>
        {RECORD_FORMS.filter(({ metadata }) => metadata).map((form) => (
          <li key={form.id}>
            <a
              href={href(`/resources/${resource.id}?${version}format=${form.id}`)}
              type={form.mediaType}
              rel="nofollow"
            >
              {pick(form.label, lang)}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Versions({ resource, versions }: { resource: Resource; versions: ResourceData['versions'] }) {
  const t = useResourceText();
  const href = useHref();
  return (
    <section id="versions" aria-labelledby="versions-title">
      <h2 id="versions-title">{t('versions')}</h2>
      <ul className={styles.versions}>
        {versions.slice(0, 5).map(({ version, published_at, created_at, note }) => (
          <li key={version}>
            {version === resource.version ? (
              <strong>{t('versionHere', { version })}</strong>
            ) : (
              <a href={href(`/resources/${resource.id}?version=${version}`)}>{t('version', { version })}</a>
            )}
            <span className={styles.small}>{` ${day(published_at ?? created_at)}`}</span>
            {note === null || note === '' ? null : <p className={styles.small}>{note}</p>}
          </li>
        ))}
      </ul>
      {versions.length > 1 ? <a href={href(`/resources/${resource.id}/versions`)}>{t('allVersions')}</a> : null}
    </section>
  );
}

function RelatedList({ related }: { related: readonly Related[] }) {
  const t = useResourceText();
  const href = useHref();
  const langOf = useLangOf();
  return (
    <section aria-labelledby="related-title">
      <h2 id="related-title">{t('related')}</h2>
      <ul className={styles.related}>
        {related.map((item) => (
          <li key={item.id}>
            <a href={href(`/resources/${item.id}`)} lang={langOf(item.title)}>
              {item.title}
            </a>
            <p className={styles.small}>{[item.type_label, item.platform_name, item.why].join(' · ')}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
