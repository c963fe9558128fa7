import { pick } from '../../shared/i18n.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { useText } from '../ui/language.tsx';
import { Pager } from '../ui/pager.tsx';
import { StateTag } from '../ui/state-tag.tsx';
import type { CallsData, NoticesData } from './accreditation-data.ts';
import { accreditationMessages } from './accreditation-messages.ts';
import { Countdown, Finder, TONES } from './accreditation-parts.tsx';
import styles from './accreditation.module.css';
import layout from './layout.module.css';
import { PageHead } from './page-head.tsx';
import { useHref, useSite } from './site.ts';

/** The pages of a list by cursor, with the rest of its query. */
export const pageAt = (path: string, query: Readonly<Record<string, string | undefined>>): string => {
  const filled = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, value]],
  );
  return filled.length === 0 ? path : `${path}?${new URLSearchParams(filled).toString()}`;
};

export function NoticesView({ data: { q, chosen, cursor, list } }: { data: NoticesData }) {
  const t = useText(accreditationMessages);
  const href = useHref();
  const { lang } = useSite();
  const at = (next?: string): string => href(pageAt('/notices', { q, running: chosen, cursor: next }));
  return (
    <div className={layout.page}>
      <PageHead title={t('noticesTitle')} lead={t('noticesLead')} />
      <Finder
        path="/notices"
        q={q}
        label={t('find')}
        kept={{}}
        tab="running"
        chosen={chosen}
        tabs={[
          { value: undefined, label: t('all') },
          { value: 'true', label: t('running') },
          { value: 'false', label: t('ended') },
        ]}
      >
        <a href={href('/calls')}>{t('callsTitle')}</a>
        <a href={href('/notices.atom')}>{t('feed')}</a>
      </Finder>
      {list.items.length === 0 ? (
        <EmptyState title={t('none')}>
          <p>{t('noneText')}</p>
        </EmptyState>
      ) : (
        <ul className={styles.list}>
          {list.items.map((notice) => (
            <li key={notice.id}>
              <div>
                <h2>
                  <a href={href(`/notices/${notice.id}`)}>{pick(notice.title, lang)}</a>
                </h2>
                <p className={styles.quiet}>
                  {[pick(notice.programme_name, lang), `${notice.first} – ${notice.last}`].join(' · ')}
                </p>
              </div>
              <p className={styles.side}>
                {notice.trial ? <StateTag>{t('trial')}</StateTag> : null}
                {notice.running ? <Countdown days={notice.days_left} /> : <StateTag>{t('ended')}</StateTag>}
              </p>
            </li>
          ))}
        </ul>
      )}
      <Pager first={cursor === undefined ? undefined : at()} next={list.next === null ? undefined : at(list.next)} />
    </div>
  );
}

export function CallsView({ data: { q, chosen, cursor, list } }: { data: CallsData }) {
  const t = useText(accreditationMessages);
  const href = useHref();
  const { lang, programme } = useSite();
  const at = (next?: string): string => href(pageAt('/calls', { q, open: chosen, cursor: next }));
  // A network whose rules know no applying says so.
  const selected = programme?.ruleSet === 'national';
  return (
    <div className={layout.page}>
      <PageHead title={t('callsTitle')} lead={t('callsLead')} />
      <Finder
        path="/calls"
        q={q}
        label={t('findCall')}
        kept={{}}
        tab="open"
        chosen={chosen}
        tabs={[
          { value: undefined, label: t('all') },
          { value: 'true', label: t('open') },
          { value: 'false', label: t('past') },
        ]}
      >
        <a href={href('/notices')}>{t('noticesTitle')}</a>
        <a href={href('/calls.atom')}>{t('feed')}</a>
      </Finder>
      {list.items.length === 0 ? (
        <EmptyState title={selected ? t('noCalls') : t('none')}>
          <p>{selected ? t('noCallsText') : t('noneText')}</p>
        </EmptyState>
      ) : (
        <ul className={styles.list}>
          {list.items.map((call) => (
            <li key={call.id}>
              <div>
                <h2>
                  <a href={href(`/calls/${call.id}`)}>{call.title}</a>
                </h2>
                <p className={styles.quiet}>
                  {[pick(call.programme_name, lang), `${call.first ?? ''} – ${call.last ?? ''}`].join(' · ')}
                </p>
              </div>
              <p className={styles.side}>
                {call.trial ? <StateTag>{t('trial')}</StateTag> : null}
                <StateTag tone={TONES[call.state] ?? 'neutral'}>{pick(call.state_label, lang)}</StateTag>
                <Countdown days={call.days_left} />
              </p>
            </li>
          ))}
        </ul>
      )}
      <Pager first={cursor === undefined ? undefined : at()} next={list.next === null ? undefined : at(list.next)} />
    </div>
  );
}
