import { useText } from '../ui/language.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { fileSize } from '../ui/file-size.ts';
import type { Resource } from './resource-data.ts';
import styles from './resource-files.module.css';
import { resourceMessages } from './resource-messages.ts';
import { useSite } from './site.ts';

/** Pictures to look at, files to take, each with the digest that proves it came whole. */
export function ResourceFiles({ resource: { files, title } }: { resource: Resource }) {
  const t = useText(resourceMessages);
  const pictures = files.filter(({ role, address }) => role === 'image' && address !== null);
  const others = files.filter(({ role }) => role === 'file');
  if (files.length === 0) return null;
  return (
    <section id="files" aria-labelledby="files-title">
      <h2 id="files-title">{t('files')}</h2>
      {pictures.length === 0 ? null : (
        <ul className={styles.pictures}>
          {pictures.map((picture) => (
            <li key={picture.id}>
              <figure>
                <a href={picture.address!}>
                  <img src={picture.address!} alt={picture.caption ?? `${title} ${picture.name}`} loading="lazy" />
                </a>
                {picture.caption === null ? null : <figcaption>{picture.caption}</figcaption>}
              </figure>
            </li>
          ))}
        </ul>
      )}
      {others.length === 0 ? null : (
        <ul className={styles.files}>
          {others.map((file) => (
            <li key={file.id}>
              <FileEntry file={file} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function FileEntry({ file }: { file: Resource['files'][number] }) {
  const t = useText(resourceMessages);
  const { lang } = useSite();
  return (
    <>
      <p className={styles.name}>
        {file.address === null ? <span>{file.name}</span> : <a href={file.address}>{file.name}</a>}
        <span className={styles.size}>{fileSize(lang, file.size)}</span>
      </p>
      {file.caption === null ? null : <p>{file.caption}</p>}
      {file.address === null ? <p className={styles.note}>{t('fileOnRequest')}</p> : null}
      <p className={styles.digest}>
        <span>{`SHA-256 ${file.sha256}`}</span>
        <CopyButton text={file.sha256} what={`SHA-256 ${file.name}`} />
      </p>
    </>
  );
}
