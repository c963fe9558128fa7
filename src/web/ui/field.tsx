import { type ReactNode, useId } from 'react';
import styles from './field.module.css';
import { uiMessages } from './messages.ts';
import { useText } from './language.tsx';

/** What a control must carry so that its label, help and error belong to it. */
export interface ControlProps {
  id: string;
  required: boolean;
  'aria-describedby': string | undefined;
  'aria-invalid': boolean | undefined;
  className: string;
}

export interface FieldProps {
  label: string;
  help?: ReactNode;
  /** Names the rule that was broken. */
  error?: string | undefined;
  required?: boolean;
  children: (control: ControlProps) => ReactNode;
}

/** A labelled control with its help and its error. */
export function Field({ label, help, error, required = false, children }: FieldProps) {
  const id = useId();
  const t = useText(uiMessages);
  const described = [help !== undefined && `${id}h`, error !== undefined && `${id}e`].filter(Boolean).join(' ');
  return (
    <div className={styles.field}>
      <label htmlFor={id}>
        {label}
        {required ? <span className={styles.need}>{t('required')}</span> : null}
      </label>
      {help === undefined ? null : (
        <div className={styles.help} id={`${id}h`}>
          {help}
        </div>
      )}
      {children({
        id,
        required,
        'aria-describedby': described || undefined,
        'aria-invalid': error === undefined ? undefined : true,
        className: styles.control!,
      })}
      {error === undefined ? null : (
        <p className={styles.error} id={`${id}e`}>
          {error}
        </p>
      )}
    </div>
  );
}
