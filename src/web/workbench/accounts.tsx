import { App, Button, Form, Input, Table } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ROLES } from '../../shared/identity/roles.ts';
import { pick } from '../../shared/i18n.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import { adminMessages } from './admin-messages.ts';
import type { WorkbenchApi } from './api.ts';
import { useApi, useRead } from './client.tsx';
import { filled, FormDialog } from './form-dialog.tsx';
import { FilterBar } from './filter-bar.tsx';
import { Link } from './link.tsx';
import styles from './list.module.css';
import { OrganisationSelect } from './organisation-select.tsx';
import { Loaded, Nothing, Page } from './page.tsx';
import { Pager } from './pager.tsx';
import { usePlace } from './router.ts';
import { useSigned } from './session.ts';
import { shellMessages } from './shell-messages.ts';
import { StateBadge } from './state-badge.tsx';
import { instantText, optionsOf } from './texts.ts';

export type AccountView = Awaited<ReturnType<WorkbenchApi['readAccount']>>;
type Input_ = Parameters<WorkbenchApi['inviteAccount']>[0]['body'];

const STATES = ['invited', 'active', 'disabled'] as const;

export function AccountsPage() {
  const t = useText(adminMessages);
  const shell = useText(shellMessages);
  const lang = useLanguage();
  const { query } = usePlace();
  const { may } = useSigned();
  const read = useRead('listAccounts', { query: Object.fromEntries(query) });
  const [inviting, setInviting] = useState(false);
  return (
    <Page
      title={shell('accounts')}
      about={t('accountsAbout')}
      actions={
        may('invite_accounts') ? (
          <Button type="primary" onClick={() => setInviting(true)}>
            {t('invite')}
          </Button>
        ) : undefined
      }
    >
      <FilterBar
        search={t('searchAccounts')}
        filters={[
          { name: 'state', label: t('state'), options: STATES.map((value) => ({ value, label: t(value) })) },
          { name: 'role', label: t('role'), options: optionsOf(ROLES, lang) },
        ]}
      />
      <Loaded read={read}>
        {({ items, next }) =>
          items.length === 0 ? (
            <Nothing text={t('none')} />
          ) : (
            <>
              <div className={styles.table}>
                <Table<AccountView>
                  rowKey="id"
                  size="middle"
                  pagination={false}
                  dataSource={items}
                  columns={[
                    {
                      title: t('account'),
                      render: (_, row) => (
                        <>
                          <Link to={`/admin/accounts/${row.id}`}>{row.account}</Link>
                          <div className={styles.small}>{row.name}</div>
                        </>
                      ),
                    },
                    { title: t('state'), render: (_, row) => <StateBadge state={row.state} label={t(row.state)} /> },
                    {
                      title: t('roles'),
                      width: 320,
                      render: (_, row) =>
                        row.roles
                          .map((held) => `${pick(held.label, lang)} · ${pick(held.scope_label, lang)}`)
                          .join('；') || '–',
                    },
                    { title: t('organisation'), responsive: ['lg'], render: (_, row) => row.organisation?.name ?? '–' },
                    {
                      title: t('lastSignIn'),
                      responsive: ['lg'],
                      render: (_, row) => (row.last_sign_in_at === null ? '–' : instantText(row.last_sign_in_at, lang)),
                    },
                  ]}
                />
              </div>
              <Pager next={next} />
            </>
          )
        }
      </Loaded>
      {inviting ? <Invite onClose={() => setInviting(false)} /> : null}
    </Page>
  );
}

function Invite({ onClose }: { onClose: () => void }) {
  const t = useText(adminMessages);
  const api = useApi();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const needed = [{ required: true, message: t('fill') }];
  return (
    <FormDialog<Input_, AccountView>
      title={t('invite')}
      label={t('inviteSend')}
      initial={{}}
      save={(values) => api.inviteAccount({ body: filled(values) })}
      onSaved={(account) => {
        void cache.invalidateQueries({ queryKey: ['listAccounts'] });
        void message.success(t('invitedDone', { email: account.email ?? '' }));
      }}
      onClose={onClose}
    >
      <Form.Item name="account" label={t('account')} rules={needed}>
        <Input maxLength={64} autoComplete="off" />
      </Form.Item>
      <Form.Item name="name" label={t('name')} rules={needed}>
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <Form.Item name="email" label={t('email')} rules={needed}>
        <Input type="email" maxLength={254} autoComplete="off" />
      </Form.Item>
      <Form.Item name="phone" label={t('phone')}>
        <Input type="tel" maxLength={25} autoComplete="off" />
      </Form.Item>
      <Form.Item name="organisation_id" label={t('organisation')}>
        <OrganisationSelect />
      </Form.Item>
    </FormDialog>
  );
}
