import { Alert, Button } from 'antd';
import { useRef, useState } from 'react';
import { useLanguage, useText } from '../ui/language.tsx';
import { agreementMessages } from './agreement-messages.ts';
import { UPLOAD_TERMS_FILE } from './api-agreements.ts';
import { lineOf } from './failure.tsx';
import { sendBytes } from './upload.ts';

/** A file sent at once; its id is what the form then names. Controlled by a form's item. */
export function ProofField({ value, onChange }: { value?: string | null; onChange?: (id: string | null) => void }) {
  const t = useText(agreementMessages);
  const lang = useLanguage();
  const input = useRef<HTMLInputElement>(null);
  const [name, setName] = useState('');
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState('');
  const choose = (file: File | undefined): void => {
    if (!file) return;
    setBusy(true);
    setRefused('');
    sendBytes<{ id: string; name: string }>(
      `${UPLOAD_TERMS_FILE}?name=${encodeURIComponent(file.name)}`,
      file,
      lang,
      () => undefined,
    )
      .then((kept) => {
        setName(kept.name);
        onChange?.(kept.id);
      })
      .catch((error: unknown) => setRefused(lineOf(error)))
      .finally(() => setBusy(false));
  };
  return (
    <>
      <input
        ref={input}
        type="file"
        className="visually-hidden"
        aria-label={t('proof')}
        tabIndex={-1}
        onChange={({ target }) => choose(target.files?.[0])}
      />
      <Button loading={busy} onClick={() => input.current?.click()}>
        {t('upload')}
      </Button>
      {value && name !== '' ? <p role="status">{t('uploaded', { name })}</p> : null}
      {refused === '' ? null : <Alert type="error" showIcon title={refused} />}
    </>
  );
}
