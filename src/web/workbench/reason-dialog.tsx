import { Alert, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useText } from '../ui/language.tsx';
import { Failure } from './failure.tsx';
import { shellMessages } from './shell-messages.ts';

interface ReasonDialogProps {
  title: string;
  /** What follows from it and whether it can be undone. */
  warning?: string | undefined;
  needsReason: boolean;
  danger?: boolean;
  /** What the button says. */
  label: string;
  run: (reason: string) => Promise<void>;
  onClose: () => void;
}

/** Asks before a step that reaches others, with its reason where one is needed; stays open when it is refused. */
export function ReasonDialog({ title, warning, needsReason, danger = false, label, run, onClose }: ReasonDialogProps) {
  const t = useText(shellMessages);
  const [form] = Form.useForm<{ reason?: string }>();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const send = async ({ reason }: { reason?: string }): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      await run(reason?.trim() ?? '');
      onClose();
    } catch (refusal) {
      setError(refusal);
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      title={title}
      okText={label}
      okButtonProps={{ danger, loading: busy }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Failure error={error} />
      {warning === undefined ? null : <Alert type={danger ? 'warning' : 'info'} showIcon title={warning} />}
      <Form name="reason" form={form} layout="vertical" onFinish={(values: { reason?: string }) => void send(values)}>
        {needsReason ? (
          <Form.Item
            name="reason"
            label={t('reason')}
            rules={[{ required: true, whitespace: true, message: t('reasonNeeded') }]}
          >
            <Input.TextArea rows={3} maxLength={1000} showCount autoFocus />
          </Form.Item>
        ) : null}
      </Form>
    </Modal>
  );
}
