import { Form, Input, Select } from 'antd';
import { useText } from '../ui/language.tsx';
import { useApi } from './client.tsx';
import { type Expert, OwnFields, ownOf, type OwnTexts, textsOf } from './expert-form.tsx';
import { expertMessages } from './expert-messages.ts';
import { FormDialog } from './form-dialog.tsx';

interface Values extends OwnTexts {
  name: string;
  account?: string;
  state: Expert['state'];
  reason?: string;
}

interface ExpertDialogProps {
  programme: string;
  /** The entry that is changed; without it a new one. */
  before?: Expert;
  onSaved: (expert: Expert) => void;
  onClose: () => void;
}

const STATES = ['active', 'paused', 'retired', 'excluded'] as const;

/** Enters an expert, or changes an entry. */
export function ExpertDialog({ programme, before, onSaved, onClose }: ExpertDialogProps) {
  const t = useText(expertMessages);
  const api = useApi();
  const initial: Partial<Values> = before
    ? {
        ...textsOf(before),
        name: before.name,
        account: before.account ?? '',
        state: before.state,
        reason: before.reason ?? '',
      }
    : { state: 'active' };
  const save = (values: Values): Promise<Expert> => {
    const expert = {
      ...ownOf(values, before),
      name: values.name,
      account: values.account || null,
      state: values.state,
      reason: values.reason || null,
    };
    return before
      ? api.changeExpert({ params: { id: before.id }, body: { version: before.version, expert } })
      : api.addExpert({ body: { programme, expert } });
  };
  return (
    <FormDialog<Values, Expert>
      title={before ? `${t('edit')}：${before.name}` : t('add')}
      label={t('save')}
      initial={initial}
      save={save}
      onSaved={onSaved}
      onClose={onClose}
    >
      <Form.Item name="name" label={t('name')} rules={[{ required: true, message: t('name') }]}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="account" label={t('account')} extra={t('accountHelp')}>
        <Input maxLength={60} autoComplete="off" />
      </Form.Item>
      <OwnFields />
      <Form.Item name="state" label={t('state')}>
        <Select options={STATES.map((value) => ({ value, label: t(value) }))} />
      </Form.Item>
      <Form.Item name="reason" label={t('reason')}>
        <Input maxLength={1000} />
      </Form.Item>
    </FormDialog>
  );
}
