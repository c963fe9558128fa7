import styles from './breadcrumbs.module.css';
import { uiMessages } from './messages.ts';
import { useText } from './language.tsx';

export interface Crumb {
  label: string;
  href: string;
}

export function Breadcrumbs({ trail, here }: { trail: readonly Crumb[]; here: string }) {
  const t = useText(uiMessages);
  return (
    <nav aria-label={t('breadcrumbs')} className={styles.crumbs}>
      <ol className={styles.list}>
        {trail.map((crumb) => (
          <li key={crumb.href}>
            <a href={crumb.href}>{crumb.label}</a>
          </li>
        ))}
        <li aria-current="page">{here}</li>
      </ol>
    </nav>
  );
}
