import { Alert, Button, Form, Input, Space } from 'antd';
import { useState } from 'react';
import { useText } from '../ui/language.tsx';
import type { WorkbenchApi } from './api.ts';
import { useApi } from './client.tsx';
import { FormDialog } from './form-dialog.tsx';
import styles from './list.module.css';
import { permitMessages } from './permit-messages.ts';

type Ending = Pick<
  Awaited<ReturnType<WorkbenchApi['listPermits']>>['items'][number],
  'id' | 'number' | 'ended' | 'may_end' | 'permit_revision'
>;
type Way = Ending['may_end'][number];

/** How a permit ended early, and where the caller may end it the buttons for that. */
export function PermitEnd({ permit, onChanged }: { permit: Ending; onChanged: () => void }) {
  const t = useText(permitMessages);
  const [way, setWay] = useState<Way>();
  return (
    <>
      {permit.ended === null ? null : <div className={styles.small}>{t('ended', permit.ended)}</div>}
      <Space wrap className="no-print">
        {permit.may_end.map((one) => (
          <Button key={one} size="small" aria-label={`${t(`end_${one}`)} ${permit.number}`} onClick={() => setWay(one)}>
            {t(`end_${one}`)}
          </Button>
        ))}
      </Space>
      {way ? <EndDialog permit={permit} way={way} onChanged={onChanged} onClose={() => setWay(undefined)} /> : null}
    </>
  );
}

interface EndDialogProps {
  permit: Ending;
  way: Way;
  onChanged: () => void;
  onClose: () => void;
}

function EndDialog({ permit, way, onChanged, onClose }: EndDialogProps) {
  const t = useText(permitMessages);
  const api = useApi();
  const needed = { required: true, whitespace: true, message: t('fill') };
  return (
    <FormDialog<{ on: string; reason: string }, unknown>
      title={`${t(`endTitle_${way}`)} ${permit.number}`}
      label={t(`end_${way}`)}
      initial={{}}
      save={(values) =>
        api.endPermit({ params: { id: permit.id }, body: { ...values, by: way, revision: permit.permit_revision } })
      }
      onSaved={onChanged}
      onClose={onClose}
    >
      <Alert type="warning" showIcon className={styles.alert!} title={t('endWarning')} />
      <Form.Item name="on" label={t('endOn')} extra={t('endOnHelp')} rules={[needed]}>
        <Input type="date" />
      </Form.Item>
      <Form.Item name="reason" label={t('endReason')} rules={[needed]}>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
    </FormDialog>
  );
}
