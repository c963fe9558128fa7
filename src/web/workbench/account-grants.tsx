import { App, Button, Switch, Table } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { pick } from '../../shared/i18n.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import type { AccountView } from './accounts.tsx';
import { adminMessages } from './admin-messages.ts';
import type { WorkbenchApi } from './api.ts';
import { useApi, useRead } from './client.tsx';
import { GrantDialog } from './grant-dialog.tsx';
import { Loaded, Section } from './page.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import { useSigned } from './session.ts';
import { StateBadge } from './state-badge.tsx';

export type Grant = Awaited<ReturnType<WorkbenchApi['listGrants']>>['items'][number];

/** What an account was given, by whom and for how long. */
export function AccountGrants({ account }: { account: AccountView }) {
  const t = useText(adminMessages);
  const lang = useLanguage();
  const api = useApi();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const { may } = useSigned();
  const [ended, setEnded] = useState(false);
  const [giving, setGiving] = useState(false);
  const [revoking, setRevoking] = useState<Grant>();
  const read = useRead('listGrants', { query: { account: account.id, ended: ended ? 'true' : 'false', limit: 100 } });
  const done = (): void => {
    void cache.invalidateQueries({ queryKey: ['listGrants'] });
    void cache.invalidateQueries({ queryKey: ['readAccount'] });
    void message.success(t('done'));
  };
  const stateOf = (row: Grant) =>
    row.revoked_at !== null ? (
      <StateBadge state="withdrawn" label={t('revoked')} />
    ) : (
      <StateBadge state={row.in_effect ? 'active' : 'closed'} label={t(row.in_effect ? 'inEffect' : 'notInEffect')} />
    );
  return (
    <Section
      title={t('grants')}
      extra={
        <>
          <label>
            <Switch size="small" checked={ended} onChange={setEnded} /> {t('ended')}
          </label>
          {may('give_grants') ? <Button onClick={() => setGiving(true)}>{t('giveGrant')}</Button> : null}
        </>
      }
    >
      <Loaded read={read}>
        {({ items }) => (
          <Table<Grant>
            rowKey="id"
            size="small"
            pagination={false}
            dataSource={items}
            locale={{ emptyText: t('none') }}
            columns={[
              { title: t('role'), render: (_, row) => pick(row.label, lang) },
              { title: t('scope'), render: (_, row) => pick(row.scope_label, lang) },
              { title: t('from'), dataIndex: 'from_date' },
              { title: t('to'), render: (_, row) => row.to_date ?? '–' },
              { title: t('grantedBy'), render: (_, row) => row.granted_by ?? '–' },
              { title: t('state'), render: (_, row) => stateOf(row) },
              {
                title: t('actions'),
                render: (_, row) =>
                  row.actions.includes('revoke') ? (
                    <Button size="small" danger onClick={() => setRevoking(row)}>
                      {t('revoke')}
                    </Button>
                  ) : null,
              },
            ]}
          />
        )}
      </Loaded>
      {giving ? <GrantDialog account={account} onDone={done} onClose={() => setGiving(false)} /> : null}
      {revoking ? (
        <ReasonDialog
          title={`${t('revoke')}：${pick(revoking.label, lang)} · ${pick(revoking.scope_label, lang)}`}
          warning={t('revokeText')}
          needsReason={false}
          danger
          label={t('revoke')}
          run={async () => {
            await api.revokeGrant({ params: { id: revoking.id }, body: {} });
            done();
          }}
          onClose={() => setRevoking(undefined)}
        />
      ) : null}
    </Section>
  );
}
