import { Alert, Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { DECIDERS } from '../../shared/identity/administration.ts';
import { pick } from '../../shared/i18n.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import { caseDocumentMessages } from './case-document-messages.ts';
import { useApi, useRead } from './client.tsx';
import { FormDialog } from './form-dialog.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import { useSigned } from './session.ts';

interface Of {
  paper: { code: string; title: string; state: string; direction: 'in' | 'out' };
  /** The list is to be read anew. */
  changed: () => void;
}

/** The authority takes a paper back, or puts another in its place. Which authority that is, the server knows. */
export function TakeBack({ paper, changed }: Of) {
  const t = useText(caseDocumentMessages);
  const api = useApi();
  const { holds } = useSigned();
  const [open, setOpen] = useState<'takeBack' | 'correct'>();
  if (paper.state !== 'valid' || paper.direction === 'in' || !holds(DECIDERS)) return null;
  const close = (): void => setOpen(undefined);
  return (
    <>
      <Button size="small" onClick={() => setOpen('correct')}>
        {t('correct')}
      </Button>
      <Button size="small" danger onClick={() => setOpen('takeBack')}>
        {t('takeBack')}
      </Button>
      {open === 'takeBack' ? (
        <ReasonDialog
          danger
          needsReason
          title={`${t('takeBack')} ${paper.title}`}
          warning={t('takeBackWarning')}
          label={t('takeBack')}
          run={async (reason) => {
            await api.withdrawDocument({ params: { code: paper.code }, body: { reason } });
            changed();
          }}
          onClose={close}
        />
      ) : null}
      {open === 'correct' ? <Correct paper={paper} changed={changed} onClose={close} /> : null}
    </>
  );
}

interface Correction {
  name: string;
  value: string;
  reason: string;
}

function Correct({ paper, changed, onClose }: Of & { onClose: () => void }) {
  const t = useText(caseDocumentMessages);
  const lang = useLanguage();
  const api = useApi();
  const read = useRead('readDocumentData', { params: { code: paper.code } });
  const values = (read.data?.data as { values?: Record<string, unknown> } | undefined)?.values ?? {};
  const options = Object.entries(values).flatMap(([name, value]) => {
    const label = read.data?.labels[name];
    return typeof value === 'string' && value !== ''
      ? [{ value: name, label: t('named', { name: label ? pick(label, lang) : name, value: value.slice(0, 80) }) }]
      : [];
  });
  const rules = [{ required: true, whitespace: true, message: t('needed') }];
  return (
    <FormDialog<Correction, unknown>
      title={`${t('correct')} ${paper.title}`}
      label={t('correct')}
      initial={{}}
      save={({ name, value, reason }) =>
        api.replaceDocument({ params: { code: paper.code }, body: { reason, corrections: { [name]: value } } })
      }
      onSaved={changed}
      onClose={onClose}
    >
      <Alert type="info" showIcon title={t('correctWarning')} />
      <Form.Item name="name" label={t('correctWhat')} rules={rules}>
        <What options={options} loading={read.isLoading} valueOf={(name) => String(values[name])} />
      </Form.Item>
      <Form.Item name="value" label={t('correctTo')} rules={rules}>
        <Input.TextArea autoSize maxLength={4000} />
      </Form.Item>
      <Form.Item name="reason" label={t('correctReason')} rules={rules}>
        <Input.TextArea rows={3} maxLength={1000} showCount />
      </Form.Item>
    </FormDialog>
  );
}

interface WhatProps {
  options: { value: string; label: string }[];
  loading: boolean;
  /** What the paper says now. */
  valueOf: (name: string) => string;
  id?: string;
  value?: string;
  onChange?: (name: string) => void;
}

/** What is wrong; what the paper says of it is put where it is set right, so that only the mistake is typed anew. */
function What({ options, loading, valueOf, id, value, onChange }: WhatProps) {
  const form = Form.useFormInstance<Correction>();
  return (
    <Select
      {...(id !== undefined && { id })}
      showSearch={{ optionFilterProp: 'label' }}
      options={options}
      loading={loading}
      value={value ?? null}
      onChange={(name: string) => {
        onChange?.(name);
        form.setFieldValue('value', valueOf(name));
      }}
    />
  );
}
