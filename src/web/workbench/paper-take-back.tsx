import { Alert, Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { DECIDERS } from '../../shared/identity/administration.ts';
import { useText } from '../ui/language.tsx';
import { caseDocumentMessages } from './case-document-messages.ts';
import type { Case } from './case-light.tsx';
import { useApi, useRead } from './client.tsx';
import { FormDialog } from './form-dialog.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import { useSigned } from './session.ts';

interface Of {
  of: Pick<Case, 'id' | 'fields'>;
  paper: { case: string; code: string; title: string; state: string; direction: 'in' | 'out' };
  /** The list is to be read anew. */
  changed: () => void;
}

/** The authority takes a paper back, or puts another in its place. Which authority that is, the server knows. */
export function TakeBack({ of, paper, changed }: Of) {
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
      {open === 'correct' ? <Correct of={of} paper={paper} changed={changed} onClose={close} /> : null}
    </>
  );
}

interface Correction {
  name: string;
  value: string;
  reason: string;
}

function Correct({ of, paper, changed, onClose }: Of & { onClose: () => void }) {
  const t = useText(caseDocumentMessages);
  const api = useApi();
  const read = useRead('readDocumentData', { params: { code: paper.code } });
  const values = (read.data?.data as { values?: Record<string, unknown> } | undefined)?.values ?? {};
  // Papers of other cases stand in the list too; what their fields are called is not known here.
  const labels = new Map(of.id === paper.case ? of.fields.map(({ id, label }) => [`field.${id}`, label]) : []);
  const options = Object.entries(values).flatMap(([name, value]) =>
    typeof value === 'string' && value !== ''
      ? [{ value: name, label: `${value.slice(0, 80)}（${labels.get(name) ?? name}）` }]
      : [],
  );
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
        <Select showSearch={{ optionFilterProp: 'label' }} options={options} loading={read.isLoading} />
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
