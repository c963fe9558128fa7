import { DeleteOutlined } from '@ant-design/icons';
import { App, Button, Checkbox, Dropdown, Form, Input } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useText } from '../ui/language.tsx';
import type { WorkbenchApi } from './api.ts';
import { useApi, useRead } from './client.tsx';
import { deskMessages } from './desk-messages.ts';
import { lineOf } from './failure.tsx';
import { FormDialog } from './form-dialog.tsx';
import styles from './list.module.css';
import { go, usePlace } from './router.ts';

type Saved = Awaited<ReturnType<WorkbenchApi['saveCaseFilter']>>;

/** Filters under a name: own ones, and those that colleagues share. */
export function SavedFilters() {
  const t = useText(deskMessages);
  const api = useApi();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const { path, query } = usePlace();
  const [naming, setNaming] = useState(false);
  const read = useRead('listCaseFilters', undefined);
  const again = (): void => void cache.invalidateQueries({ queryKey: ['listCaseFilters'] });
  const remove = (saved: Saved): void => {
    api
      .removeCaseFilter({ params: { id: saved.id } })
      .then(again, (refusal: unknown) => void message.error(lineOf(refusal)));
  };
  const items = read.data?.items ?? [];
  const current = Object.fromEntries([...query].filter(([name]) => name !== 'cursor'));
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            ...(items.length === 0 ? [{ key: 'none', label: t('noFilters'), disabled: true }] : []),
            ...items.map((saved) => ({
              key: saved.id,
              label: <SavedName saved={saved} onRemove={() => remove(saved)} />,
              onClick: () => void go(`${path}?${new URLSearchParams(saved.query).toString()}`),
            })),
            { type: 'divider' as const },
            { key: 'save', label: t('saveFilter'), onClick: () => setNaming(true) },
          ],
        }}
      >
        <Button aria-haspopup="menu">{t('savedFilters')}</Button>
      </Dropdown>
      {naming ? (
        <FormDialog<{ name: string; shared: boolean }, Saved>
          title={t('saveFilter')}
          label={t('saveFilter')}
          initial={{ shared: false }}
          save={(values) => api.saveCaseFilter({ body: { ...values, query: current } })}
          onSaved={again}
          onClose={() => setNaming(false)}
        >
          <Form.Item name="name" label={t('filterName')} rules={[{ required: true, message: t('filterName') }]}>
            <Input maxLength={60} autoFocus />
          </Form.Item>
          <Form.Item name="shared" valuePropName="checked">
            <Checkbox>{t('filterShared')}</Checkbox>
          </Form.Item>
        </FormDialog>
      ) : null}
    </>
  );
}

function SavedName({ saved, onRemove }: { saved: Saved; onRemove: () => void }) {
  const t = useText(deskMessages);
  return (
    <span className={styles.saved}>
      <span>{saved.own ? saved.name : t('sharedBy', { name: saved.name, by: saved.by })}</span>
      {saved.own ? (
        <Button
          type="text"
          size="small"
          icon={<DeleteOutlined />}
          aria-label={t('removeFilter', { name: saved.name })}
          onClick={(event) => {
            event.stopPropagation();
            onRemove();
          }}
        />
      ) : null}
    </span>
  );
}
