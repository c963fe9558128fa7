import { Checkbox, Form, Input, Select } from 'antd';
import { ITEM_COLUMNS, type ItemColumn } from '../../shared/deposits/item-rows.ts';
import { useText } from '../ui/language.tsx';
import { useResourceTypes } from './choices.ts';
import { useApi } from './client.tsx';
import { depositMessages } from './deposit-messages.ts';
import type { Deposit } from './deposit-panel.tsx';
import { FormDialog } from './form-dialog.tsx';

type Item = Deposit['items'][number];

/** What is to be asked in a dialog. */
export type Wanted = { what: 'add' | 'table' | 'drafts' } | { what: 'change' | 'correct' | 'link'; item: Item };

type Values = Partial<Record<ItemColumn, string>> & {
  table?: string;
  remark?: string;
  resource?: string;
  withdrawn?: boolean;
  type?: string;
};

interface DialogProps {
  id: string;
  wanted: Wanted;
  onSaved: (deposit: Deposit) => void;
  onClose: () => void;
}

const TITLES = {
  drafts: 'drafts',
  add: 'add',
  table: 'table',
  change: 'change',
  correct: 'correct',
  link: 'link',
} as const;

export function DepositDialog({ id, wanted, onSaved, onClose }: DialogProps) {
  const t = useText(depositMessages);
  const api = useApi();
  const item = 'item' in wanted ? wanted.item : undefined;
  const save = (values: Values): Promise<Deposit> => {
    const params = { id, item: item?.id ?? '' };
    const revision = item?.revision ?? 0;
    const content = contentOf(values);
    switch (wanted.what) {
      case 'add':
        return api.addDepositItem({ params: { id }, body: content });
      case 'table':
        return api.importDepositItems({ params: { id }, body: { table: values.table ?? '' } });
      case 'drafts':
        return api.draftDepositItems({ params: { id }, body: { type: values.type ?? '' } });
      case 'change':
        return api.changeDepositItem({
          params,
          body: { ...content, revision, withdrawn: values.withdrawn ?? false },
        });
      case 'correct':
        return api.judgeDepositItem({
          params,
          body: { revision, result: 'correct', remark: values.remark ?? '' },
        });
      case 'link':
        return api.linkDepositItem({ params, body: { revision, resource: values.resource ?? '' } });
    }
  };
  return (
    <FormDialog<Values, Deposit>
      title={item ? `${t(TITLES[wanted.what])}：${item.title}` : t(TITLES[wanted.what])}
      label={t('save')}
      initial={item ? initialOf(item) : {}}
      save={save}
      onSaved={onSaved}
      onClose={onClose}
    >
      <Fields what={wanted.what} />
    </FormDialog>
  );
}

const contentOf = ({ title = '', kind = '', format = '', quantity = '', note = '' }: Values) => ({
  title,
  kind,
  format,
  quantity,
  note,
});

const initialOf = ({ title, kind, format, quantity, note, remark, resource, state }: Item): Values => ({
  title,
  kind,
  format: format ?? '',
  quantity: quantity ?? '',
  note: note ?? '',
  remark: remark ?? '',
  resource: resource ?? '',
  withdrawn: state === 'withdrawn',
});

function Draft() {
  const t = useText(depositMessages);
  const types = useResourceTypes();
  return (
    <Form.Item
      name="type"
      label={t('draftType')}
      extra={t('draftsHelp')}
      rules={[{ required: true, message: t('fill') }]}
    >
      <Select options={types.choices} loading={types.loading} />
    </Form.Item>
  );
}

function Fields({ what }: { what: Wanted['what'] }) {
  const t = useText(depositMessages);
  const needed = [{ required: true, whitespace: true, message: t('fill') }];
  if (what === 'table')
    return (
      <Form.Item name="table" label={t('tableText')} extra={t('tableHelp')} rules={needed}>
        <Input.TextArea rows={10} className="mono" />
      </Form.Item>
    );
  if (what === 'correct')
    return (
      <Form.Item name="remark" label={t('remark')} rules={needed}>
        <Input.TextArea rows={3} maxLength={1000} />
      </Form.Item>
    );
  if (what === 'drafts') return <Draft />;
  if (what === 'link')
    return (
      <Form.Item name="resource" label={t('record')} extra={t('recordHelp')} rules={needed}>
        <Input inputMode="numeric" maxLength={18} />
      </Form.Item>
    );
  return (
    <>
      <Form.Item name="title" label={t('item')} rules={needed}>
        <Input maxLength={ITEM_COLUMNS.title.max} />
      </Form.Item>
      {(['kind', 'format', 'quantity'] as const).map((name) => (
        <Form.Item key={name} name={name} label={t(name)} {...(name === 'kind' && { rules: needed })}>
          <Input maxLength={ITEM_COLUMNS[name].max} />
        </Form.Item>
      ))}
      <Form.Item name="note" label={t('note')} extra={t('noteHelp')}>
        <Input.TextArea rows={2} maxLength={ITEM_COLUMNS.note.max} />
      </Form.Item>
      {what === 'change' ? (
        <Form.Item name="withdrawn" valuePropName="checked">
          <Checkbox>{t('withdraw')}</Checkbox>
        </Form.Item>
      ) : null}
    </>
  );
}
