import { Button, Checkbox, Form, Input, Select } from 'antd';
import { INVOICES } from '../../shared/agreements/codes.ts';
import type { ContractContent } from '../../shared/agreements/contract-content.ts';
import { priceOf } from '../../shared/agreements/contract-price.ts';
import { yuanText } from '../../shared/stock/fees.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import styles from './agreement.module.css';
import { ShareFields } from './agreement-shares.tsx';
import type { Terms } from './agreement-terms.tsx';
import { useApi } from './client.tsx';
import { contractMessages } from './contract-messages.ts';
import { contractBody, type ContractValues, contractValues, linesOf } from './contract-values.ts';
import { Cited, Failure } from './failure.tsx';
import { FeeFields } from './service-form.tsx';
import { useSend } from './sign-in.tsx';
import own from './stock.module.css';
import { optionsOf } from './texts.ts';

/** Price and contract of a part as the platform writes it. */
export function ContractForm({
  terms,
  content,
  revision,
  onSaved,
  onClose,
}: {
  terms: Terms;
  content: ContractContent | undefined;
  revision: number | null;
  onSaved: (now: Terms) => void;
  onClose: () => void;
}) {
  const t = useText(contractMessages);
  const lang = useLanguage();
  const api = useApi();
  const [form] = Form.useForm<ContractValues>();
  const [send, busy, error] = useSend<Terms>(onSaved);
  const needed = { required: true, message: t('fill') };
  const initial: Partial<ContractValues> = content
    ? contractValues(content)
    : ({ ...terms.parties, fees: [], invoice: { kind: 'none' } } as Partial<ContractValues>);
  return (
    <Form<ContractValues>
      form={form}
      layout="vertical"
      initialValues={initial}
      onFinish={(values) =>
        send(() =>
          api.saveContract({ params: { subject: terms.subject }, body: { ...contractBody(values), revision } }),
        )
      }
    >
      <div className={own.form}>
        <Form.Item name="title" label={t('name')} rules={[needed]}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="scope" label={t('scope')}>
          <Input.TextArea rows={3} maxLength={5000} />
        </Form.Item>
      </div>
      <PartyFields at="host" legend={t('host')} />
      <PartyFields at="user" legend={t('userParty')} />
      <fieldset className={styles.group}>
        <legend>{t('lines')}</legend>
        <FeeFields form={form} quantity />
        <Sums />
        {terms.ceiling ? <Cited cite={terms.ceiling} /> : null}
      </fieldset>
      <div className={own.form}>
        {(['host_rights', 'user_rights', 'confidentiality', 'liability'] as const).map((name) => (
          <Form.Item
            key={name}
            name={name}
            label={t(name === 'host_rights' ? 'hostRights' : name === 'user_rights' ? 'userRights' : name)}
          >
            <Input.TextArea rows={2} maxLength={2000} />
          </Form.Item>
        ))}
      </div>
      <ShareFields label={t('shares')} />
      <div className={styles.dates}>
        <Form.Item name="starts_on" label={t('starts')} extra={t('startsHelp')}>
          <Input type="date" />
        </Form.Item>
        <Form.Item name="until_on" label={t('until')}>
          <Input type="date" />
        </Form.Item>
        <Form.Item name="deliver_on" label={t('deliver')} extra={t('deliverHelp')}>
          <Input type="date" />
        </Form.Item>
      </div>
      {terms.registration ? (
        <Form.Item name="registrable" valuePropName="checked">
          <Checkbox>{t('registrable')}</Checkbox>
        </Form.Item>
      ) : null}
      <fieldset className={styles.group}>
        <legend>{t('invoice')}</legend>
        <div className={own.row}>
          <Form.Item name={['invoice', 'kind']} label={t('invoiceKind')}>
            <Select options={optionsOf(INVOICES, lang)} />
          </Form.Item>
          <Form.Item name={['invoice', 'title']} label={t('invoiceTitle')}>
            <Input maxLength={200} />
          </Form.Item>
          <Form.Item name={['invoice', 'tax_number']} label={t('taxNumber')}>
            <Input maxLength={40} />
          </Form.Item>
          <Form.Item name={['invoice', 'address']} label={t('address')}>
            <Input maxLength={300} />
          </Form.Item>
          <Form.Item name={['invoice', 'bank']} label={t('bank')}>
            <Input maxLength={200} />
          </Form.Item>
        </div>
      </fieldset>
      <Failure error={error} />
      <Button type="primary" htmlType="submit" loading={busy}>
        {t('save')}
      </Button>{' '}
      <Button onClick={onClose}>{t('back')}</Button>
    </Form>
  );
}

/** What all lines come to as they are typed. */
function Sums() {
  const t = useText(contractMessages);
  const fees = (Form.useWatch('fees') as ContractValues['fees']) ?? [];
  const { total, cost, fiscal, own: ownCost } = priceOf(linesOf(fees));
  const sums = { total, cost, fiscal, own: ownCost };
  const texts = Object.fromEntries(Object.entries(sums).map(([name, fen]) => [name, yuanText(fen)]));
  return <p role="status">{t('sumsNow', texts as Record<keyof typeof sums, string>)}</p>;
}

function PartyFields({ at, legend }: { at: 'host' | 'user'; legend: string }) {
  const t = useText(contractMessages);
  return (
    <fieldset className={styles.group}>
      <legend>{legend}</legend>
      <div className={own.row}>
        <Form.Item name={[at, 'name']} label={t('partyName')} rules={[{ required: true, message: t('fill') }]}>
          <Input maxLength={200} />
        </Form.Item>
        {(['code', 'address', 'representative', 'contact'] as const).map((name) => (
          <Form.Item key={name} name={[at, name]} label={t(name)}>
            <Input maxLength={name === 'address' ? 300 : name === 'contact' ? 200 : name === 'code' ? 40 : 60} />
          </Form.Item>
        ))}
      </div>
    </fieldset>
  );
}
