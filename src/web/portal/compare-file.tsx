import { useState } from 'react';
import { Field } from '../ui/field.tsx';
import { useText } from '../ui/language.tsx';
import { Notice } from '../ui/notice.tsx';
import { verifyMessages } from './verify-messages.ts';

/** Compares a file with a digest, in the browser alone. */
export function CompareFile({ sha256 }: { sha256: string }) {
  const t = useText(verifyMessages);
  const [same, setSame] = useState<boolean>();
  const compare = async (file: File | undefined): Promise<void> => {
    if (!file) return setSame(undefined);
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
    setSame(Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('') === sha256);
  };
  return (
    <div className="needs-script no-print">
      <Field label={t('compare')} help={t('compareHelp')}>
        {(control) => (
          <input
            {...control}
            type="file"
            accept="application/pdf"
            onChange={(event) => void compare(event.target.files?.[0])}
          />
        )}
      </Field>
      {same === undefined ? null : (
        <Notice tone={same ? 'success' : 'danger'} live="status">
          <p>{t(same ? 'same' : 'different')}</p>
        </Notice>
      )}
    </div>
  );
}
