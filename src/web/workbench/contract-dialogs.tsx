import { Form, Input } from 'antd';
import { fenOf } from '../../shared/stock/fees.ts';
import { useText } from '../ui/language.tsx';
import { ProofField } from './agreement-proof.tsx';
import type { Terms } from './agreement-terms.tsx';
import { useApi } from './client.tsx';
import { contractMessages } from './contract-messages.ts';
import { FormDialog } from './form-dialog.tsx';
import own from './stock.module.css';

type Contract = NonNullable<Terms['contract']>;
interface PanelProps {
  terms: Terms;
  keep: (now: Terms) => void;
}

interface SignValues {
  on?: string;
  number?: string;
  body?: string;
  file?: string;
}

export function SignDialog({
  terms: { subject },
  contract: { revision },
  action,
  keep,
  onClose,
}: PanelProps & { contract: Contract; action: 'sign' | 'scan' | 'register'; onClose: () => void }) {
  const t = useText(contractMessages);
  const api = useApi();
  const needed = { required: true, message: t('fill') };
  return (
    <FormDialog<SignValues, Terms>
      title={t(action)}
      label={t(action)}
      initial={{}}
      save={({ on, number, body, file }) =>
        api.actOnContract({
          params: { subject },
          body: {
            action,
            revision,
            on: (on ?? '') === '' ? null : on!,
            number: number ?? null,
            body: body ?? null,
            file: file ?? null,
          },
        })
      }
      onSaved={keep}
      onClose={onClose}
    >
      {action === 'sign' ? <p>{t('signHelp')}</p> : null}
      {action === 'register' ? (
        <>
          <Form.Item name="number" label={t('registrationNumber')} rules={[needed]}>
            <Input maxLength={100} />
          </Form.Item>
          <Form.Item name="body" label={t('registeredAt')} rules={[needed]}>
            <Input maxLength={200} />
          </Form.Item>
        </>
      ) : null}
      {action === 'scan' ? (
        <>
          <p>{t('scanHelp')}</p>
          <Form.Item name="file" label={t('scanFile')} rules={[needed]}>
            <ProofField />
          </Form.Item>
        </>
      ) : null}
      <Form.Item name="on" label={action === 'register' ? t('registeredOn') : t('signed')}>
        <Input type="date" className={own.date!} />
      </Form.Item>
    </FormDialog>
  );
}

interface PaymentValues {
  amount: string;
  on_date: string;
  reference: string;
}

export function PaymentDialog({
  subject,
  keep,
  onClose,
}: {
  subject: string;
  keep: (now: Terms) => void;
  onClose: () => void;
}) {
  const t = useText(contractMessages);
  const api = useApi();
  const needed = { required: true, message: t('fill') };
  const money = {
    validator: async (_: unknown, value: string | undefined) => {
      if (value !== undefined && value !== '' && fenOf(value.replace(/^-/, '')) === undefined)
        throw new Error(t('money'));
    },
  };
  return (
    <FormDialog<PaymentValues, Terms>
      title={t('pay')}
      label={t('pay')}
      initial={{}}
      save={({ amount, on_date, reference }) => {
        const fen = fenOf(amount.replace(/^-/, '')) ?? 0;
        return api.recordPayment({
          params: { subject },
          body: { fen: amount.startsWith('-') ? -fen : fen, on_date, reference },
        });
      }}
      onSaved={keep}
      onClose={onClose}
    >
      <Form.Item name="amount" label={t('amount')} extra={t('amountHelp')} rules={[needed, money]}>
        <Input inputMode="decimal" />
      </Form.Item>
      <Form.Item name="on_date" label={t('payDate')} rules={[needed]}>
        <Input type="date" className={own.date!} />
      </Form.Item>
      <Form.Item name="reference" label={t('reference')} rules={[needed]}>
        <Input maxLength={200} />
      </Form.Item>
    </FormDialog>
  );
}
