import { pick } from '../../shared/i18n.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Citation } from '../ui/citation.tsx';
import { useText } from '../ui/language.tsx';
import { Notice } from '../ui/notice.tsx';
import type { NoticeData } from './accreditation-data.ts';
import { accreditationMessages } from './accreditation-messages.ts';
import { Section } from './accreditation-parts.tsx';
import styles from './accreditation.module.css';
import layout from './layout.module.css';
import { PageHead } from './page-head.tsx';
import { useSite } from './site.ts';

/** What the rules say of objections to a notice. */
export function ObjectionRules({ notice: { objection, list } }: { notice: NoticeData }) {
  const t = useText(accreditationMessages);
  const { lang, instruments } = useSite();
  if (!objection) return null;
  const target = (basis: 'law' | 'house'): string => (basis === 'law' ? '' : t('houseTarget'));
  const { accept, decide, excluded, most, cite } = objection;
  return (
    <Section id="objection" title={t('howToObject')}>
      <ul className={styles.points}>
        <li>{t('objectLead')}</li>
        <li>{t('objectNot', { what: excluded.map((one) => pick(one, lang)).join(t('separator')) })}</li>
        <li>{t('objectOnce', { most })}</li>
        {accept ? <li>{t('objectAccept', { days: pick(accept.text, lang) }) + target(accept.basis)}</li> : null}
        {decide ? <li>{t('objectDecide', { days: pick(decide.text, lang) }) + target(decide.basis)}</li> : null}
        <li>{t('objectHeld')}</li>
        <li>{t('objectPrivate')}</li>
      </ul>
      <div className={styles.basis}>
        <span>{t('labelled', { label: t('contact'), value: list.contact })}</span>
        <Citation cite={cite} instrument={pick(instruments[cite.policy] ?? list.cite.instrument, lang)} />
      </div>
    </Section>
  );
}

/** The way to an objection: what it takes, then the platform, then the workbench, where it is written and followed. */
export function ObjectView({ data: notice }: { data: NoticeData }) {
  const t = useText(accreditationMessages);
  const { lang } = useSite();
  const title = pick(notice.title, lang);
  const open = notice.list.items.filter(({ position }) =>
    notice.states.some((state) => state.position === position && state.may_object),
  );
  const writing = (parent: string): string =>
    `${lang === 'en' ? '/en' : ''}/workbench/cases/new?${new URLSearchParams({ programme: notice.programme, procedure: notice.objection?.procedure ?? '', parent }).toString()}`;
  return (
    <div className={layout.page}>
      <PageHead
        title={t('labelled', { label: t('object'), value: title })}
        lead={`${pick(notice.list.authority, lang)} · ${notice.first} – ${notice.last}`}
        trail={[
          { label: t('noticesTitle'), path: '/notices' },
          { label: title, path: `/notices/${notice.id}` },
        ]}
      />
      {open.length === 0 ? (
        <div className={styles.stack}>
          <Notice tone="warning">{t('objectOver')}</Notice>
        </div>
      ) : null}
      <ObjectionRules notice={notice} />
      {open.length === 0 ? null : (
        <Section id="pick" title={t('objectPick')}>
          <ul className={styles.points}>
            <li>{t('objectPrepare')}</li>
            <li>{t('objectFrom', { date: notice.first })}</li>
            <li>{t('objectSteps')}</li>
            <li>{t('objectAccount')}</li>
          </ul>
          <ul className={`${styles.list} ${styles.section}`}>
            {open.map((item) => (
              <li key={item.case}>
                <div>
                  <strong>{item.name_zh}</strong>
                  <p className={styles.quiet}>
                    {[item.host, item.class && pick(item.class, lang)].filter(Boolean).join(' · ')}
                  </p>
                </div>
                <span className={styles.screen}>
                  <ButtonLink look="primary" href={writing(item.case)} rel="nofollow">
                    {t('objectStart')}
                    <span className="visually-hidden">{` ${item.name_zh}`}</span>
                  </ButtonLink>
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </div>
  );
}
