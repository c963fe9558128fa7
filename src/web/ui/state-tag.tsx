import type { ReactNode } from 'react';
import styles from './state-tag.module.css';

export type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'danger';

/** A state as a word with a colour; the word alone says it. */
export const StateTag = ({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) => (
  <span className={tone === 'neutral' ? styles.tag : `${styles.tag} ${styles[tone]}`}>{children}</span>
);
