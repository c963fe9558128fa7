import { Form, Input, Select } from 'antd';
import { useState } from 'react';
import { pick } from '../../shared/i18n.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import type { WorkbenchApi } from './api.ts';
import { useApi, useRead } from './client.tsx';
import { depositMessages } from './deposit-messages.ts';
import { filled, FormDialog } from './form-dialog.tsx';
import { OrganisationSelect } from './organisation-select.tsx';
import { go } from './router.ts';
import { nameText } from './texts.ts';

type Body = Parameters<WorkbenchApi['openDeposit']>[0]['body'];

interface EnterProps {
  programmes: readonly string[];
  onClose: () => void;
}

/** Enters a project and its deposit; then its page. */
export function EnterDeposit({ programmes, onClose }: EnterProps) {
  const t = useText(depositMessages);
  const lang = useLanguage();
  const api = useApi();
  const names = useRead('listProgrammes', undefined, { staleTime: 600_000 });
  const needed = [{ required: true, whitespace: true, message: t('fill') }];
  const nameOf = (id: string): string => {
    const found = names.data?.items.find((one) => one.id === id);
    return found ? pick(found.name, lang) : id;
  };
  return (
    <FormDialog<Body, { id: string }>
      title={t('enter')}
      label={t('save')}
      initial={programmes.length === 1 ? { programme: programmes[0]! } : {}}
      save={(values) => api.openDeposit({ body: filled(values) })}
      onSaved={({ id }) => void go(`/cases/${id}`)}
      onClose={onClose}
    >
      {(form) => (
        <>
          <p>{t('enterHelp')}</p>
          <Form.Item name="programme" label={t('programme')} rules={needed}>
            <Select
              options={programmes.map((value) => ({ value, label: nameOf(value) }))}
              onChange={() => form.setFieldValue('platform', undefined)}
            />
          </Form.Item>
          <Form.Item name="number" label={t('number')} rules={needed}>
            <Input maxLength={60} />
          </Form.Item>
          <Form.Item name="title" label={t('projectTitle')} rules={needed}>
            <Input maxLength={200} />
          </Form.Item>
          <Form.Item name="unit" label={t('unit')} extra={t('unitHelp')}>
            <OrganisationSelect />
          </Form.Item>
          <Form.Item noStyle dependencies={['programme']}>
            {() => (
              <Form.Item name="platform" label={t('platform')} rules={needed}>
                <NetworkPlatforms programme={form.getFieldValue('programme') as string | undefined} />
              </Form.Item>
            )}
          </Form.Item>
          <Form.Item name="leader" label={t('leader')}>
            <Input maxLength={60} />
          </Form.Item>
          <Form.Item name="accepted_on" label={t('acceptedOn')} extra={t('acceptedHelp')}>
            <Input type="date" />
          </Form.Item>
          <Form.Item name="due_on" label={t('dueOn')} extra={t('dueHelp')}>
            <Input type="date" />
          </Form.Item>
          <Form.Item name="what" label={t('what')}>
            <Input maxLength={200} />
          </Form.Item>
        </>
      )}
    </FormDialog>
  );
}

interface SelectProps {
  id?: string;
  value?: string;
  onChange?: (value: string) => void;
  programme: string | undefined;
}

/** Platforms of a network by part of their name; the server searches. */
function NetworkPlatforms({ programme, ...control }: SelectProps) {
  const lang = useLanguage();
  const [q, setQ] = useState('');
  const read = useRead(
    'listPlatforms',
    { query: { q, state: 'active', ...(programme !== undefined && { programme }), limit: 50 } },
    { enabled: programme !== undefined, placeholderData: (previous) => previous },
  );
  return (
    <Select
      {...control}
      disabled={programme === undefined}
      loading={read.isFetching}
      showSearch={{ filterOption: false, onSearch: setQ }}
      options={(read.data?.items ?? []).map((one) => ({ value: one.code, label: nameText(one, lang) }))}
    />
  );
}
