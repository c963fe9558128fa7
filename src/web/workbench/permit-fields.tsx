import { Form, Input, Select } from 'antd';
import { useText } from '../ui/language.tsx';
import styles from './agreement.module.css';
import { agreementMessages } from './agreement-messages.ts';
import { ProofField } from './agreement-proof.tsx';
import { permitMessages } from './permit-messages.ts';

export interface PermitValues {
  kind: string;
  number: string;
  issuer: string;
  scope?: string;
  valid_from: string;
  valid_until?: string | null;
  file?: string | null;
}

export const permitBody = ({ valid_until, file, scope, ...rest }: PermitValues) => ({
  ...rest,
  scope: scope ?? '',
  valid_until: (valid_until ?? '') === '' ? null : valid_until!,
  file: file ?? null,
});

/** What a permit says; days are civil dates, both included. */
export function PermitFields({ kinds }: { kinds: { value: string; label: string }[] }) {
  const t = useText(permitMessages);
  const a = useText(agreementMessages);
  const needed = { required: true, message: t('fill') };
  return (
    <>
      <Form.Item name="kind" label={t('kind')} rules={[needed]}>
        <Select options={kinds} showSearch={{ optionFilterProp: 'label' }} />
      </Form.Item>
      <Form.Item name="number" label={t('number')} rules={[needed]}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="issuer" label={t('issuer')} rules={[needed]}>
        <Input maxLength={200} />
      </Form.Item>
      <div className={styles.dates}>
        <Form.Item name="valid_from" label={t('from')} rules={[needed]}>
          <Input type="date" />
        </Form.Item>
        <Form.Item name="valid_until" label={t('until')} extra={t('untilHelp')}>
          <Input type="date" />
        </Form.Item>
      </div>
      <Form.Item name="scope" label={t('scope')} extra={t('scopeHelp')}>
        <Input.TextArea rows={2} maxLength={1000} />
      </Form.Item>
      <Form.Item name="file" label={t('file')} extra={a('proofHelp')}>
        <ProofField />
      </Form.Item>
    </>
  );
}
