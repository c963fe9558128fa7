import { App, Button, Form, Input, Select, Table } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { pick } from '../../shared/i18n.ts';
import { ROLES, type Role } from '../../shared/identity/roles.ts';
import { COMMISSIONERS, DELEGATES } from '../../shared/procedures/commissioners.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import type { WorkbenchApi } from './api.ts';
import { caseMessages } from './case-messages.ts';
import { useApi, useRead } from './client.tsx';
import { filled, FormDialog } from './form-dialog.tsx';
import styles from './list.module.css';
import { OrganisationSelect } from './organisation-select.tsx';
import { Loaded, Nothing, Page } from './page.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import { useSigned } from './session.ts';
import { shellMessages } from './shell-messages.ts';
import { StateBadge } from './state-badge.tsx';

type Delegation = Awaited<ReturnType<WorkbenchApi['listDelegations']>>['items'][number];
type Values = Parameters<WorkbenchApi['grantDelegation']>[0]['body'];

const roleText = (role: string, lang: 'zh-CN' | 'en'): string =>
  role in ROLES ? pick(ROLES[role as Role], lang) : role;

/** Who acts by commission in the procedures of one's programmes. */
export function DelegationsPage() {
  const t = useText(caseMessages);
  const [creating, setCreating] = useState(false);
  const read = useRead('listDelegations', undefined);
  return (
    <Page
      title={t('delegations')}
      about={t('delegationsAbout')}
      actions={
        <Button type="primary" onClick={() => setCreating(true)}>
          {t('newDelegation')}
        </Button>
      }
    >
      <Loaded read={read}>
        {({ items }) => (items.length === 0 ? <Nothing text={t('delegationsNone')} /> : <Rows items={items} />)}
      </Loaded>
      {creating ? <Create onClose={() => setCreating(false)} /> : null}
    </Page>
  );
}

function Rows({ items }: { items: Delegation[] }) {
  const t = useText(caseMessages);
  const lang = useLanguage();
  const api = useApi();
  const cache = useQueryClient();
  const [asked, setAsked] = useState<Delegation>();
  const procedures = useRead('listProcedures', { query: {} }, { staleTime: 600_000 });
  const nameOf = (programme: string, id: string): string =>
    procedures.data?.items.find((one) => one.programme === programme && one.id === id)?.label ?? id;
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const stateOf = ({ revoked_at, from_date, to_date }: Delegation) => {
    if (revoked_at !== null) return 'revoked';
    if (to_date !== null && to_date < today) return 'over';
    return from_date > today ? 'yetToStart' : 'running';
  };
  return (
    <div className={styles.table}>
      <Table<Delegation>
        rowKey="id"
        size="middle"
        pagination={false}
        dataSource={items}
        columns={[
          {
            title: t('agency'),
            width: 260,
            render: (_, row) => (
              <>
                {row.organisation.name}
                <div className={styles.small}>{`${row.programme} · ${roleText(row.role, lang)}`}</div>
              </>
            ),
          },
          {
            title: t('procedure'),
            render: (_, row) => row.procedures.map((id) => nameOf(row.programme, id)).join('、') || t('allProcedures'),
          },
          { title: t('fromDate'), className: styles.nowrap!, dataIndex: 'from_date' },
          { title: t('toDate'), className: styles.nowrap!, render: (_, row) => row.to_date ?? t('openEnd') },
          { title: t('document'), dataIndex: 'document' },
          {
            title: t('state'),
            render: (_, row) => (
              <StateBadge state={stateOf(row) === 'running' ? 'active' : 'closed'} label={t(stateOf(row))} />
            ),
          },
          {
            title: t('revoke'),
            render: (_, row) =>
              row.revoked_at === null ? (
                <Button size="small" danger onClick={() => setAsked(row)}>
                  {t('revoke')}
                </Button>
              ) : null,
          },
        ]}
      />
      {asked ? (
        <ReasonDialog
          title={`${t('revoke')}：${asked.organisation.name}`}
          warning={t('revokeText')}
          needsReason={false}
          danger
          label={t('revoke')}
          run={async () => {
            await api.revokeDelegation({ params: { id: asked.id } });
            await cache.invalidateQueries({ queryKey: ['listDelegations'] });
          }}
          onClose={() => setAsked(undefined)}
        />
      ) : null}
    </div>
  );
}

function Create({ onClose }: { onClose: () => void }) {
  const t = useText(caseMessages);
  const shell = useText(shellMessages);
  const lang = useLanguage();
  const api = useApi();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const { session } = useSigned();
  const own = session.roles.filter(
    ({ role, scope_kind }) => COMMISSIONERS.includes(role) && scope_kind === 'programme',
  );
  const programmes = [...new Map(own.map((held) => [held.scope_id, pick(held.scope_label, lang)]))];
  const [programme, setProgramme] = useState(programmes[0]?.[0]);
  const procedures = useRead('listProcedures', { query: { programme } }, { enabled: programme !== undefined });
  const needed = [{ required: true, message: t('fill') }];
  return (
    <FormDialog<Values, unknown>
      title={t('newDelegation')}
      label={shell('save')}
      initial={{ programme, role: DELEGATES[0], procedures: [] } as Partial<Values>}
      save={(values) => api.grantDelegation({ body: filled(values) })}
      onSaved={() => {
        void cache.invalidateQueries({ queryKey: ['listDelegations'] });
        void message.success(t('done'));
      }}
      onClose={onClose}
    >
      <Form.Item name="programme" label={t('programme')} rules={needed}>
        <Select options={programmes.map(([value, label]) => ({ value, label }))} onChange={setProgramme} />
      </Form.Item>
      <Form.Item name="organisation" label={t('agency')} rules={needed}>
        <OrganisationSelect />
      </Form.Item>
      <Form.Item name="role" label={t('role')} rules={needed}>
        <Select options={DELEGATES.map((value) => ({ value, label: roleText(value, lang) }))} />
      </Form.Item>
      <Form.Item name="procedures" label={t('procedure')} extra={t('delegationsAbout')}>
        <Select
          mode="multiple"
          placeholder={t('allProcedures')}
          options={(procedures.data?.items ?? []).map(({ id, label }) => ({ value: id, label }))}
        />
      </Form.Item>
      <Form.Item name="from_date" label={t('fromDate')} rules={needed}>
        <Input type="date" />
      </Form.Item>
      <Form.Item name="to_date" label={t('toDate')}>
        <Input type="date" />
      </Form.Item>
      <Form.Item name="document" label={t('document')} rules={needed}>
        <Input maxLength={300} />
      </Form.Item>
    </FormDialog>
  );
}
