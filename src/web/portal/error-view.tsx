import { ButtonLink } from '../ui/button.tsx';
import { useText } from '../ui/language.tsx';
import { uiMessages } from '../ui/messages.ts';
import layout from './layout.module.css';
import styles from './error-view.module.css';
import type { Loaded } from './page.ts';
import { shellMessages } from './shell-messages.ts';
import { useHref } from './site.ts';
import { Title } from './title.tsx';

const HEADINGS = { 400: 'badTitle', 404: 'notFoundTitle', 410: 'goneTitle', 429: 'limitedTitle' } as const;

/** What is shown where a page cannot be: what happened, and where to go from here. */
export function ErrorView({ loaded }: { loaded: Loaded }) {
  const t = useText(shellMessages);
  const u = useText(uiMessages);
  const href = useHref();
  const heading = t(HEADINGS[loaded.status as keyof typeof HEADINGS] ?? 'failedTitle');
  const known = loaded.problem && loaded.status < 500;
  const reference = loaded.status >= 500 ? loaded.problem?.params['id'] : undefined;
  return (
    <div className={layout.page}>
      <Title>{heading}</Title>
      <meta name="robots" content="noindex" />
      <div className={styles.error}>
        <p className={styles.status}>{loaded.status === 0 ? '' : loaded.status}</p>
        <h1>{heading}</h1>
        <p>{known ? loaded.problem?.title : t(loaded.status === 404 ? 'notFoundText' : 'failedText')}</p>
        {(loaded.problem?.errors ?? []).map((fault) => (
          <p key={fault.path}>{fault.message}</p>
        ))}
        {reference === undefined ? null : <p className="mono">{u('reference', { id: reference })}</p>}
        <p className={styles.ways}>
          <ButtonLink href={href('/')} look="primary">
            {t('backHome')}
          </ButtonLink>
          <ButtonLink href={href('/search')} icon="search">
            {t('toSearch')}
          </ButtonLink>
        </p>
      </div>
    </div>
  );
}
