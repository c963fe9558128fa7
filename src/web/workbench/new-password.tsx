import { Button, Form, Input } from 'antd';
import { PASSWORD_FAULTS, PASSWORD_MAX, passwordFault } from '../../shared/identity/password.ts';
import { pick } from '../../shared/i18n.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import { accessMessages } from './access-messages.ts';
import { Failure } from './failure.tsx';
import { useSend } from './sign-in.tsx';

interface NewPasswordProps<T> {
  account: string;
  label: string;
  /** The current password is asked for as well. */
  askCurrent?: boolean;
  save: (password: string, current: string) => Promise<T>;
  onSaved: (result: T) => void;
}

interface Values {
  current?: string;
  password: string;
  repeat: string;
}

/** A new password, twice, with the rule said before and checked while it is typed. */
export function NewPassword<T>({ account, label, askCurrent = false, save, onSaved }: NewPasswordProps<T>) {
  const t = useText(accessMessages);
  const lang = useLanguage();
  const [form] = Form.useForm<Values>();
  const [send, busy, error] = useSend<T>((result) => {
    form.resetFields();
    onSaved(result);
  });
  const needed = { required: true, message: t('fill') };
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      onFinish={({ password, current }: Values) => send(() => save(password, current ?? ''))}
    >
      <Failure error={error} />
      <input type="text" name="username" autoComplete="username" value={account} readOnly hidden />
      {askCurrent ? (
        <Form.Item name="current" label={t('password')} rules={[needed]}>
          <Input.Password autoComplete="current-password" maxLength={500} />
        </Form.Item>
      ) : null}
      <Form.Item
        name="password"
        label={t('newPassword')}
        extra={pick(PASSWORD_FAULTS.short, lang)}
        validateTrigger="onBlur"
        rules={[
          needed,
          {
            validator: async (_, value: string | undefined) => {
              const fault = value === undefined || value === '' ? undefined : passwordFault(value, account);
              if (fault) throw new Error(pick(PASSWORD_FAULTS[fault], lang));
            },
          },
        ]}
      >
        <Input.Password autoComplete="new-password" maxLength={PASSWORD_MAX} />
      </Form.Item>
      <Form.Item
        name="repeat"
        label={t('repeat')}
        dependencies={['password']}
        validateTrigger="onBlur"
        rules={[
          needed,
          ({ getFieldValue }) => ({
            validator: async (_, value: string | undefined) => {
              if (value !== undefined && value !== '' && value !== getFieldValue('password'))
                throw new Error(t('repeatDiffers'));
            },
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" maxLength={PASSWORD_MAX} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={busy}>
        {label}
      </Button>
    </Form>
  );
}
