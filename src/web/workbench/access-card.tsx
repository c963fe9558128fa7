import type { ReactNode } from 'react';
import { useText } from '../ui/language.tsx';
import { accessMessages } from './access-messages.ts';
import styles from './access.module.css';
import { useTitle } from './page.tsx';
import { LanguageLink } from './language-link.tsx';
import { shellMessages } from './shell-messages.ts';

/** The ground of every page that needs no session. */
export function AccessCard({ title, children }: { title: string; children: ReactNode }) {
  const t = useText(shellMessages);
  const intro = useText(accessMessages)('intro');
  useTitle(title);
  return (
    <div className={styles.ground}>
      <header className={styles.top}>
        <a href="/" className={styles.brand}>
          {`${t('product')} ${t('workbench')}`}
        </a>
        <LanguageLink />
      </header>
      <main id="main" tabIndex={-1} className={styles.card}>
        <h1 className={styles.title}>{title}</h1>
        {children}
      </main>
      <p className={styles.intro}>{intro}</p>
    </div>
  );
}
