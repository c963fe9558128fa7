import { Alert, Form, Modal } from 'antd';
import { useState } from 'react';
import { useText } from '../ui/language.tsx';
import type { WorkbenchApi } from './api.ts';
import type { CaseAction } from './case-actions.tsx';
import { CaseControl } from './case-control.tsx';
import type { Case, CaseRow } from './case-light.tsx';
import { caseMessages } from './case-messages.ts';
import { useApi } from './client.tsx';
import { deskMessages } from './desk-messages.ts';
import { Failure } from './failure.tsx';
import { filled } from './form-dialog.tsx';
import { Link } from './link.tsx';
import { useSend } from './sign-in.tsx';

type Answer = Awaited<ReturnType<WorkbenchApi['actTogether']>>;
export type Outcomes = Answer['items'];
type Field = CaseAction['asks'][number];

/** Kinds of fields that can be the same for several cases. */
const PLAIN = new Set(['text', 'long_text', 'date', 'number', 'boolean', 'choice']);
export const isPlain = ({ type }: Pick<Field, 'type'>): boolean => PLAIN.has(type);

/** Fields of the case that an action needs and that are still empty: filled in once for all. */
const typedFields = (action: CaseAction, of: Case): Field[] => {
  const needed = new Set(action.needs.flatMap(({ kind, fields }) => (kind === 'fields' ? fields : [])));
  return of.fields.filter((field) => needed.has(field.id) && field.editable && isPlain(field));
};

interface Values {
  data?: Record<string, unknown>;
  typed?: Record<string, unknown>;
}

interface TogetherProps {
  action: CaseAction;
  /** One of the cases, of which the form is taken. */
  of: Case;
  rows: readonly CaseRow[];
  onDone: (items: Outcomes) => void;
  onClose: () => void;
}

/** One act for several cases: first who cannot go along and why, then all the others or none. */
export function TogetherDialog({ action, of, rows, onDone, onClose }: TogetherProps) {
  const t = useText(deskMessages);
  const api = useApi();
  const [form] = Form.useForm<Values>();
  const [refused, setRefused] = useState<Outcomes>([]);
  const going = rows.filter(({ id }) => refused.every((one) => one.id !== id));
  const [send, busy, error] = useSend<Answer>(({ done, items }) => {
    if (!done) return setRefused([...refused, ...items.filter((one) => !one.done)]);
    onDone([...items, ...refused]);
    onClose();
  });
  const groups = [
    ['data', action.asks],
    ['typed', typedFields(action, of)],
  ] as const;
  return (
    <Modal
      open
      width={640}
      title={t('bulkTitle', { action: action.label, count: rows.length })}
      okText={refused.length === 0 ? action.label : t('goRest', { action: action.label, count: going.length })}
      okButtonProps={{ loading: busy, disabled: going.length === 0 }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p>{t('togetherAbout')}</p>
      <Failure error={error} />
      {refused.length === 0 ? null : <Refused items={refused} />}
      <Form<Values>
        form={form}
        layout="vertical"
        onValuesChange={() => setRefused([])}
        onFinish={({ data = {}, typed = {} }) =>
          send(() =>
            api.actTogether({
              body: {
                cases: going.map(({ id, version }) => ({ id, version })),
                action: action.action,
                data: filled(data),
                typed: filled(typed),
              },
            }),
          )
        }
      >
        {groups.flatMap(([group, fields]) =>
          fields.map((field) => <Filled key={field.id} group={group} field={field} of={of} />),
        )}
      </Form>
    </Modal>
  );
}

/** Those that cannot go along, with the reasons; nothing has been changed. */
export function Refused({ items }: { items: Outcomes }) {
  const t = useText(deskMessages);
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      title={t('togetherRefused', { count: items.length })}
      description={
        <ul>
          {items.map(({ id, title, refusal }) => (
            <li key={id}>
              {title === null ? id : <Link to={`/cases/${id}`}>{title}</Link>}
              {`：${refusal ? [refusal.title, ...refusal.errors].join('；') : ''}`}
            </li>
          ))}
        </ul>
      }
    />
  );
}

function Filled({ group, field, of }: { group: string; field: Field; of: Case }) {
  const words = useText(caseMessages);
  return (
    <Form.Item
      name={[group, field.id]}
      label={field.label}
      extra={field.help}
      rules={[{ required: field.required || group === 'typed', message: words('fill') }]}
    >
      <Control field={field} of={of} />
    </Form.Item>
  );
}

interface ControlProps {
  field: Field;
  of: Case;
  id?: string;
  value?: unknown;
  onChange?: (value: unknown) => void;
}

/** The control of a field within a form of antd, which gives it value and id. */
const Control = ({ field, of, id = `together-${field.id}`, value = null, onChange = () => {} }: ControlProps) => (
  <CaseControl
    field={field}
    of={of}
    id={id}
    value={value}
    disabled={false}
    described={undefined}
    classId={undefined}
    onChange={onChange}
  />
);
