import { App, Button, Form, Input, Select, Table } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { PLATFORM_KINDS } from '../../shared/identity/codes.ts';
import { pick } from '../../shared/i18n.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import { adminMessages } from './admin-messages.ts';
import type { WorkbenchApi } from './api.ts';
import { useApi, useRead } from './client.tsx';
import { FilterBar } from './filter-bar.tsx';
import { filled, FormDialog } from './form-dialog.tsx';
import { Link } from './link.tsx';
import styles from './list.module.css';
import { OrganisationSelect } from './organisation-select.tsx';
import { Loaded, Nothing, Page } from './page.tsx';
import { Pager } from './pager.tsx';
import { go, usePlace } from './router.ts';
import { useSigned } from './session.ts';
import { shellMessages } from './shell-messages.ts';
import { StateBadge } from './state-badge.tsx';
import { nameText, optionsOf } from './texts.ts';

export type Platform = Awaited<ReturnType<WorkbenchApi['readPlatform']>>;
type Values = Parameters<WorkbenchApi['createPlatform']>[0]['body'];

export function PlatformsPage() {
  const t = useText(adminMessages);
  const lang = useLanguage();
  const { query } = usePlace();
  const { may } = useSigned();
  const programmes = useRead('listProgrammes', undefined, { staleTime: 600_000 });
  const read = useRead('listPlatforms', { query: Object.fromEntries(query) });
  const [creating, setCreating] = useState(false);
  return (
    <Page
      title={t('platforms')}
      about={t('platformsAbout')}
      actions={
        may('create_platforms') ? (
          <Button type="primary" onClick={() => setCreating(true)}>
            {t('newPlatform')}
          </Button>
        ) : undefined
      }
    >
      <FilterBar
        search={t('searchPlatforms')}
        filters={[
          { name: 'kind', label: t('kind'), options: optionsOf(PLATFORM_KINDS, lang) },
          {
            name: 'programme',
            label: t('programme'),
            options: (programmes.data?.items ?? []).map(({ id, name }) => ({ value: id, label: pick(name, lang) })),
          },
        ]}
      />
      <Loaded read={read}>
        {({ items, next }) =>
          items.length === 0 ? (
            <Nothing text={t('none')} />
          ) : (
            <>
              <div className={styles.table}>
                <Table<Platform>
                  rowKey="id"
                  size="middle"
                  pagination={false}
                  dataSource={items}
                  columns={[
                    {
                      title: t('nameZh'),
                      width: 340,
                      render: (_, row) => (
                        <>
                          <Link to={`/admin/platforms/${row.code}`}>{nameText(row, lang)}</Link>
                          <div className={styles.small}>{`${row.code} · ${pick(row.kind_label, lang)}`}</div>
                        </>
                      ),
                    },
                    { title: t('host'), width: 260, render: (_, row) => row.host?.name ?? '–' },
                    {
                      title: t('memberships'),
                      width: 300,
                      render: (_, row) =>
                        row.programmes
                          .map((one) => `${pick(one.name, lang)}（${pick(one.state_label, lang)}）`)
                          .join('；') || '–',
                    },
                    {
                      title: t('state'),
                      render: (_, row) => (
                        <>
                          <StateBadge state={row.state} label={t(row.state)} />
                          {row.demo ? <StateBadge state="demo" label={t('demo')} /> : null}
                        </>
                      ),
                    },
                  ]}
                />
              </div>
              <Pager next={next} />
            </>
          )
        }
      </Loaded>
      {creating ? <Create onClose={() => setCreating(false)} /> : null}
    </Page>
  );
}

function Create({ onClose }: { onClose: () => void }) {
  const t = useText(adminMessages);
  const shell = useText(shellMessages);
  const lang = useLanguage();
  const api = useApi();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const needed = [{ required: true, message: t('fill') }];
  return (
    <FormDialog<Values, Platform>
      title={t('newPlatform')}
      label={shell('save')}
      initial={{ kind: 'resource_library' }}
      save={(values) => api.createPlatform({ body: filled(values) })}
      onSaved={(platform) => {
        void cache.invalidateQueries({ queryKey: ['listPlatforms'] });
        void message.success(t('done'));
        void go(`/admin/platforms/${platform.code}`);
      }}
      onClose={onClose}
    >
      <Form.Item name="code" label={t('code')} rules={needed} extra={t('codeHelp')}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name="name_zh" label={t('nameZh')} rules={needed}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="kind" label={t('kind')} rules={needed}>
        <Select options={optionsOf(PLATFORM_KINDS, lang)} />
      </Form.Item>
      <Form.Item name="host_id" label={t('host')}>
        <OrganisationSelect />
      </Form.Item>
      <Form.Item name="region_code" label={t('regionCode')}>
        <Input maxLength={6} inputMode="numeric" />
      </Form.Item>
    </FormDialog>
  );
}
