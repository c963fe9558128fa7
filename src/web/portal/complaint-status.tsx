import { type FormEvent, useState } from 'react';
import { pick } from '../../shared/i18n.ts';
import { ApiError } from '../ui/api.ts';
import { Button } from '../ui/button.tsx';
import { StateTag } from '../ui/state-tag.tsx';
import { Field } from '../ui/field.tsx';
import { useText } from '../ui/language.tsx';
import { Notice } from '../ui/notice.tsx';
import { useApi } from './api-context.ts';
import { FollowedComplaint } from './complaint-followed.tsx';
import type { ComplaintStatus } from './complaints-data.ts';
import { complaintsMessages } from './complaints-messages.ts';
import styles from './complaints.module.css';
import layout from './layout.module.css';
import { type OwnComplaints, useOwnComplaints } from './own-complaints.ts';
import { PageHead } from './page-head.tsx';
import { useSite } from './site.ts';

export interface Mine {
  number: string;
  code: string;
}

/** Looked up by script alone: neither number nor code comes into an address, a history or a log. */
export function ComplaintStatusView() {
  const t = useText(complaintsMessages);
  const api = useApi();
  const own = useOwnComplaints();
  const [found, setFound] = useState<{ mine: Mine; status: ComplaintStatus }>();
  const [state, setState] = useState<'ready' | 'busy' | ApiError>('ready');

  const look = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    await open({ number: form.get('number') as string, code: form.get('code') as string });
  };

  const open = async (mine: Mine): Promise<void> => {
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
      {own === undefined || own.length === 0 ? null : (
        <Own items={own} onOpen={(number) => void open({ number, code: '' })} />
      )}
      {state instanceof ApiError ? (
        <Notice tone="danger" live="alert">
          {state.message}
        </Notice>
      ) : null}
      {found ? <FollowedComplaint {...found} onChange={(status) => setFound({ mine: found.mine, status })} /> : null}
    </div>
  );
}

/** Those kept under the reader's account: opened without their codes. */
function Own({ items, onOpen }: { items: OwnComplaints; onOpen: (number: string) => void }) {
  const t = useText(complaintsMessages);
  const { lang } = useSite();
  return (
    <section aria-labelledby="own-complaints">
      <h2 id="own-complaints">{t('own')}</h2>
      <ul className={styles.own}>
        {items.map(({ number, platform, filed_on, state, closed }) => (
          <li key={number}>
            <span className="mono">{number}</span> {pick(platform, lang)} · {filed_on}{' '}
            <StateTag tone={closed ? 'success' : 'info'}>{pick(state, lang)}</StateTag>{' '}
            <Button onClick={() => onOpen(number)}>
              {t('openOwn')} <span className="visually-hidden">{number}</span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
