import { App, Button, Checkbox, Form, Input, Select, Table } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ORGANISATION_KINDS } from '../../shared/identity/codes.ts';
import { pick } from '../../shared/i18n.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import { adminMessages } from './admin-messages.ts';
import type { WorkbenchApi } from './api.ts';
import { useApi, useRead } from './client.tsx';
import { FilterBar } from './filter-bar.tsx';
import { cleared, filled, FormDialog } from './form-dialog.tsx';
import styles from './list.module.css';
import { OrganisationSelect } from './organisation-select.tsx';
import { Loaded, Nothing, Page } from './page.tsx';
import { Pager } from './pager.tsx';
import { usePlace } from './router.ts';
import { shellMessages } from './shell-messages.ts';
import { StateBadge } from './state-badge.tsx';
import { nameText, optionsOf } from './texts.ts';

type Organisation = Awaited<ReturnType<WorkbenchApi['readOrganisation']>>;
type Values = Parameters<WorkbenchApi['createOrganisation']>[0]['body'] & { state?: 'active' | 'closed' };

export function OrganisationsPage() {
  const t = useText(adminMessages);
  const lang = useLanguage();
  const { query } = usePlace();
  const read = useRead('listOrganisations', { query: Object.fromEntries(query) });
  const [edited, setEdited] = useState<Organisation | 'new'>();
  return (
    <Page
      title={t('organisations')}
      about={t('organisationsAbout')}
      actions={
        <Button type="primary" onClick={() => setEdited('new')}>
          {t('newOrganisation')}
        </Button>
      }
    >
      <FilterBar
        search={t('searchOrganisations')}
        filters={[
          { name: 'kind', label: t('kind'), options: optionsOf(ORGANISATION_KINDS, lang) },
          {
            name: 'state',
            label: t('state'),
            options: (['active', 'closed'] as const).map((value) => ({ value, label: t(value) })),
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
                <Table<Organisation>
                  rowKey="id"
                  size="middle"
                  pagination={false}
                  dataSource={items}
                  columns={[
                    {
                      title: t('nameZh'),
                      width: 360,
                      render: (_, row) => (
                        <>
                          {nameText(row, lang)}
                          <div className={styles.small}>{row.uscc ?? '–'}</div>
                        </>
                      ),
                    },
                    { title: t('kind'), render: (_, row) => pick(row.kind_label, lang) },
                    { title: t('region'), render: (_, row) => (row.region_label ? pick(row.region_label, lang) : '–') },
                    { title: t('supervising'), responsive: ['lg'], render: (_, row) => row.supervising?.name ?? '–' },
                    { title: t('state'), render: (_, row) => <StateBadge state={row.state} label={t(row.state)} /> },
                    {
                      title: t('actions'),
                      render: (_, row) =>
                        row.actions.includes('update') ? (
                          <Button size="small" onClick={() => setEdited(row)}>
                            {t('edit')}
                          </Button>
                        ) : null,
                    },
                  ]}
                />
              </div>
              <Pager next={next} />
            </>
          )
        }
      </Loaded>
      {edited ? (
        <Edit organisation={edited === 'new' ? undefined : edited} onClose={() => setEdited(undefined)} />
      ) : null}
    </Page>
  );
}

function Edit({ organisation, onClose }: { organisation: Organisation | undefined; onClose: () => void }) {
  const t = useText(adminMessages);
  const shell = useText(shellMessages);
  const lang = useLanguage();
  const api = useApi();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const needed = [{ required: true, message: t('fill') }];
  const save = (values: Values): Promise<Organisation> =>
    organisation
      ? api.updateOrganisation({
          params: { id: organisation.id },
          body: { ...cleared(values), defence: values.defence ?? false, revision: organisation.revision },
        })
      : api.createOrganisation({ body: filled(values) });
  const initial: Partial<Values> = organisation
    ? { ...organisation, supervising_id: organisation.supervising?.id ?? null }
    : { kind: 'research_institute', defence: false };
  return (
    <FormDialog<Values, Organisation>
      title={organisation?.name_zh ?? t('newOrganisation')}
      label={shell('save')}
      initial={initial}
      save={save}
      onSaved={() => {
        void cache.invalidateQueries({ queryKey: ['listOrganisations'] });
        void message.success(t('done'));
      }}
      onClose={onClose}
    >
      <Form.Item name="name_zh" label={t('nameZh')} rules={needed}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="name_en" label={t('nameEn')}>
        <Input maxLength={300} />
      </Form.Item>
      <Form.Item name="uscc" label={t('uscc')}>
        <Input maxLength={18} />
      </Form.Item>
      <Form.Item name="kind" label={t('kind')} rules={needed}>
        <Select options={optionsOf(ORGANISATION_KINDS, lang)} />
      </Form.Item>
      <Form.Item name="region_code" label={t('regionCode')}>
        <Input maxLength={6} inputMode="numeric" />
      </Form.Item>
      <Form.Item name="supervising_id" label={t('supervising')}>
        <OrganisationSelect known={organisation?.supervising} />
      </Form.Item>
      <Form.Item name="defence" valuePropName="checked" extra={t('defenceHelp')}>
        <Checkbox>{t('defence')}</Checkbox>
      </Form.Item>
      {organisation ? (
        <Form.Item name="state" label={t('state')}>
          <Select options={(['active', 'closed'] as const).map((value) => ({ value, label: t(value) }))} />
        </Form.Item>
      ) : null}
    </FormDialog>
  );
}
