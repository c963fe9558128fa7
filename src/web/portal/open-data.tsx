import { EmptyState } from '../ui/empty-state.tsx';
import { useText } from '../ui/language.tsx';
import { Notice } from '../ui/notice.tsx';
import { DataFiles, untilText } from './data-files.tsx';
import layout from './layout.module.css';
import { openDataMessages } from './open-data-messages.ts';
import { PageHead } from './page-head.tsx';
import type { OpenData } from './shortlist-data.ts';
import styles from './shortlist.module.css';
import { useHref } from './site.ts';

/** Open data behind a key; the address is the key, so no search engine may know it. */
export function OpenDataView({ data }: { data: OpenData }) {
  const t = useText(openDataMessages);
  const href = useHref();
  return (
    <div className={layout.page}>
      <meta name="robots" content="noindex" />
      <meta name="referrer" content="no-referrer" />
      <PageHead title={t('title')} lead={t('pageLead')} trail={[{ label: t('toList'), path: '/shortlist' }]} />
      <p>{t('until', { at: untilText(data.until) })}</p>
      {data.gone === 0 ? null : <Notice tone="warning">{t('gone', { count: data.gone })}</Notice>}
      {data.resources.length === 0 ? (
        <EmptyState title={t('none')}>
          <p>{t('noneText')}</p>
        </EmptyState>
      ) : null}
      {data.resources.map(({ id, title, platform, opens_on, cite_as, files }) => (
        <section key={id} className={styles.data} aria-labelledby={`r${id}`}>
          <h2 id={`r${id}`}>
            <a href={href(`/resources/${id}`)}>{title}</a>
          </h2>
          <p>{platform.name}</p>
          {opens_on === null ? null : <Notice tone="warning">{t('opensOn', { date: opens_on })}</Notice>}
          {cite_as === null ? null : (
            <p>
              {t('cite')} <q>{cite_as}</q>
            </p>
          )}
          <DataFiles caption={title} files={files} />
        </section>
      ))}
    </div>
  );
}
