import { Button } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { ResourceType } from '../../shared/catalogue/resource-type.ts';
import { ApiError } from '../ui/api.ts';
import { useText } from '../ui/language.tsx';
import { Failure } from './failure.tsx';
import { type Finding, useRecordCheck } from './record-check.ts';
import { type Draft, useDirty } from './record-draft.ts';
import { RecordFindings } from './record-findings.tsx';
import { GroupLinks, RecordForm } from './record-form.tsx';
import styles from './record.module.css';
import { resourceMessages } from './resource-messages.ts';

interface RecordEditorProps {
  type: ResourceType;
  draft: Draft;
  disabled: boolean;
  label: string;
  save: () => Promise<void>;
  /** Beside the save button. */
  bar?: ReactNode;
  /** Under what the check found. */
  side?: ReactNode;
}

/** Form, findings and the bar that saves; Ctrl+S saves too. */
export function RecordEditor({ type, draft, disabled, label, save, bar, side }: RecordEditorProps) {
  const t = useText(resourceMessages);
  const check = useRecordCheck(type, draft);
  const dirty = useDirty(draft);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const run = (): void => {
    if (busy || disabled) return;
    setBusy(true);
    setError(null);
    save()
      .catch((refusal: unknown) => {
        setError(refusal);
        scrollTo({ top: 0, behavior: 'smooth' });
      })
      .finally(() => setBusy(false));
  };
  useSaveKey(run);
  return (
    <>
      <Failure error={error} />
      <div className={styles.bar}>
        <span className={styles.status} role="status">
          {disabled ? t('readOnly') : t(dirty ? 'unsaved' : 'allSaved')}
        </span>
        {disabled ? null : (
          <Button type="primary" loading={busy} onClick={run} title="Ctrl+S">
            {label}
          </Button>
        )}
        {bar}
      </div>
      <GroupLinks type={type} />
      <div className={styles.layout}>
        <div>
          <RecordForm
            type={type}
            draft={draft}
            disabled={disabled}
            findings={[...fromServer(error, check.findings), ...check.findings]}
          />
        </div>
        <aside className={styles.side} aria-label={t('quality')}>
          <RecordFindings type={type} check={check} />
          {side}
        </aside>
      </div>
    </>
  );
}

/** What only the server knows: a number that is taken, a rule of a programme. */
function fromServer(error: unknown, known: readonly Finding[]): Finding[] {
  if (!(error instanceof ApiError)) return [];
  return Object.entries(error.fields)
    .map(([path, message]) => ({ field: path.replace(/^fields\./, ''), severity: 'error' as const, message }))
    .filter(({ field, message }) => !known.some((finding) => finding.field === field && finding.message === message));
}

function useSaveKey(run: () => void): void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      latest.current();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}
