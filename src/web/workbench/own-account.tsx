import { App, Button, Descriptions, Form, Input } from 'antd';
import { useLanguage, useText } from '../ui/language.tsx';
import { accountMessages } from './account-messages.ts';
import { useClients } from './client.tsx';
import { Failure } from './failure.tsx';
import { NewPassword } from './new-password.tsx';
import { OwnFactor } from './own-factor.tsx';
import { Page, Section } from './page.tsx';
import { type Session, useSetSession, useSigned } from './session.ts';
import { useSend } from './sign-in.tsx';
import { instantText } from './texts.ts';

export function OwnAccountPage() {
  const t = useText(accountMessages);
  const lang = useLanguage();
  const { account, session } = useSigned();
  const { plain } = useClients();
  const setSession = useSetSession();
  const { message } = App.useApp();
  return (
    <Page title={t('title')}>
      <Section title={t('account')}>
        <Descriptions
          size="small"
          column={{ xs: 1, md: 2 }}
          items={[
            { key: 'account', label: t('account'), children: account.account },
            { key: 'name', label: t('name'), children: account.name },
            { key: 'email', label: t('email'), children: account.email ?? t('none') },
            { key: 'organisation', label: t('organisation'), children: account.organisation?.name ?? t('none') },
            {
              key: 'expires',
              label: t('expires'),
              children: session.expires_at === null ? '–' : instantText(session.expires_at, lang),
            },
          ]}
        />
      </Section>
      <Section title={t('factor')}>
        <OwnFactor />
      </Section>
      <Section title={t('password')}>
        <p style={{ marginBottom: 12 }}>{t('passwordHelp')}</p>
        <div style={{ maxWidth: 420 }}>
          <NewPassword<Session>
            account={account.account}
            askCurrent
            label={t('change')}
            save={(password, current) => plain.changePassword({ body: { current, password } })}
            onSaved={(next) => {
              setSession(next);
              void message.success(t('changed'));
            }}
          />
        </div>
      </Section>
      <Section title={t('emailTitle')}>
        <Email />
      </Section>
    </Page>
  );
}

function Email() {
  const t = useText(accountMessages);
  const { plain } = useClients();
  const setSession = useSetSession();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ email: string; password: string }>();
  const [send, busy, error] = useSend<Session>((next) => {
    setSession(next);
    form.resetFields();
    void message.success(t('changed'));
  });
  const needed = { required: true, message: t('fill') };
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      style={{ maxWidth: 420 }}
      onFinish={(body: { email: string; password: string }) => send(() => plain.changeEmail({ body }))}
    >
      <Failure error={error} />
      <Form.Item name="email" label={t('newEmail')} rules={[needed]} extra={t('emailHelp')}>
        <Input type="email" autoComplete="email" maxLength={254} />
      </Form.Item>
      <Form.Item name="password" label={t('current')} rules={[needed]}>
        <Input.Password autoComplete="current-password" maxLength={500} />
      </Form.Item>
      <Button htmlType="submit" loading={busy}>
        {t('change')}
      </Button>
    </Form>
  );
}
