import { Form, Input, Select } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useText } from '../ui/language.tsx';
import { useApi, useRead } from './client.tsx';
import { expertMessages } from './expert-messages.ts';
import type { Seat } from './expert-panel.tsx';
import { FormDialog } from './form-dialog.tsx';

interface Values {
  account: string;
  reason: string;
  override?: string;
}

/** Another expert in the place of one who is late or may not. */
export function ReplaceDialog({ caseId, seat, onClose }: { caseId: string; seat: Seat; onClose: () => void }) {
  const t = useText(expertMessages);
  const api = useApi();
  const cache = useQueryClient();
  const [q, setQ] = useState('');
  const people = useRead(
    'listCasePeople',
    { params: { id: caseId }, query: { field: 'experts', q } },
    { placeholderData: (previous) => previous },
  );
  const needed = [{ required: true, message: t('reason') }];
  return (
    <FormDialog<Values, unknown>
      title={t('replaceTitle', { name: seat.name })}
      label={t('replace')}
      initial={{}}
      save={({ account, reason, override }) =>
        api.replaceExpert({
          params: { id: seat.case },
          body: { version: seat.version, account, instead_of: seat.account, reason, override: override ?? null },
        })
      }
      onSaved={() => {
        void cache.invalidateQueries({ queryKey: ['readPanel'] });
        void cache.invalidateQueries({ queryKey: ['readCase'] });
      }}
      onClose={onClose}
    >
      <p>{t('replaceText')}</p>
      <Form.Item name="account" label={t('newExpert')} rules={needed}>
        <Select
          showSearch={{ filterOption: false, onSearch: setQ }}
          options={(people.data?.items ?? [])
            .filter(({ id }) => id !== seat.account)
            .map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Form.Item>
      <Form.Item name="reason" label={t('reason')} rules={needed}>
        <Input maxLength={1000} />
      </Form.Item>
      <Form.Item name="override" label={t('assignOverride')}>
        <Input maxLength={1000} />
      </Form.Item>
    </FormDialog>
  );
}
