import { useText } from '../ui/language.tsx';
import { Notice } from '../ui/notice.tsx';
import { DataFiles, untilText } from './data-files.tsx';
import layout from './layout.module.css';
import { PageHead } from './page-head.tsx';
import type { DataLink } from './shortlist-data.ts';
import { shortlistMessages } from './shortlist-messages.ts';

/** Restricted data behind a link; the address is the key, so no search engine may know it. */
export function DataLinkView({ data }: { data: DataLink }) {
  const t = useText(shortlistMessages);
  return (
    <div className={layout.page}>
      <meta name="robots" content="noindex" />
      <meta name="referrer" content="no-referrer" />
      <PageHead title={`${t('dataTitle')} · ${data.title}`} lead={t('dataLead')} />
      <p>{t('expires', { at: untilText(data.expires_at) })}</p>
      {data.opens_on === null ? null : <Notice tone="warning">{t('opensOn', { date: data.opens_on })}</Notice>}
      {data.cite_as === null ? null : (
        <p>
          {t('cite')} <q>{data.cite_as}</q>
        </p>
      )}
      <DataFiles caption={t('dataTitle')} files={data.files} />
    </div>
  );
}
