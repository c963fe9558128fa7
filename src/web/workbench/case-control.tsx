import { Button, Checkbox, Input, InputNumber, Select } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import { useText } from '../ui/language.tsx';
import type { Case } from './case-light.tsx';
import { FiguresControl } from './case-figures.tsx';
import { caseMessages } from './case-messages.ts';
import styles from './case.module.css';
import { useApi, useRead } from './client.tsx';
import { useDownload } from './download.ts';
import { lineOf } from './failure.tsx';
import { shellMessages } from './shell-messages.ts';

export type CaseField = Omit<Case['fields'][number], 'value' | 'editable' | 'revision' | 'typed'>;

export interface ControlProps {
  field: CaseField;
  of: Case;
  id: string;
  value: unknown;
  disabled: boolean;
  described: string | undefined;
  onChange: (value: unknown) => void;
  /** The class whose figures are asked for. */
  classId: string | undefined;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What a field is entered with, by its type. */
export function CaseControl(props: ControlProps) {
  const { field, id, value, disabled, described, onChange } = props;
  const shell = useText(shellMessages);
  const common = { id, disabled, 'aria-describedby': described };
  switch (field.type) {
    case 'text':
    case 'date':
    case 'time':
      return (
        <Input
          {...common}
          type={field.type}
          maxLength={field.max_length ?? 500}
          value={textOf(value)}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    case 'long_text':
      return (
        <Input.TextArea
          {...common}
          className={styles.growing!}
          maxLength={field.max_length ?? 20_000}
          value={textOf(value)}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    case 'number':
      return (
        <InputNumber
          {...common}
          {...(field.min !== null && { min: field.min })}
          {...(field.max !== null && { max: field.max })}
          changeOnBlur
          suffix={field.unit}
          value={typeof value === 'number' ? value : null}
          onChange={(next: number | null) => onChange(next)}
        />
      );
    case 'boolean':
      return (
        <Checkbox {...common} checked={value === true} onChange={(event) => onChange(event.target.checked)}>
          {shell('yes')}
        </Checkbox>
      );
    case 'choice':
      return (
        <Select
          {...common}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          value={textOf(value) || null}
          options={(field.choices ?? []).map((choice) => ({ value: choice.id, label: choice.label }))}
          onChange={(next: string | null | undefined) => onChange(next ?? null)}
        />
      );
    case 'accounts':
      return <AccountsControl {...props} />;
    case 'file':
      return <FileControl {...props} />;
    case 'figures':
      return <FiguresControl {...props} />;
  }
}

function AccountsControl({ field, of, id, value, disabled, described, onChange }: ControlProps) {
  const t = useText(caseMessages);
  const [q, setQ] = useState('');
  const read = useRead(
    'listCasePeople',
    { params: { id: of.id }, query: { field: field.id, q } },
    { placeholderData: (previous) => previous },
  );
  return (
    <Select<string[]>
      id={id}
      mode="multiple"
      disabled={disabled}
      aria-describedby={described}
      placeholder={t('searchPeople')}
      notFoundContent={t('nobody')}
      showSearch={{ filterOption: false, onSearch: setQ }}
      value={Array.isArray(value) ? (value as string[]) : []}
      options={(read.data?.items ?? []).map((one) => ({ value: one.id, label: one.name }))}
      onChange={onChange}
    />
  );
}

function FileControl({ field, of, id, value, disabled, described, onChange }: ControlProps) {
  const t = useText(caseMessages);
  const api = useApi();
  const input = useId();
  const [sent, setSent] = useState<{ id: string; name: string }>();
  const [state, setState] = useState<{ busy: boolean; why: string }>({ busy: false, why: '' });
  const known = of.files.find((file) => file.id === value) ?? (sent?.id === value ? sent : undefined);
  const send = (file: File): void => {
    setState({ busy: true, why: '' });
    api
      .uploadCaseFile({ params: { id: of.id }, query: { field: field.id, name: file.name }, body: file })
      .then((stored) => {
        setSent(stored);
        setState({ busy: false, why: '' });
        onChange(stored.id);
      })
      .catch((cause: unknown) => setState({ busy: false, why: lineOf(cause) }));
  };
  return (
    <div className={styles.file}>
      {known ? <CaseFileLink of={of} file={known} /> : <span className={styles.muted}>{t('noFile')}</span>}
      <input
        id={input}
        type="file"
        className="visually-hidden"
        tabIndex={-1}
        aria-hidden
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file) send(file);
        }}
      />
      <Button
        id={id}
        size="small"
        disabled={disabled}
        loading={state.busy}
        aria-describedby={described}
        aria-label={`${t(known ? 'replace' : 'upload')}：${field.label}`}
        onClick={() => document.getElementById(input)?.click()}
      >
        {t(state.busy ? 'uploading' : known ? 'replace' : 'upload')}
      </Button>
      {known && !disabled ? (
        <Button size="small" type="text" onClick={() => onChange(null)}>
          {t('remove')}
        </Button>
      ) : null}
      <span className={styles.muted}>{t('fileHelp')}</span>
      {state.why === '' ? null : (
        <span role="alert" className={styles.error}>
          {state.why}
        </span>
      )}
    </div>
  );
}

/** A file of the case, fetched with the reader's session. */
export function CaseFileLink({ of, file }: { of: Pick<Case, 'id'>; file: { id: string; name: string } }): ReactNode {
  const t = useText(caseMessages);
  const api = useApi();
  const [download, busy] = useDownload();
  return (
    <Button
      type="link"
      size="small"
      className={styles.link!}
      loading={busy}
      title={t('download', { name: file.name })}
      onClick={() => download(() => api.downloadCaseFile({ params: { id: of.id, file: file.id } }), file.name)}
    >
      {file.name}
    </Button>
  );
}
