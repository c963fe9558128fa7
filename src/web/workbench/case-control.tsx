import { Button, Checkbox, Input, InputNumber, Progress, Select } from 'antd';
import { addressOf } from '../../shared/contract.ts';
import { type ReactNode, useId, useState } from 'react';
import { useLanguage, useText } from '../ui/language.tsx';
import type { Case } from './case-light.tsx';
import { FiguresControl } from './case-figures.tsx';
import { MarksControl } from './review-marks.tsx';
import { ChecksControl } from './visit-checks.tsx';
import { caseMessages } from './case-messages.ts';
import styles from './case.module.css';
import { useApi, useRead } from './client.tsx';
import { deskMessages } from './desk-messages.ts';
import { useDownload } from './download.ts';
import { sendBytes } from './upload.ts';
import { workbenchAddresses } from './api.ts';
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
    case 'marks':
      return <MarksControl {...props} />;
    case 'checks':
      return <ChecksControl {...props} />;
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
  const found = (read.data?.items ?? []).map((one) => ({ value: one.id, label: one.name }));
  // Who was chosen before keeps the name, whatever is searched for now.
  const chosen = of.people
    .filter(({ id: account }) => !found.some((one) => one.value === account))
    .map((one) => ({ value: one.id, label: one.name }));
  const options = [...found, ...chosen];
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
      options={options}
      onChange={onChange}
    />
  );
}

function FileControl({ field, of, id, value, disabled, described, onChange }: ControlProps) {
  const t = useText(caseMessages);
  const desk = useText(deskMessages);
  const lang = useLanguage();
  const input = useId();
  const [sent, setSent] = useState<{ id: string; name: string }>();
  const [state, setState] = useState<{ share: number | null; why: string }>({ share: null, why: '' });
  const known = of.files.find((file) => file.id === value) ?? (sent?.id === value ? sent : undefined);
  const send = (file: File): void => {
    setState({ share: 0, why: '' });
    const query = { field: field.id, name: file.name };
    const address = addressOf(workbenchAddresses.uploadCaseFile.path, { id: of.id }, query);
    sendBytes<{ id: string; name: string }>(address, file, lang, (share) => setState({ share, why: '' }))
      .then((stored) => {
        setSent(stored);
        setState({ share: null, why: '' });
        onChange(stored.id);
      })
      .catch((cause: unknown) =>
        setState({ share: null, why: desk('uploadFailed', { name: file.name, why: lineOf(cause) }) }),
      );
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
        loading={state.share !== null}
        aria-describedby={described}
        aria-label={`${t(known ? 'replace' : 'upload')}：${field.label}`}
        onClick={() => document.getElementById(input)?.click()}
      >
        {t(state.share !== null ? 'uploading' : known ? 'replace' : 'upload')}
      </Button>
      {known && !disabled ? (
        <Button size="small" type="text" onClick={() => onChange(null)}>
          {t('remove')}
        </Button>
      ) : null}
      <span className={styles.muted}>{t('fileHelp')}</span>
      {state.share === null ? null : (
        <Progress
          className={styles.upload!}
          size="small"
          percent={Math.round(state.share * 100)}
          aria-label={desk('uploadProgress', { percent: Math.round(state.share * 100) })}
        />
      )}
      {state.why === '' ? null : (
        <span role="alert" className={styles.error}>
          {state.why}
        </span>
      )}
    </div>
  );
}

/** A file of the case, fetched with the reader's session; a link, so that its name is there on paper too. */
export function CaseFileLink({ of, file }: { of: Pick<Case, 'id'>; file: { id: string; name: string } }): ReactNode {
  const t = useText(caseMessages);
  const api = useApi();
  const [download, busy] = useDownload();
  return (
    <a
      href={addressOf(workbenchAddresses.downloadCaseFile.path, { id: of.id, file: file.id }, {})}
      className={styles.link}
      aria-busy={busy}
      title={t('download', { name: file.name })}
      onClick={(event) => {
        event.preventDefault();
        download(() => api.downloadCaseFile({ params: { id: of.id, file: file.id } }), file.name);
      }}
    >
      {file.name}
    </a>
  );
}
