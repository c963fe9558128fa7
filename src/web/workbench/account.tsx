import { App, Button, Descriptions, Form, Input } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLanguage, useText } from '../ui/language.tsx';
import { AccountGrants } from './account-grants.tsx';
import type { AccountView } from './accounts.tsx';
import { adminMessages } from './admin-messages.ts';
import type { WorkbenchApi } from './api.ts';
import { keyOf, useApi, useRead } from './client.tsx';
import { cleared, FormDialog } from './form-dialog.tsx';
import { OrganisationSelect } from './organisation-select.tsx';
import { Loaded, Page, Section } from './page.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import { shellMessages } from './shell-messages.ts';
import { StateBadge } from './state-badge.tsx';
import { instantText } from './texts.ts';

type Change = Omit<Parameters<WorkbenchApi['updateAccount']>[0]['body'], 'revision'>;

export function AccountPage({ id }: { id: string }) {
  const shell = useText(shellMessages);
  const read = useRead('readAccount', { params: { id } });
  return (
    <Loaded read={read} rows={8}>
      {(account) => (
        <Page
          title={account.name}
          back={{ to: '/admin/accounts', label: shell('accounts') }}
          actions={<Steps account={account} />}
        >
          <Section title={account.account}>
            <Facts account={account} />
          </Section>
          <AccountGrants account={account} />
        </Page>
      )}
    </Loaded>
  );
}

function Facts({ account }: { account: AccountView }) {
  const t = useText(adminMessages);
  const lang = useLanguage();
  const at = (instant: string | null): string => (instant === null ? '–' : instantText(instant, lang));
  return (
    <Descriptions
      size="small"
      column={{ xs: 1, md: 2 }}
      items={[
        { key: 'state', label: t('state'), children: <StateBadge state={account.state} label={t(account.state)} /> },
        { key: 'email', label: t('email'), children: account.email ?? '–' },
        { key: 'phone', label: t('phone'), children: account.phone ?? '–' },
        { key: 'organisation', label: t('organisation'), children: account.organisation?.name ?? '–' },
        { key: 'factor', label: t('secondFactor'), children: t(account.second_factor ? 'on' : 'off') },
        { key: 'locked', label: t('lockedUntil'), children: at(account.locked_until) },
        { key: 'last', label: t('lastSignIn'), children: at(account.last_sign_in_at) },
      ]}
    />
  );
}

interface Step {
  label: string;
  warning?: string;
  danger?: boolean;
  run: () => Promise<AccountView>;
}

function Steps({ account }: { account: AccountView }) {
  const t = useText(adminMessages);
  const api = useApi();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const [asked, setAsked] = useState<Step>();
  const [editing, setEditing] = useState(false);
  const params = { id: account.id };
  const body = { revision: account.revision };
  const steps: Readonly<Record<string, Step>> = {
    invite_again: { label: t('inviteAgain'), run: () => api.inviteAgain({ params, body: {} }) },
    unlock: { label: t('unlock'), run: () => api.unlockAccount({ params, body: {} }) },
    reset_second_factor: {
      label: t('resetFactor'),
      warning: t('resetText'),
      danger: true,
      run: () => api.resetSecondFactor({ params, body }),
    },
    enable: { label: t('enable'), run: () => api.enableAccount({ params, body }) },
    disable: {
      label: t('disable'),
      warning: t('disableText'),
      danger: true,
      run: () => api.disableAccount({ params, body }),
    },
  };
  const keep = (next: AccountView): void => {
    cache.setQueryData(keyOf('readAccount', { params }), next);
    void cache.invalidateQueries({ queryKey: ['listAccounts'] });
    void message.success(t('done'));
  };
  return (
    <>
      {account.actions.includes('update') ? <Button onClick={() => setEditing(true)}>{t('edit')}</Button> : null}
      {Object.entries(steps).map(([name, step]) =>
        account.actions.includes(name) ? (
          <Button key={name} danger={step.danger ?? false} onClick={() => setAsked(step)}>
            {step.label}
          </Button>
        ) : null,
      )}
      {editing ? <Edit account={account} onSaved={keep} onClose={() => setEditing(false)} /> : null}
      {asked ? (
        <ReasonDialog
          title={`${asked.label}：${account.account}`}
          warning={asked.warning}
          needsReason={false}
          danger={asked.danger ?? false}
          label={asked.label}
          run={async () => keep(await asked.run())}
          onClose={() => setAsked(undefined)}
        />
      ) : null}
    </>
  );
}

interface EditProps {
  account: AccountView;
  onSaved: (account: AccountView) => void;
  onClose: () => void;
}

function Edit({ account, onSaved, onClose }: EditProps) {
  const t = useText(adminMessages);
  const shell = useText(shellMessages);
  const api = useApi();
  const { name, email, phone, organisation } = account;
  return (
    <FormDialog<Change, AccountView>
      title={account.account}
      label={shell('save')}
      initial={{ name, email, phone, organisation_id: organisation?.id ?? null }}
      save={(values) =>
        api.updateAccount({ params: { id: account.id }, body: { ...cleared(values), revision: account.revision } })
      }
      onSaved={onSaved}
      onClose={onClose}
    >
      <Form.Item name="name" label={t('name')} rules={[{ required: true, message: t('fill') }]}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="email" label={t('email')}>
        <Input type="email" maxLength={254} />
      </Form.Item>
      <Form.Item name="phone" label={t('phone')}>
        <Input type="tel" maxLength={25} />
      </Form.Item>
      <Form.Item name="organisation_id" label={t('organisation')}>
        <OrganisationSelect known={organisation} />
      </Form.Item>
    </FormDialog>
  );
}
