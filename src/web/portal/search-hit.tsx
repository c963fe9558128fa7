import type { ResultOf } from '../../shared/contract.ts';
import { useText } from '../ui/language.tsx';
import { StateTag } from '../ui/state-tag.tsx';
import type { PortalRoutes } from './api.ts';
import { Highlight } from './highlight.tsx';
import { searchMessages } from './search-messages.ts';
import styles from './search-hit.module.css';
import { useHref } from './site.ts';
import { useLangOf, useTitles } from './text-language.ts';

export type Hit = ResultOf<PortalRoutes['searchResources'], Blob>['items'][number];

export const ACCESS_TONES = { open: 'success', conditional: 'info', closed: 'neutral' } as const;

export function SearchHit({ hit }: { hit: Hit }) {
  const t = useText(searchMessages);
  const href = useHref();
  const langOf = useLangOf();
  const titles = useTitles()(hit);
  const marked = <Highlight text={hit.title} ranges={hit.highlights.title} />;
  const facts = [hit.region_label, hit.year === null ? null : String(hit.year)].filter((fact) => fact !== null);
  return (
    <article className={styles.hit}>
      <p className={styles.kind}>
        <span>{hit.type_label}</span>
        <StateTag tone={ACCESS_TONES[hit.access]}>{t(hit.access)}</StateTag>
        {hit.demo ? <StateTag tone="warning">{t('demo')}</StateTag> : null}
      </p>
      <h3>
        <a href={href(`/resources/${hit.id}`)} lang={langOf(titles.main)}>
          {titles.main === hit.title ? marked : titles.main}
        </a>
      </h3>
      {titles.other === null ? null : (
        <p className={styles.other} lang={langOf(titles.other) ?? 'en'}>
          {titles.other === hit.title ? marked : titles.other}
        </p>
      )}
      {hit.excerpt === '' ? null : (
        <p className={styles.excerpt} lang={langOf(hit.excerpt)}>
          <Highlight text={hit.excerpt} ranges={hit.highlights.excerpt} />
        </p>
      )}
      <ul className={styles.facts}>
        <li>
          <a href={href(`/platforms/${hit.platform.code}`)}>{hit.platform.name}</a>
        </li>
        {facts.map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
        {hit.local_number === null ? null : <li>{`${t('number')} ${hit.local_number}`}</li>}
        {hit.identifier === null ? null : <li className="mono">{hit.identifier}</li>}
      </ul>
    </article>
  );
}
