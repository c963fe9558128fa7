import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useText } from '../ui/language.tsx';
import { accessMessages } from './access-messages.ts';
import styles from './access.module.css';
import { useClients } from './client.tsx';
import { DemoAccounts } from './demo-accounts.tsx';
import { Failure } from './failure.tsx';
import type { Session } from './session.ts';

interface SignInProps {
  /** The session known so far: it may await the second factor. */
  session: Session | undefined;
  /** Signing in again: the account is given. */
  account?: string | undefined;
  onSession: (session: Session) => void;
  children?: React.ReactNode;
}

/** Account and password, then the second factor where one is set up. */
export function SignIn(props: SignInProps) {
  const { session } = props;
  return session?.awaiting_second_factor ? <SecondFactor {...props} /> : <Password {...props} />;
}

/** Sends a form, keeps the refusal, and says whether it is under way. */
export function useSend<T>(
  then: (result: T) => void,
): [send: (call: () => Promise<T>) => void, busy: boolean, error: unknown] {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const send = (call: () => Promise<T>): void => {
    setBusy(true);
    setError(null);
    call()
      .then(then, setError)
      .finally(() => setBusy(false));
  };
  return [send, busy, error];
}

function Password({ account, onSession, children }: SignInProps) {
  const t = useText(accessMessages);
  const { plain } = useClients();
  const [send, busy, error] = useSend(onSession);
  const needed = [{ required: true, message: t('fill') }];
  const [form] = Form.useForm<{ account: string; password: string }>();
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={{ account: account ?? '', password: '' }}
      onFinish={(body: { account: string; password: string }) => send(() => plain.signIn({ body }))}
    >
      <Failure error={error} />
      {account === undefined ? <DemoAccounts onChoose={(chosen) => form.setFieldValue('account', chosen)} /> : null}
      <Form.Item name="account" label={t('accountName')} rules={needed}>
        <Input
          autoComplete="username"
          autoFocus={account === undefined}
          readOnly={account !== undefined}
          maxLength={64}
        />
      </Form.Item>
      <Form.Item name="password" label={t('password')} rules={needed}>
        <Input.Password autoComplete="current-password" autoFocus={account !== undefined} maxLength={500} />
      </Form.Item>
      <div className={styles.row}>
        <Button type="primary" htmlType="submit" loading={busy}>
          {t('signIn')}
        </Button>
        {children}
      </div>
    </Form>
  );
}

function SecondFactor({ onSession, account }: SignInProps) {
  const t = useText(accessMessages);
  const { plain } = useClients();
  const [send, busy, error] = useSend(onSession);
  const again = (): void =>
    send(async () => {
      await plain.signOut();
      return plain.readSession();
    });
  return (
    <Form
      layout="vertical"
      requiredMark={false}
      onFinish={(body: { code: string }) => send(() => plain.giveSecondFactor({ body }))}
    >
      <Failure error={error} />
      <p className={styles.text}>{t('secondFactorHelp')}</p>
      <Form.Item name="code" label={t('code')} rules={[{ required: true, message: t('fill') }]}>
        <Input autoComplete="one-time-code" inputMode="numeric" autoFocus maxLength={12} />
      </Form.Item>
      <div className={styles.row}>
        <Button type="primary" htmlType="submit" loading={busy}>
          {t('continue')}
        </Button>
        {account === undefined ? (
          <Button type="link" onClick={again}>
            {t('otherAccount')}
          </Button>
        ) : null}
      </div>
    </Form>
  );
}
