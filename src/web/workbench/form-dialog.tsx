import { Form, type FormInstance, Modal } from 'antd';
import { type ReactNode, useEffect } from 'react';
import { ApiError } from '../ui/api.ts';
import { Failure } from './failure.tsx';
import { useSend } from './sign-in.tsx';

interface FormDialogProps<V extends object, R> {
  title: string;
  label: string;
  initial: Partial<V>;
  save: (values: V) => Promise<R>;
  onSaved: (result: R) => void;
  onClose: () => void;
  children: ReactNode | ((form: FormInstance<V>) => ReactNode);
}

/** A form in a dialog; the server's faults come at their fields and the input stays. */
export function FormDialog<V extends object, R>(props: FormDialogProps<V, R>) {
  const { title, label, initial, save, onSaved, onClose, children } = props;
  const [form] = Form.useForm<V>();
  const [send, busy, error] = useSend<R>((result) => {
    onSaved(result);
    onClose();
  });
  useEffect(() => {
    if (!(error instanceof ApiError)) return;
    const fields = Object.entries(error.fields).map(([path, message]) => ({
      name: path.split('.'),
      errors: [message],
    }));
    form.setFields(fields as unknown as Parameters<typeof form.setFields>[0]);
  }, [error, form]);
  return (
    <Modal
      open
      width={640}
      title={title}
      okText={label}
      okButtonProps={{ loading: busy }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Failure error={error} />
      <Form<V>
        // Its fields have ids of their own: a form of the page below may have fields of the same names.
        name="dialog"
        form={form}
        layout="vertical"
        initialValues={initial}
        onFinish={(values) => send(() => save(values))}
      >
        {typeof children === 'function' ? children(form) : children}
      </Form>
    </Modal>
  );
}

/** Empty texts as null: a field that was cleared is to be cleared. */
export const cleared = <V extends object>(values: V): V =>
  Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, value === '' || value === undefined ? null : value]),
  ) as V;

/** Without what is empty, for things that are new. */
export const filled = <V extends object>(values: V): V =>
  Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== '' && value !== undefined && value !== null),
  ) as V;
