import { type FormEvent, useRef, useState } from 'react';
import { ApiError } from '../ui/api.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { useText } from '../ui/language.tsx';
import { Notice } from '../ui/notice.tsx';
import { useApi } from './api-context.ts';
import styles from './report-mistake.module.css';
import { resourceMessages } from './resource-messages.ts';

type State = { at: 'writing' | 'sending' } | { at: 'refused'; error: ApiError } | { at: 'done'; receipt: string };

/** Lets anybody report a mistake. What was written stays when sending fails or the dialog is closed. */
export function ReportMistake({ id }: { id: string }) {
  const t = useText(resourceMessages);
  const api = useApi();
  const dialog = useRef<HTMLDialogElement>(null);
  const [state, setState] = useState<State>({ at: 'writing' });

  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setState({ at: 'sending' });
    try {
      const body = { text: form.get('text') as string, contact: form.get('contact') as string };
      const { receipt } = await api.reportMistake({ params: { id }, body });
      setState({ at: 'done', receipt });
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause;
      setState({ at: 'refused', error: cause });
    }
  };

  return (
    <div className="no-print">
      <span className="needs-script">
        <Button icon="flag" onClick={() => dialog.current?.showModal()}>
          {t('report')}
        </Button>
      </span>
      <noscript>
        <p>{t('reportNoScript')}</p>
      </noscript>
      <dialog ref={dialog} className={styles.dialog} aria-labelledby="report-title">
        <h2 id="report-title">{t('reportTitle')}</h2>
        {state.at === 'done' ? (
          <Notice tone="success" live="status" title={t('reportDone', { receipt: state.receipt })}>
            {t('reportDoneText')}
          </Notice>
        ) : (
          <form method="post" className={styles.form} onSubmit={(event) => void submit(event)}>
            <p>{t('reportHelp')}</p>
            {state.at === 'refused' ? (
              <Notice tone="danger" live="alert">
                {state.error.message}
              </Notice>
            ) : null}
            <Field label={t('reportText')} required error={errorOf(state, 'text')}>
              {(control) => <textarea {...control} name="text" rows={6} minLength={5} maxLength={4000} />}
            </Field>
            <Field label={t('reportContact')} help={t('reportContactHelp')} error={errorOf(state, 'contact')}>
              {(control) => <input {...control} name="contact" maxLength={200} autoComplete="email" />}
            </Field>
            <div className={styles.actions}>
              <Button type="submit" look="primary" disabled={state.at === 'sending'}>
                {t(state.at === 'sending' ? 'reportSending' : 'reportSend')}
              </Button>
              <Button onClick={() => dialog.current?.close()}>{t('cancel')}</Button>
            </div>
          </form>
        )}
      </dialog>
    </div>
  );
}

const errorOf = (state: State, field: string): string | undefined =>
  state.at === 'refused' ? state.error.fields[field] : undefined;
