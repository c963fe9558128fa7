import { useId } from 'react';
import { uiMessages } from './messages.ts';
import { useText } from './language.tsx';
import styles from './progress.module.css';

export interface ProgressProps {
  label: string;
  done: number;
  /** Undefined while it is not known. */
  total: number | undefined;
  secondsLeft?: number | undefined;
}

/** A long task: how far, and how long it will still take. */
export function Progress({ label, done, total, secondsLeft }: ProgressProps) {
  const t = useText(uiMessages);
  const id = useId();
  const percent = total === undefined || total === 0 ? undefined : Math.floor((done / total) * 100);
  const left = secondsLeft === undefined ? undefined : timeLeft(t, secondsLeft);
  return (
    <div className={styles.progress}>
      <label htmlFor={id}>{label}</label>
      <progress id={id} max={100} {...(percent !== undefined && { value: percent })} />
      <p aria-live="polite">
        {[percent !== undefined && t('progress', { percent }), left].filter(Boolean).join(' · ')}
      </p>
    </div>
  );
}

function timeLeft(t: ReturnType<typeof useText<typeof uiMessages.zh>>, seconds: number): string {
  if (seconds < 90) return t('secondsLeft', { seconds: Math.ceil(seconds) });
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 90) return t('minutesLeft', { minutes });
  return t('hoursLeft', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}
