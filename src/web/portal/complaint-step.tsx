import { type FormEvent, useState } from 'react';
import { pick } from '../../shared/i18n.ts';
import { ApiError } from '../ui/api.ts';
import { Button } from '../ui/button.tsx';
import { useText } from '../ui/language.tsx';
import { Notice } from '../ui/notice.tsx';
import { useApi } from './api-context.ts';
import { ComplaintFields, readWritten } from './complaint-fields.tsx';
import type { Mine } from './complaint-status.tsx';
import type { ComplaintStatus } from './complaints-data.ts';
import { complaintsMessages } from './complaints-messages.ts';
import styles from './complaints.module.css';
import { useSite } from './site.ts';

interface StepProps {
  mine: Mine;
  action: ComplaintStatus['actions'][number];
  onDone: (status: ComplaintStatus) => void;
}

/** One thing that whoever complained may do now, folded away until it is wanted. */
export function ComplaintStep({ mine, action: { action, label, fields }, onDone }: StepProps) {
  const t = useText(complaintsMessages);
  const api = useApi();
  const { lang } = useSite();
  const [state, setState] = useState<'ready' | 'busy' | ApiError>('ready');
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget;
    setState('busy');
    try {
      onDone(await api.actOnComplaint({ body: { ...mine, action, ...(await readWritten(api, form)) } }));
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause;
      setState(cause);
    }
  };
  return (
    <details className={`${styles.step} no-print`} open={fields.length > 0}>
      <summary>{pick(label, lang)}</summary>
      <form method="post" className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
        {state instanceof ApiError ? (
          <Notice tone="danger" live="alert">
            {state.message}
          </Notice>
        ) : null}
        {fields.length === 0 ? <p>{t('withdrawSure')}</p> : null}
        <ComplaintFields fields={fields} faults={state instanceof ApiError ? state.fields : {}} />
        <div>
          <Button type="submit" disabled={state === 'busy'}>
            {state === 'busy' ? t('sending') : pick(label, lang)}
          </Button>
        </div>
      </form>
    </details>
  );
}
