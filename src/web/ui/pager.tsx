import { ButtonLink } from './button.tsx';
import { uiMessages } from './messages.ts';
import { useText } from './language.tsx';
import styles from './pager.module.css';

/** Pages by cursor: on to the next, or back to the first. */
export function Pager({ first, next }: { first: string | undefined; next: string | undefined }) {
  const t = useText(uiMessages);
  if (first === undefined && next === undefined) return null;
  return (
    <nav aria-label={t('pages')} className={styles.pager}>
      {first === undefined ? null : <ButtonLink href={first}>{t('firstPage')}</ButtonLink>}
      {next === undefined ? null : (
        <ButtonLink href={next} rel="next">
          {t('nextPage')}
        </ButtonLink>
      )}
    </nav>
  );
}
