import { Alert, Button } from 'antd';
import { useId } from 'react';
import { useText } from '../ui/language.tsx';
import { CaseControl, type CaseField, CaseFileLink } from './case-control.tsx';
import { type CaseDraft, type Entry, useEntry } from './case-draft.ts';
import type { Case } from './case-light.tsx';
import { caseMessages } from './case-messages.ts';
import type { Presence } from './case-presence.ts';
import styles from './case.module.css';
import { FigureFacts, useClassOf } from './case-figure-facts.tsx';
import { useRead } from './client.tsx';
import { Section } from './page.tsx';
import { MarkFacts } from './review-marks.tsx';
import { CheckFacts } from './visit-checks.tsx';
import { shellMessages } from './shell-messages.ts';

type Field = Case['fields'][number];

/** The fields that the reader may write now, each saved as it is typed. */
export function CaseForm({ of, draft, presence }: { of: Case; draft: CaseDraft; presence: Presence }) {
  const t = useText(caseMessages);
  const fields = of.fields.filter(({ editable }) => editable);
  const classField = useClassField(of);
  const { value: classValue } = useEntry(draft, classField ?? '');
  if (fields.length === 0) return null;
  const others = [...new Set(presence.others.map(({ name }) => name))].join('、');
  return (
    <Section title={t('form')} id="form">
      <p className={styles.muted}>{t('formAbout')}</p>
      <p className={styles.muted} role="status">
        {others === '' ? '' : t('othersHere', { names: others })}
      </p>
      <div className={styles.fields}>
        {fields.map((field) => (
          <FormField
            key={field.id}
            field={field}
            of={of}
            draft={draft}
            presence={presence}
            classId={typeof classValue === 'string' && classValue !== '' ? classValue : undefined}
          />
        ))}
      </div>
    </Section>
  );
}

/** The choice whose values are the classes of the programme. */
function useClassField(of: Case): string | undefined {
  const asks = of.fields.some(({ type }) => type === 'figures');
  const read = useRead(
    'listEligibilityClasses',
    { query: { programme: of.programme, figures: 'no' } },
    { enabled: asks, staleTime: 600_000 },
  );
  const classes = new Set((read.data?.items ?? []).map((one) => one.class));
  return of.fields.find(({ choices }) => choices?.some(({ id }) => classes.has(id)))?.id;
}

interface FormFieldProps {
  field: Field;
  of: Case;
  draft: CaseDraft;
  presence: Presence;
  classId: string | undefined;
}

const WIDE = new Set<Field['type']>(['long_text', 'figures', 'marks', 'checks', 'file', 'accounts']);

function FormField({ field, of, draft, presence, classId }: FormFieldProps) {
  const t = useText(caseMessages);
  const entry = useEntry(draft, field.id);
  const id = `case-${field.id}`;
  const holder = presence.others.find(({ section, locked }) => locked && section === field.id);
  return (
    <div
      className={WIDE.has(field.type) ? styles.wide : styles.field}
      onFocus={() => presence.enter(field.id)}
      onBlur={() => {
        void draft.flush(field.id);
        presence.leave(field.id);
      }}
    >
      <label htmlFor={id} className={styles.label}>
        {field.unit === null || field.type === 'number' ? field.label : `${field.label}（${field.unit}）`}
      </label>
      <CaseControl
        field={field}
        of={of}
        id={id}
        value={entry.value}
        disabled={holder !== undefined}
        described={`${id}-state`}
        classId={classId}
        onChange={(value) => draft.set(field.id, value)}
      />
      {field.help === null ? null : <p className={styles.muted}>{field.help}</p>}
      <p id={`${id}-state`} className={styles.state} aria-live="polite">
        {holder ? t('lockedBy', { name: holder.name }) : <SaveState entry={entry} />}
      </p>
      {entry.faults.map((fault) => (
        <p key={fault} className={styles.error}>
          {fault}
        </p>
      ))}
      {entry.state === 'failed' ? (
        <Button size="small" onClick={() => void draft.flush(field.id)}>
          {t('again')}
        </Button>
      ) : null}
      {entry.state === 'conflict' ? <Conflict field={field} of={of} entry={entry} draft={draft} /> : null}
    </div>
  );
}

function SaveState({ entry: { state, why } }: { entry: Entry }) {
  const t = useText(caseMessages);
  if (state === 'same') return null;
  if (state === 'failed') return <span className={styles.error}>{t('failed', { why })}</span>;
  if (state === 'conflict') return <span className={styles.error}>{why}</span>;
  return t(state);
}

/** Both values side by side; neither goes before one is chosen. */
function Conflict({ field, of, entry, draft }: { field: Field; of: Case; entry: Entry; draft: CaseDraft }) {
  const t = useText(caseMessages);
  const id = useId();
  return (
    <Alert
      type="warning"
      showIcon
      title={<span id={id}>{t('conflict')}</span>}
      description={
        <>
          <dl className={styles.both}>
            <dt>{t('yours')}</dt>
            <dd>
              <CaseValue field={field} of={of} value={entry.value} />
            </dd>
            <dt>{t('theirs')}</dt>
            <dd>
              <CaseValue field={field} of={of} value={entry.other?.value} />
            </dd>
          </dl>
          <div className={styles.file}>
            <Button size="small" onClick={() => draft.resolve(field.id, 'mine')}>
              {t('keepYours')}
            </Button>
            <Button size="small" onClick={() => draft.resolve(field.id, 'theirs')}>
              {t('takeTheirs')}
            </Button>
          </div>
        </>
      }
    />
  );
}

/** A value as it is read. */
export function CaseValue({ field, of, value }: { field: CaseField; of: Case; value: unknown }) {
  const shell = useText(shellMessages);
  if (value === null || value === undefined || value === '') return '–';
  if (field.type === 'file') {
    const file = of.files.find(({ id }) => id === value);
    return file ? <CaseFileLink of={of} file={file} /> : '–';
  }
  if (field.type === 'boolean') return shell(value === true ? 'yes' : 'no');
  if (field.type === 'choice') return field.choices?.find(({ id }) => id === value)?.label ?? String(value as string);
  if (field.type === 'accounts') {
    const names = (value as string[]).map((id) => of.people.find((one) => one.id === id)?.name);
    return names.every((name) => name !== undefined) ? names.join('、') : `${names.length}`;
  }
  if (field.type === 'figures') return <Figures of={of} value={value as object} />;
  if (field.type === 'marks') return <MarkFacts of={of} value={value as object} />;
  if (field.type === 'checks') return <CheckFacts value={value} />;
  if (typeof value === 'object') return JSON.stringify(value);
  return (
    <span className={styles.text}>{`${String(value as string | number)}${field.unit ? ` ${field.unit}` : ''}`}</span>
  );
}

const Figures = ({ of, value }: { of: Case; value: object }) => (
  <FigureFacts of={of} classId={useClassOf(of)} value={value} />
);

/** What was entered, for those who only read; on paper for everybody. */
export function CaseFacts({ of }: { of: Case }) {
  const t = useText(caseMessages);
  const given = of.fields.filter(({ value, typed }) => (value ?? typed) !== null && (value ?? typed) !== undefined);
  const readOnly = given.filter(({ editable }) => !editable);
  const list = (fields: readonly Field[]) => (
    <dl className={styles.facts}>
      {fields.map((field) => (
        <div key={field.id}>
          <dt>{field.label}</dt>
          <dd>
            <CaseValue field={field} of={of} value={field.editable ? field.typed : field.value} />
          </dd>
        </div>
      ))}
    </dl>
  );
  if (given.length === 0) return null;
  return (
    <div className={readOnly.length === 0 ? styles.paper : undefined}>
      <Section title={t('facts')}>
        <div className={styles.screen}>{list(readOnly)}</div>
        <div className={styles.paper}>{list(given)}</div>
      </Section>
    </div>
  );
}
