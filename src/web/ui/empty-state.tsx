import type { ReactNode } from 'react';
import styles from './empty-state.module.css';

/** What a list shows when there is nothing: why, and what to do. */
export const EmptyState = ({ title, children }: { title: string; children?: ReactNode }) => (
  <div className={styles.empty}>
    <p className={styles.title}>{title}</p>
    {children}
  </div>
);
