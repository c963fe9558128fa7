import { Form, Input } from 'antd';
import { useText } from '../ui/language.tsx';
import type { WorkbenchApi } from './api.ts';
import { useApi } from './client.tsx';
import { depositMessages } from './deposit-messages.ts';
import { filled, FormDialog } from './form-dialog.tsx';

type Body = Parameters<WorkbenchApi['publishPrinciples']>[0]['body'];

const TOPICS = ['production', 'management', 'handing_in', 'sharing'] as const;

/** Publishes the working principles of one's department on four topics. */
export function PublishPrinciples({ onSaved, onClose }: { onSaved: () => void; onClose: () => void }) {
  const t = useText(depositMessages);
  const api = useApi();
  return (
    <FormDialog<Body, unknown>
      title={t('publish')}
      label={t('publish')}
      initial={{}}
      save={(values) => api.publishPrinciples({ body: filled(values) })}
      onSaved={onSaved}
      onClose={onClose}
    >
      <p>{t('principlesHelp')}</p>
      <Form.Item
        name="title"
        label={t('principlesTitle')}
        rules={[{ required: true, whitespace: true, message: t('fill') }]}
      >
        <Input maxLength={200} />
      </Form.Item>
      {TOPICS.map((topic) => (
        <Form.Item key={topic} name={topic} label={t(topic)}>
          <Input.TextArea rows={3} maxLength={10_000} />
        </Form.Item>
      ))}
    </FormDialog>
  );
}
