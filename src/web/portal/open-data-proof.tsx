import { useEffect, useState } from 'react';
import { ApiError } from '../ui/api.ts';
import { Button } from '../ui/button.tsx';
import { useText } from '../ui/language.tsx';
import { Notice } from '../ui/notice.tsx';
import { useApi } from './api-context.ts';
import layout from './layout.module.css';
import { openDataMessages } from './open-data-messages.ts';
import { PageHead } from './page-head.tsx';
import { useHref } from './site.ts';

/**
 * Takes the token of the mail: it stands behind the `#`, which browsers keep to themselves, and is used by a press of the button
 * alone, so that programs which look at mails do not use it up.
 */
export function OpenDataProofView() {
  const t = useText(openDataMessages);
  const api = useApi();
  const href = useHref();
  const [token, setToken] = useState<string>();
  const [state, setState] = useState<'ready' | 'busy' | ApiError>('ready');
  useEffect(() => setToken(location.hash.slice(1)), []);
  const confirm = async (): Promise<void> => {
    setState('busy');
    try {
      const { key } = await api.confirmOpenData({ body: { token: token! } });
      location.replace(href(`/open-data/${key}`));
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause;
      setState(cause);
    }
  };
  return (
    <div className={layout.page}>
      <meta name="robots" content="noindex" />
      <meta name="referrer" content="no-referrer" />
      <PageHead title={t('proofTitle')} lead={t('proofLead')} trail={[{ label: t('toList'), path: '/shortlist' }]} />
      <noscript>
        <p>{t('noScript')}</p>
      </noscript>
      {token === '' ? <Notice tone="warning">{t('proofMissing')}</Notice> : null}
      {state instanceof ApiError ? (
        <Notice tone="danger" live="alert">
          {state.message}
        </Notice>
      ) : null}
      <p className="needs-script">
        <Button look="primary" disabled={!token || state === 'busy'} onClick={() => void confirm()}>
          {t(state === 'busy' ? 'confirming' : 'confirm')}
        </Button>
      </p>
    </div>
  );
}
