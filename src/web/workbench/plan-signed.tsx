import { Button, Progress } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { addressOf } from '../../shared/contract.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import { workbenchAddresses } from './api.ts';
import { keyOf, useApi } from './client.tsx';
import { useDownload } from './download.ts';
import { lineOf } from './failure.tsx';
import { Section } from './page.tsx';
import { planMessages } from './plan-messages.ts';
import type { PlanView } from './plan-state.ts';
import styles from './plan.module.css';
import { sendBytes } from './upload.ts';

/** The signed copy: uploaded with its progress, refused with the reason and its article. */
export function PlanSigned({ view }: { view: PlanView }) {
  const t = useText(planMessages);
  const shown = view.signed.filter(({ editable, file }) => editable || file !== null);
  if (shown.length === 0) return null;
  return (
    <Section title={t('signed')} id="signed">
      <p className={styles.muted}>{t('signedHelp', { most: view.form.file.value.max_bytes.toLocaleString('en') })}</p>
      {shown.map((one) => (
        <SignedField key={one.field} view={view} of={one} />
      ))}
    </Section>
  );
}

function SignedField({ view, of }: { view: PlanView; of: PlanView['signed'][number] }) {
  const t = useText(planMessages);
  const lang = useLanguage();
  const api = useApi();
  const cache = useQueryClient();
  const input = useId();
  const [download] = useDownload();
  const [state, setState] = useState<{ share: number | null; why: string }>({ share: null, why: '' });
  const { id } = view.case;
  const send = (file: File): void => {
    setState({ share: 0, why: '' });
    const query = { field: of.field, name: file.name, revision: of.revision };
    const address = addressOf(workbenchAddresses.uploadSignedPlan.path, { id }, query);
    sendBytes(address, file, lang, (share) => setState({ share, why: '' })).then(
      () => {
        setState({ share: null, why: '' });
        for (const key of ['readPlan', 'readCase'] as const)
          void cache.invalidateQueries({ queryKey: keyOf(key, { params: { id } }) });
      },
      (cause: unknown) => setState({ share: null, why: t('refused', { name: file.name, why: lineOf(cause) }) }),
    );
  };
  const percent = Math.round((state.share ?? 0) * 100);
  const { file } = of;
  return (
    <div className={styles.signed}>
      <div className={styles.below}>
        <span className={styles.label}>{of.label}</span>
        {file ? (
          <Button
            type="link"
            className={styles.link!}
            onClick={() => download(() => api.downloadCaseFile({ params: { id, file: file.id } }), file.name)}
          >
            {file.name}
          </Button>
        ) : (
          <span className={styles.muted}>{t('noSigned')}</span>
        )}
        <input
          id={input}
          type="file"
          accept="application/pdf,.pdf"
          className="visually-hidden"
          tabIndex={-1}
          aria-hidden
          onChange={(event) => {
            const chosen = event.target.files?.[0];
            event.target.value = '';
            if (chosen) send(chosen);
          }}
        />
        {of.editable ? (
          <Button loading={state.share !== null} onClick={() => document.getElementById(input)?.click()}>
            {t(file ? 'replace' : 'upload')}
          </Button>
        ) : null}
      </div>
      {state.share === null ? null : <Progress percent={percent} aria-label={t('uploading', { percent })} />}
      {state.why === '' ? null : (
        <p role="alert" className={styles.error}>
          {state.why}
        </p>
      )}
    </div>
  );
}
