import { Alert, Button, Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { shareOf } from '../../shared/plans/check-section.ts';
import { type PlanField, type PlanSection, REASON } from '../../shared/plans/shape.ts';
import { countCharacters, type PlanValue, textAt } from '../../shared/plans/values.ts';
import { pick } from '../../shared/i18n.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import { planMessages } from './plan-messages.ts';
import type { PlanState } from './plan-state.ts';
import { shownValue } from './plan-shown.ts';
import { PlanHistory } from './plan-history.tsx';
import { PlanTableEditor } from './plan-table.tsx';
import styles from './plan.module.css';

export const domId = (path: string): string => `plan-${path.replaceAll(/[^a-z0-9_]/gi, '-')}`;

interface BoxProps {
  plan: PlanState;
  path: string;
  label: string;
  help?: ReactNode;
  disabled: boolean;
  children: (control: { id: string; described: string; value: unknown; set: (value: PlanValue) => void }) => ReactNode;
}

/** A field with its label, what is saved of it, what is wrong with it and what it said before. */
export function FieldBox({ plan, path, label, help, disabled, children }: BoxProps) {
  const lang = useLanguage();
  const { draft, entries, checked } = plan;
  const entry = entries[path];
  const [history, setHistory] = useState(false);
  const t = useText(planMessages);
  const id = domId(path);
  const faults = checked.faults.filter((fault) => fault.path === path);
  const set = (value: PlanValue): void => draft.set(path, value);
  return (
    <div className={styles.field} onBlur={() => void draft.flush(path)}>
      <div className={styles.labelRow}>
        <label htmlFor={id} className={styles.label}>
          {label}
        </label>
        {disabled || (entry?.revision ?? 0) === 0 ? null : (
          <Button
            size="small"
            type="link"
            onClick={() => setHistory(true)}
            aria-label={t('historyOf', { name: label })}
          >
            {t('history')}
          </Button>
        )}
      </div>
      {help === undefined ? null : <p className={styles.muted}>{help}</p>}
      {children({ id, described: `${id}-state`, value: entry?.value, set })}
      <div id={`${id}-state`} className={styles.state} aria-live="polite">
        {entry?.state === 'failed' ? <span className={styles.error}>{entry.why}</span> : null}
        {faults.map((fault) => (
          <p
            key={`${fault.code}-${fault.row ?? ''}-${fault.zh}`}
            className={fault.level === 'fault' ? styles.error : styles.warning}
          >
            {pick(fault, lang)}
            {fault.cite.basis === 'house' ? null : <span className={styles.muted}>{`（${fault.cite.article}）`}</span>}
          </p>
        ))}
      </div>
      {entry?.state === 'conflict' ? <Conflict plan={plan} path={path} label={label} /> : null}
      {history ? (
        <PlanHistory plan={plan} path={path} label={label} onTake={set} onClose={() => setHistory(false)} />
      ) : null}
    </div>
  );
}

function Conflict({ plan: { draft, entries }, path, label }: { plan: PlanState; path: string; label: string }) {
  const t = useText(planMessages);
  const other = entries[path]?.other?.value;
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      title={t('conflict', { field: label })}
      description={
        <>
          <p className={styles.muted}>{t('theirs')}</p>
          <p className={styles.text}>{shownValue(other)}</p>
          <div className={styles.below}>
            <Button size="small" onClick={() => draft.resolve(path, 'mine')}>
              {t('keepMine')}
            </Button>
            <Button size="small" onClick={() => draft.resolve(path, 'theirs')}>
              {t('takeTheirs')}
            </Button>
          </div>
        </>
      }
    />
  );
}

/** One field of a section, by its kind. */
export function PlanFieldEditor({
  plan,
  section,
  field,
  disabled,
}: {
  plan: PlanState;
  section: PlanSection;
  field: PlanField;
  disabled: boolean;
}) {
  const t = useText(planMessages);
  const lang = useLanguage();
  const { values } = plan;
  const only = section.fields.length === 1 && field.kind === 'text';
  const label = pick(only ? section.name : field.name, lang);
  if (field.kind === 'share' && !field.typed)
    return (
      <p className={styles.fact}>
        <span className={styles.label}>{label}</span>
        <span>{`${shareOf(section, field, values) ?? '–'} %`}</span>
        <span className={styles.muted}>{t('computed')}</span>
      </p>
    );
  const unit = field.kind === 'number' ? `（${pick(field.unit, lang)}）` : field.kind === 'share' ? '（%）' : '';
  const share = field.kind === 'share' ? shareOf(section, field, values) : undefined;
  const help =
    field.kind === 'number' && field.figure !== undefined
      ? t('fromFigures')
      : share === undefined
        ? undefined
        : `${t('computed')}：${share} %`;
  return (
    <FieldBox plan={plan} path={field.path} label={`${label}${unit}`} help={help} disabled={disabled}>
      {({ id, described, value, set }) => {
        if (field.kind === 'table')
          return (
            <PlanTableEditor
              table={field}
              id={id}
              described={described}
              value={value}
              disabled={disabled}
              onChange={set}
            />
          );
        if (field.kind !== 'text')
          return (
            <Input
              id={id}
              aria-describedby={described}
              className={styles.number!}
              inputMode="decimal"
              disabled={disabled}
              value={typeof value === 'string' ? value : ''}
              onChange={(event) => set(event.target.value)}
            />
          );
        return (
          <>
            <Input.TextArea
              id={id}
              aria-describedby={described}
              className={only ? styles.large! : styles.growing!}
              disabled={disabled}
              value={typeof value === 'string' ? value : ''}
              onChange={(event) => set(event.target.value)}
            />
            {section.max_characters !== undefined && only ? null : (
              <p className={styles.count}>{t('characters', { count: countCharacters(textAt(values, field.path)) })}</p>
            )}
          </>
        );
      }}
    </FieldBox>
  );
}

/** Why 无 stands where figures are demanded. */
export function ReasonField({ plan, section, disabled }: { plan: PlanState; section: PlanSection; disabled: boolean }) {
  const t = useText(planMessages);
  return (
    <FieldBox plan={plan} path={`${section.number}/${REASON}`} label={t('reason')} disabled={disabled}>
      {({ id, described, value, set }) => (
        <Input.TextArea
          id={id}
          aria-describedby={described}
          className={styles.growing!}
          disabled={disabled}
          value={typeof value === 'string' ? value : ''}
          onChange={(event) => set(event.target.value)}
        />
      )}
    </FieldBox>
  );
}
