import { memo } from 'react';
import { hasOneOf } from '../../shared/catalogue/display.ts';
import type { FieldSpec, FieldValue, ResourceType } from '../../shared/catalogue/resource-type.ts';
import { pick } from '../../shared/i18n.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import { type Draft, isChosen, useHeld } from './record-draft.ts';
import styles from './record.module.css';
import { Widget } from './record-widget.tsx';
import { resourceMessages } from './resource-messages.ts';

export interface RecordFieldProps {
  type: ResourceType;
  field: FieldSpec;
  draft: Draft;
  disabled: boolean;
  errors: string;
  warnings: string;
}

const WIDE = new Set<FieldSpec['kind']>(['long_text']);
const NOWHERE = '';

export const fieldAnchor = (id: string): string => `field-${id}`;

/** A field with its label, help beside it, and what is wrong with it. Drawn anew only when its own things change. */
export const RecordField = memo(function RecordField(props: RecordFieldProps) {
  const { field, draft } = props;
  const other = useHeld(draft, field.when?.field ?? NOWHERE);
  if (field.when && !hasOneOf(other as FieldValue | undefined, field.when.in)) return null;
  return <Shown {...props} />;
});

function Shown({ type, field, draft, disabled, errors, warnings }: RecordFieldProps) {
  const t = useText(resourceMessages);
  const lang = useLanguage();
  const value = useHeld(draft, field.id);
  const id = fieldAnchor(field.id);
  const help = [
    field.help && pick(field.help, lang),
    field.example !== undefined && t('example', { text: field.example }),
    field.many && !isChosen(field) && t('onePerLine'),
    field.mask && t('masked', { why: pick(field.mask.why, lang) }),
  ].filter(Boolean);
  const described = [help.length > 0 && `${id}-help`, errors && `${id}-error`, warnings && `${id}-warning`];
  return (
    <div className={field.many || WIDE.has(field.kind) ? styles.wide : styles.field}>
      <label htmlFor={id} className={styles.label}>
        {pick(field.label, lang)}
        {field.required ? <span className={styles.required}>{t('required')}</span> : null}
        {field.minimum && !field.required ? <span className={styles.minimum}>{t('minimum')}</span> : null}
      </label>
      <Widget
        type={type}
        field={field}
        id={id}
        value={value}
        disabled={disabled}
        described={described.filter(Boolean).join(' ') || undefined}
        invalid={errors !== ''}
        onChange={(next) => draft.set(field.id, next)}
      />
      {errors === '' ? null : (
        <p className={styles.error} id={`${id}-error`}>
          {errors}
        </p>
      )}
      {warnings === '' ? null : (
        <p className={styles.warning} id={`${id}-warning`}>
          {warnings}
        </p>
      )}
      {help.length === 0 ? null : (
        <p className={styles.help} id={`${id}-help`}>
          {help.join(lang === 'en' ? ' · ' : '　')}
        </p>
      )}
    </div>
  );
}
