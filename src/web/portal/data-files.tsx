import { DataTable } from '../ui/data-table.tsx';
import { fileSize } from '../ui/file-size.ts';
import { useText } from '../ui/language.tsx';
import type { DataLink } from './shortlist-data.ts';
import { shortlistMessages } from './shortlist-messages.ts';
import styles from './shortlist.module.css';
import { useSite } from './site.ts';

/** Files to take, each with the digest that proves it came whole. */
export function DataFiles({ caption, files }: { caption: string; files: DataLink['files'] }) {
  const t = useText(shortlistMessages);
  const { lang } = useSite();
  return (
    <DataTable
      caption={caption}
      rows={files}
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
  );
}

/** An instant in Chinese time, to the minute. */
export const untilText = (at: string): string =>
  new Date(at).toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' });
