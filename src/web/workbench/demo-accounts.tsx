import { Form, Select } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useText } from '../ui/language.tsx';
import { accessMessages } from './access-messages.ts';
import { useClients } from './client.tsx';

/** Accounts of the demonstration; nothing where there is none. */
export function DemoAccounts({ onChoose }: { onChoose: (account: string) => void }) {
  const t = useText(accessMessages);
  const { plain } = useClients();
  const { data } = useQuery({ queryKey: ['listDemoAccounts'], queryFn: () => plain.listDemoAccounts() });
  if (!data || data.items.length === 0) return null;
  return (
    <Form.Item label={t('demoAccounts')} htmlFor="demo-account" extra={t('demoAccountsHelp')}>
      <Select
        id="demo-account"
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={t('demoAccountsChoose')}
        options={data.items.map(({ account, name }) => ({ value: account, label: name }))}
        onChange={onChoose}
      />
    </Form.Item>
  );
}
