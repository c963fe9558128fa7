import { App, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useText } from '../ui/language.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { accountMessages } from './account-messages.ts';
import { useClients } from './client.tsx';
import { Failure } from './failure.tsx';
import { type Session, useSetSession, useSigned } from './session.ts';
import { useSend } from './sign-in.tsx';

interface Secret {
  secret: string;
  uri: string;
}

/** One's own second factor: set up with password and a first code, removed with password and a code. */
export function OwnFactor() {
  const t = useText(accountMessages);
  const { account } = useSigned();
  const [secret, setSecret] = useState<Secret>();
  if (account.second_factor) return <Remove />;
  return secret ? (
    <Confirm secret={secret} onDone={() => setSecret(undefined)} />
  ) : (
    <>
      <p style={{ marginBottom: 12 }}>{t('factorOff')}</p>
      <Begin onSecret={setSecret} />
    </>
  );
}

const needs = (message: string) => [{ required: true, message }];

function Begin({ onSecret }: { onSecret: (secret: Secret) => void }) {
  const t = useText(accountMessages);
  const { plain } = useClients();
  const [send, busy, error] = useSend(onSecret);
  return (
    <Form
      layout="vertical"
      requiredMark={false}
      style={{ maxWidth: 420 }}
      onFinish={(body: { password: string }) => send(() => plain.startSecondFactor({ body }))}
    >
      <Failure error={error} />
      <Form.Item name="password" label={t('current')} rules={needs(t('fill'))}>
        <Input.Password autoComplete="current-password" maxLength={500} />
      </Form.Item>
      <Button htmlType="submit" loading={busy}>
        {t('begin')}
      </Button>
    </Form>
  );
}

const Code = () => {
  const t = useText(accountMessages);
  return (
    <Form.Item name="code" label={t('code')} rules={needs(t('fill'))}>
      <Input autoComplete="one-time-code" inputMode="numeric" maxLength={12} />
    </Form.Item>
  );
};

function Confirm({ secret, onDone }: { secret: Secret; onDone: () => void }) {
  const t = useText(accountMessages);
  const { plain } = useClients();
  const setSession = useSetSession();
  const { message } = App.useApp();
  const [send, busy, error] = useSend<Session>((next) => {
    setSession(next);
    void message.success(t('on'));
    onDone();
  });
  return (
    <Form
      layout="vertical"
      requiredMark={false}
      style={{ maxWidth: 520 }}
      onFinish={(body: { code: string }) => send(() => plain.confirmSecondFactor({ body }))}
    >
      <Failure error={error} />
      <p>{t('secretHelp')}</p>
      <p className="mono" style={{ margin: '8px 0' }}>
        {secret.secret.replace(/(.{4})(?=.)/g, '$1 ')} <CopyButton text={secret.secret} what={t('secret')} />
      </p>
      <p style={{ marginBottom: 16 }}>
        <a href={secret.uri}>{t('link')}</a>
      </p>
      <Code />
      <Button type="primary" htmlType="submit" loading={busy}>
        {t('confirm')}
      </Button>
    </Form>
  );
}

function Remove() {
  const t = useText(accountMessages);
  const { plain } = useClients();
  const setSession = useSetSession();
  const { message } = App.useApp();
  const [send, busy, error] = useSend<Session>((next) => {
    setSession(next);
    void message.success(t('removed'));
  });
  return (
    <Form
      layout="vertical"
      requiredMark={false}
      style={{ maxWidth: 420 }}
      onFinish={(body: { password: string; code: string }) => send(() => plain.removeSecondFactor({ body }))}
    >
      <p style={{ marginBottom: 12 }}>{t('factorOn')}</p>
      <Failure error={error} />
      <Form.Item name="password" label={t('current')} rules={needs(t('fill'))}>
        <Input.Password autoComplete="current-password" maxLength={500} />
      </Form.Item>
      <Code />
      <Button danger htmlType="submit" loading={busy}>
        {t('remove')}
      </Button>
    </Form>
  );
}
