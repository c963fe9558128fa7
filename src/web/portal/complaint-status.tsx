import { type FormEvent, useState } from 'react';
import { ApiError } from '../ui/api.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { useText } from '../ui/language.tsx';
import { Notice } from '../ui/notice.tsx';
import { useApi } from './api-context.ts';
import { FollowedComplaint } from './complaint-followed.tsx';
import type { ComplaintStatus } from './complaints-data.ts';
import { complaintsMessages } from './complaints-messages.ts';
import styles from './complaints.module.css';
import layout from './layout.module.css';
import { PageHead } from './page-head.tsx';

export interface Mine {
  number: string;
  code: string;
}

/** Looked up by script alone: neither number nor code comes into an address, a history or a log. */
export function ComplaintStatusView() {
  const t = useText(complaintsMessages);
  const api = useApi();
  const [found, setFound] = useState<{ mine: Mine; status: ComplaintStatus }>();
  const [state, setState] = useState<'ready' | 'busy' | ApiError>('ready');

  const look = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const mine = { number: form.get('number') as string, code: form.get('code') as string };
    setState('busy');
    setFound(undefined);
    try {
      setFound({ mine, status: await api.readComplaintStatus({ body: mine }) });
      setState('ready');
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause;
      setState(cause);
    }
  };

  return (
    <div className={layout.page}>
      <PageHead title={t('statusTitle')} lead={t('statusLead')} trail={[{ label: t('title'), path: '/complaints' }]} />
      <noscript>
        <p>{t('noScript')}</p>
      </noscript>
      <form method="post" className={`${styles.find} needs-script no-print`} onSubmit={(event) => void look(event)}>
        <Field label={t('number')}>
          {(control) => <input {...control} name="number" inputMode="numeric" maxLength={30} autoComplete="off" />}
        </Field>
        <Field label={t('code')} help={t('codeHelp')}>
          {(control) => <input {...control} name="code" maxLength={60} autoComplete="off" spellCheck={false} />}
        </Field>
        <Button type="submit" look="primary" disabled={state === 'busy'}>
          {t(state === 'busy' ? 'looking' : 'look')}
        </Button>
      </form>
      {state instanceof ApiError ? (
        <Notice tone="danger" live="alert">
          {state.message}
        </Notice>
      ) : null}
      {found ? <FollowedComplaint {...found} onChange={(status) => setFound({ mine: found.mine, status })} /> : null}
    </div>
  );
}
