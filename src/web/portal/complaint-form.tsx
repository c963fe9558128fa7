import { type FormEvent, useState } from 'react';
import { pick } from '../../shared/i18n.ts';
import { ApiError } from '../ui/api.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { useText } from '../ui/language.tsx';
import { Notice } from '../ui/notice.tsx';
import { Facts } from './accreditation-parts.tsx';
import { useApi } from './api-context.ts';
import { ComplaintFields, readWritten } from './complaint-fields.tsx';
import type { ComplaintForm } from './complaints-data.ts';
import { complaintsMessages } from './complaints-messages.ts';
import styles from './complaints.module.css';
import { useOwnComplaints } from './own-complaints.ts';
import { useHref, useSite } from './site.ts';

interface Receipt {
  number: string;
  code: string;
  due: string | null;
}

type State = { at: 'writing' | 'sending' } | { at: 'refused'; error: ApiError } | { at: 'done'; receipt: Receipt };

/** The form as the rule set has it. What was written stays when sending fails. */
export function WriteComplaint({ form }: { form: ComplaintForm }) {
  const t = useText(complaintsMessages);
  const api = useApi();
  const href = useHref();
  const { lang } = useSite();
  const [state, setState] = useState<State>({ at: 'writing' });
  const platform = form.platform!;
  const own = useOwnComplaints();

  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const element = event.currentTarget;
    setState({ at: 'sending' });
    try {
      const { data, files } = await readWritten(api, element);
      const { keep, ...written } = data;
      const body = {
        programme: form.programme!.id,
        platform: platform.code,
        keep: keep !== undefined,
        data: written,
        files,
      };
      setState({ at: 'done', receipt: await api.fileComplaint({ body }) });
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause;
      setState({ at: 'refused', error: cause });
    }
  };

  if (state.at === 'done') return <Received receipt={state.receipt} />;
  return (
    <>
      <Facts
        rows={[
          [t('about'), pick(platform.name, lang)],
          [t('department'), platform.department],
          [t('network'), pick(form.programme!.name, lang)],
        ]}
      />
      <p className="no-print">
        <a href={href('/complaints')}>{t('another')}</a>
      </p>
      <noscript>
        <p>{t('noScript')}</p>
      </noscript>
      <form method="post" className={`${styles.form} needs-script`} onSubmit={(event) => void submit(event)} noValidate>
        {state.at === 'refused' ? (
          <Notice tone="danger" live="alert" title={state.error.message}>
            {Object.values(state.error.fields).map((message) => (
              <p key={message}>{message}</p>
            ))}
          </Notice>
        ) : null}
        <ComplaintFields fields={form.fields} faults={state.at === 'refused' ? state.error.fields : {}} />
        {own === undefined ? null : (
          <p>
            <label>
              <input type="checkbox" name="keep" /> {t('keep')}
            </label>
            <br />
            <small>{t('keepHelp')}</small>
          </p>
        )}
        <div>
          <Button type="submit" look="primary" disabled={state.at === 'sending'}>
            {t(state.at === 'sending' ? 'sending' : 'send')}
          </Button>
        </div>
      </form>
    </>
  );
}

function Received({ receipt: { number, code, due } }: { receipt: Receipt }) {
  const t = useText(complaintsMessages);
  const href = useHref();
  return (
    <div className={styles.received}>
      <Notice tone="success" live="status" title={t('done')}>
        <p>{t('doneText')}</p>
      </Notice>
      <Facts
        rows={[
          [
            t('number'),
            <span key="number" className="mono">
              {number} <CopyButton text={number} what={t('number')} />
            </span>,
          ],
          [
            t('code'),
            <span key="code" className="mono">
              {code} <CopyButton text={code} what={t('code')} />
            </span>,
          ],
          [t('due'), due],
        ]}
      />
      <p className={`${styles.actions} no-print`}>
        <Button onClick={() => window.print()}>{t('print')}</Button>
        <ButtonLink href={href('/complaints/status')}>{t('follow')}</ButtonLink>
      </p>
    </div>
  );
}
