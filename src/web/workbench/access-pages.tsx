import { Alert, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useLanguage, useText } from '../ui/language.tsx';
import { AccessCard } from './access-card.tsx';
import { accessMessages } from './access-messages.ts';
import styles from './access.module.css';
import { useClients } from './client.tsx';
import { Failure } from './failure.tsx';
import { Link } from './link.tsx';
import { NewPassword } from './new-password.tsx';
import { Loaded } from './page.tsx';
import { useSessionQuery, useSetSession } from './session.ts';
import { SignIn, useSend } from './sign-in.tsx';
import { instantText } from './texts.ts';

export function SignInPage() {
  const t = useText(accessMessages);
  const session = useSessionQuery();
  const setSession = useSetSession();
  const awaits = session.data?.awaiting_second_factor ?? false;
  return (
    <AccessCard title={t(awaits ? 'secondFactor' : 'signIn')}>
      <SignIn session={session.data} onSession={setSession}>
        <Link to="/forgot">{t('forgot')}</Link>
      </SignIn>
    </AccessCard>
  );
}

export function ForgotPage() {
  const t = useText(accessMessages);
  const { plain } = useClients();
  const [sent, setSent] = useState(false);
  const [send, busy, error] = useSend(() => setSent(true));
  return (
    <AccessCard title={t('forgotTitle')}>
      {sent ? (
        <Alert type="success" showIcon role="status" title={t('sent')} />
      ) : (
        <Form
          layout="vertical"
          requiredMark={false}
          onFinish={(body: { account: string }) => send(() => plain.requestPasswordReset({ body }))}
        >
          <p className={styles.text}>{t('forgotHelp')}</p>
          <Failure error={error} />
          <Form.Item name="account" label={t('accountName')} rules={[{ required: true, message: t('fill') }]}>
            <Input autoComplete="username" autoFocus maxLength={64} />
          </Form.Item>
          <div className={styles.row}>
            <Button type="primary" htmlType="submit" loading={busy}>
              {t('send')}
            </Button>
            <Link to="/">{t('toSignIn')}</Link>
          </div>
        </Form>
      )}
    </AccessCard>
  );
}

/** The page that a one-time link opens; the token is the fragment and never reaches a log. */
export function LinkPage() {
  const t = useText(accessMessages);
  const lang = useLanguage();
  const { plain } = useClients();
  const [token] = useState(() => location.hash.slice(1));
  const [account, setAccount] = useState<string>();
  const link = useQuery({
    queryKey: ['link', token],
    queryFn: () => plain.readLink({ body: { token } }),
    enabled: token !== '',
    retry: false,
    staleTime: Infinity,
  });
  const title = t(link.data?.purpose === 'invitation' ? 'linkInvitation' : 'linkReset');
  if (account !== undefined) {
    return (
      <AccessCard title={title}>
        <Alert type="success" showIcon role="status" title={t('passwordSet', { account })} className={styles.text!} />
        <Link to="/">{t('toSignIn')}</Link>
      </AccessCard>
    );
  }
  return (
    <AccessCard title={title}>
      {token === '' ? (
        <Alert type="error" showIcon title={t('noToken')} />
      ) : (
        <Loaded read={link}>
          {(data) => (
            <>
              <p className={styles.text}>
                {t('linkFor', { name: data.name, account: data.account, at: instantText(data.expires_at, lang) })}
              </p>
              <NewPassword
                account={data.account}
                label={t('setPassword')}
                save={(password) => plain.useLink({ body: { token, password } })}
                onSaved={(result) => setAccount(result.account)}
              />
            </>
          )}
        </Loaded>
      )}
    </AccessCard>
  );
}
