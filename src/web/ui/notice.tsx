import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import styles from './notice.module.css';
import type { Tone } from './state-tag.tsx';

export interface NoticeProps {
  tone?: Exclude<Tone, 'neutral'>;
  /** `alert` is read out at once: for what follows from what the user just did. */
  live?: 'alert' | 'status';
  title?: string;
  children?: ReactNode;
}

/** A standing word about the page, or the outcome of an action. */
export const Notice = ({ tone = 'info', live, title, children }: NoticeProps) => (
  <div className={`${styles.notice} ${styles[tone]}`} role={live}>
    <Icon name={tone === 'success' ? 'check' : tone === 'info' ? 'info' : 'warn'} />
    <div className={styles.body}>
      {title === undefined ? null : <p className={styles.title}>{title}</p>}
      {children}
    </div>
  </div>
);
