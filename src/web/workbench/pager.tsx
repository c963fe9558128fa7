import { useText } from '../ui/language.tsx';
import { uiMessages } from '../ui/messages.ts';
import { Link } from './link.tsx';
import styles from './list.module.css';
import { usePlace, withQuery } from './router.ts';

/** Later pages of a list by the server's cursor; earlier ones by the browser's own way back. */
export function Pager({ next }: { next: string | null }) {
  const t = useText(uiMessages);
  const { path, query } = usePlace();
  const first = query.has('cursor');
  if (next === null && !first) return null;
  const base = withQuery(query, {});
  const onward = new URLSearchParams(base);
  if (next !== null) onward.set('cursor', next);
  return (
    <nav className={styles.pager} aria-label={t('pages')}>
      {first ? <Link to={`${path}${base}`}>{t('firstPage')}</Link> : null}
      {next === null ? null : <Link to={`${path}?${onward.toString()}`}>{t('nextPage')}</Link>}
    </nav>
  );
}
