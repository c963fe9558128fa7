import { Button, Progress } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { addressOf } from '../../shared/contract.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import { workbenchAddresses } from './api.ts';
import { keyOf, useApi, useRead } from './client.tsx';
import styles from './expert.module.css';
import { expertMessages } from './expert-messages.ts';
import { lineOf } from './failure.tsx';
import { Loaded, Section } from './page.tsx';
import { sendBytes } from './upload.ts';

/** What a visit has to cover, and its photos. */
export function VisitSection({ id }: { id: string }) {
  const t = useText(expertMessages);
  const read = useRead('readVisit', { params: { id } });
  return (
    <Section title={t('visit')}>
      <Loaded read={read}>
        {({ parties, photos, may_add }) => (
          <div className={styles.stack}>
            <div>
              <strong>{t('toCover')}</strong>
              <ul>
                {parties.map(({ name, covered }) => (
                  <li key={name}>
                    {name}{' '}
                    <span className={covered ? styles.muted : styles.warn}>
                      {t(covered ? 'covered' : 'notCovered')}
                    </span>
                  </li>
                ))}
              </ul>
            </div>
            <Photos id={id} photos={photos} mayAdd={may_add} />
          </div>
        )}
      </Loaded>
    </Section>
  );
}

interface PhotosProps {
  id: string;
  photos: readonly { id: string; caption: string }[];
  mayAdd: boolean;
}

function Photos({ id, photos, mayAdd }: PhotosProps) {
  const t = useText(expertMessages);
  const lang = useLanguage();
  const api = useApi();
  const cache = useQueryClient();
  const input = useId();
  const [share, setShare] = useState<number | null>(null);
  const [why, setWhy] = useState('');
  const refresh = (): void => void cache.invalidateQueries({ queryKey: keyOf('readVisit', { params: { id } }) });
  const addressFor = (photo: string, size: 'preview' | 'full'): string =>
    addressOf(workbenchAddresses.downloadPhoto.path, { id, photo }, { size });
  const send = async (files: readonly File[]): Promise<void> => {
    setWhy('');
    try {
      for (const file of files) {
        setShare(0);
        await sendBytes(addressOf(workbenchAddresses.addPhoto.path, { id }), file, lang, setShare);
        refresh();
      }
    } catch (cause) {
      setWhy(lineOf(cause));
    } finally {
      setShare(null);
    }
  };
  const remove = (photo: string): void => {
    api
      .removePhoto({ params: { id, photo } })
      .then(refresh)
      .catch((cause: unknown) => setWhy(lineOf(cause)));
  };
  return (
    <div>
      <strong>{t('photos')}</strong>
      <ul className={styles.photos}>
        {photos.map((photo, n) => (
          <li key={photo.id}>
            <a href={addressFor(photo.id, 'full')}>
              <img
                src={addressFor(photo.id, 'preview')}
                alt={photo.caption || t('photoOf', { n: n + 1 })}
                loading="lazy"
              />
            </a>
            {photo.caption}
            {mayAdd ? (
              <Button size="small" type="text" onClick={() => remove(photo.id)}>
                {t('remove')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {mayAdd ? (
        <>
          <input
            id={input}
            type="file"
            accept="image/*"
            multiple
            className="visually-hidden"
            tabIndex={-1}
            aria-hidden
            onChange={(event) => {
              const files = [...(event.target.files ?? [])];
              event.target.value = '';
              void send(files);
            }}
          />
          <Button loading={share !== null} onClick={() => document.getElementById(input)?.click()}>
            {share === null ? t('addPhoto') : t('sending', { percent: Math.round(share * 100) })}
          </Button>
          {share === null ? null : <Progress percent={Math.round(share * 100)} size="small" />}
          <p className={styles.muted}>{t('photosHelp')}</p>
        </>
      ) : null}
      {why === '' ? null : (
        <p role="alert" className={styles.warn}>
          {why}
        </p>
      )}
    </div>
  );
}
