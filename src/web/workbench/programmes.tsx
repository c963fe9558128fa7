import { App, Button, Form, Input, InputNumber, Select, Table } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { pick } from '../../shared/i18n.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import { adminMessages } from './admin-messages.ts';
import type { WorkbenchApi } from './api.ts';
import { useApi, useRead } from './client.tsx';
import { cleared, filled, FormDialog } from './form-dialog.tsx';
import styles from './list.module.css';
import { OrganisationSelect } from './organisation-select.tsx';
import { Loaded, Page } from './page.tsx';
import { shellMessages } from './shell-messages.ts';

type Programme = Awaited<ReturnType<WorkbenchApi['listProgrammes']>>['items'][number];
type Values = Parameters<WorkbenchApi['createProgramme']>[0]['body'];

export function ProgrammesPage() {
  const t = useText(adminMessages);
  const lang = useLanguage();
  const read = useRead('listProgrammes', undefined);
  const [edited, setEdited] = useState<Programme | 'new'>();
  return (
    <Page
      title={t('programmes')}
      about={t('programmesAbout')}
      actions={
        <Button type="primary" onClick={() => setEdited('new')}>
          {t('newProgramme')}
        </Button>
      }
    >
      <Loaded read={read}>
        {({ items }) => (
          <div className={styles.table}>
            <Table<Programme>
              rowKey="id"
              size="middle"
              pagination={false}
              dataSource={items}
              columns={[
                {
                  title: t('nameZh'),
                  render: (_, row) => (
                    <>
                      {pick(row.name, lang)}
                      <div className={styles.small}>{`${row.id} · ${pick(row.instrument, lang)}`}</div>
                    </>
                  ),
                },
                { title: t('mode'), render: (_, row) => t(row.mode) },
                { title: t('path'), render: (_, row) => row.host ?? row.path },
                { title: t('authority'), render: (_, row) => row.authority?.name ?? '–' },
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
        )}
      </Loaded>
      {edited ? <Edit programme={edited === 'new' ? undefined : edited} onClose={() => setEdited(undefined)} /> : null}
    </Page>
  );
}

function Edit({ programme, onClose }: { programme: Programme | undefined; onClose: () => void }) {
  const t = useText(adminMessages);
  const shell = useText(shellMessages);
  const api = useApi();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const needed = [{ required: true, message: t('fill') }];
  const save = ({ id, rule_set, ...values }: Values): Promise<Programme> =>
    programme
      ? api.updateProgramme({
          params: { id: programme.id },
          body: { ...filled(values), ...cleared(namesOf(values)), revision: programme.revision },
        })
      : api.createProgramme({ body: { ...filled(values), id, rule_set, path: values.path } });
  const initial: Partial<Values> = programme
    ? {
        mode: programme.mode,
        path: programme.path,
        host: programme.host,
        position: programme.position,
        issued_on: programme.issued_on,
        authority_id: programme.authority?.id ?? null,
        portal_name_zh: programme.name.zh,
        portal_name_en: programme.name.en,
      }
    : { mode: 'trial', position: 0 };
  return (
    <FormDialog<Values, Programme>
      title={programme?.name.zh ?? t('newProgramme')}
      label={shell('save')}
      initial={initial}
      save={save}
      onSaved={() => {
        void cache.invalidateQueries({ queryKey: ['listProgrammes'] });
        void message.success(t('done'));
      }}
      onClose={onClose}
    >
      {programme ? null : (
        <>
          <Form.Item name="id" label={t('id')} rules={needed}>
            <Input maxLength={31} />
          </Form.Item>
          <Form.Item name="rule_set" label={t('ruleSet')} rules={needed}>
            <Input maxLength={60} />
          </Form.Item>
        </>
      )}
      <Form.Item name="portal_name_zh" label={t('portalNameZh')} extra={t('nameHelp')}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="portal_name_en" label={t('portalNameEn')}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="authority_id" label={t('authority')}>
        <OrganisationSelect known={programme?.authority} />
      </Form.Item>
      <Form.Item name="path" label={t('path')} rules={needed}>
        <Input maxLength={41} />
      </Form.Item>
      <Form.Item name="host" label={t('domain')}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="position" label={t('position')}>
        <InputNumber min={0} max={1000} precision={0} />
      </Form.Item>
      {programme?.issue_date_needed ? (
        <Form.Item name="issued_on" label={t('issuedOn')} extra={t('issuedOnHelp')}>
          <Input type="date" />
        </Form.Item>
      ) : null}
      <Form.Item name="mode" label={t('mode')} extra={t('liveHelp')}>
        <Select options={(['trial', 'live'] as const).map((value) => ({ value, label: t(value) }))} />
      </Form.Item>
    </FormDialog>
  );
}

const namesOf = ({
  portal_name_zh,
  portal_name_en,
  authority_id,
  host,
}: Pick<Values, 'portal_name_zh' | 'portal_name_en' | 'authority_id' | 'host'>) => ({
  portal_name_zh,
  portal_name_en,
  authority_id,
  host,
});
