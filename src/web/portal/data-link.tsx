import { DataTable } from '../ui/data-table.tsx';
import { fileSize } from '../ui/file-size.ts';
import { useText } from '../ui/language.tsx';
import { Notice } from '../ui/notice.tsx';
import layout from './layout.module.css';
import { PageHead } from './page-head.tsx';
import type { DataLink } from './shortlist-data.ts';
import { shortlistMessages } from './shortlist-messages.ts';
import styles from './shortlist.module.css';
import { useSite } from './site.ts';

/** Restricted data behind a link; the address is the key, so no search engine may know it. */
export function DataLinkView({ data }: { data: DataLink }) {
  const t = useText(shortlistMessages);
  const { lang } = useSite();
  const until = new Date(data.expires_at).toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' });
  return (
    <div className={layout.page}>
      <meta name="robots" content="noindex" />
      <meta name="referrer" content="no-referrer" />
      <PageHead title={`${t('dataTitle')} · ${data.title}`} lead={t('dataLead')} />
      <p>{t('expires', { at: until })}</p>
      {data.opens_on === null ? null : <Notice tone="warning">{t('opensOn', { date: data.opens_on })}</Notice>}
      {data.cite_as === null ? null : (
        <p>
          {t('cite')} <q>{data.cite_as}</q>
        </p>
      )}
      <DataTable
        caption={t('dataTitle')}
        rows={data.files}
        keyOf={({ id }) => id}
        columns={[
          {
            id: 'file',
            label: t('file'),
            heading: true,
            cell: ({ name, address }) =>
              address === null ? (
                name
              ) : (
                <a href={address} download>
                  {name}
                </a>
              ),
          },
          { id: 'size', label: t('size'), numeric: true, cell: ({ size }) => fileSize(lang, size) },
          { id: 'digest', label: t('digest'), cell: ({ sha256 }) => <code className={styles.digest}>{sha256}</code> },
        ]}
      />
    </div>
  );
}
