import { useText } from '../ui/language.tsx';
import { Notice } from '../ui/notice.tsx';
import layout from './layout.module.css';
import { day } from './numbers.ts';
import type { Tombstone } from './resource-data.ts';
import { resourceMessages } from './resource-messages.ts';
import { useHref } from './site.ts';
import styles from './tombstone.module.css';
import { Title } from './title.tsx';

/** What stays of a withdrawn record: its name, identifiers, date and reason, nothing else. */
export function TombstoneView({ tombstone }: { tombstone: Tombstone }) {
  const t = useText(resourceMessages);
  const href = useHref();
  return (
    <div className={`${layout.page} ${styles.tombstone}`}>
      <Title>{t('gone')}</Title>
      <meta name="robots" content="noindex" />
      <h1>{t('gone')}</h1>
      <Notice>{t('goneText')}</Notice>
      <dl>
        <div>
          <dt>{t('goneTitle')}</dt>
          <dd>{tombstone.title}</dd>
        </div>
        {tombstone.identifiers.map((identifier) => (
          <div key={identifier.display}>
            <dt>{t('identifiers')}</dt>
            <dd className="mono">{identifier.display}</dd>
          </div>
        ))}
        <div>
          <dt>{t('platform')}</dt>
          <dd>
            <a href={href(`/platforms/${tombstone.platform.code}`)}>{tombstone.platform.name}</a>
          </dd>
        </div>
        <div>
          <dt>{t('goneOn')}</dt>
          <dd>{day(tombstone.withdrawn_at)}</dd>
        </div>
        <div>
          <dt>{t('goneWhy')}</dt>
          <dd>{tombstone.reason}</dd>
        </div>
      </dl>
    </div>
  );
}
