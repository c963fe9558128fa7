import { pick } from '../../shared/i18n.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Citation } from '../ui/citation.tsx';
import { useText } from '../ui/language.tsx';
import { Notice } from '../ui/notice.tsx';
import { StateTag } from '../ui/state-tag.tsx';
import type { CallData } from './accreditation-data.ts';
import { accreditationMessages } from './accreditation-messages.ts';
import { Countdown, Facts, Section, TONES } from './accreditation-parts.tsx';
import styles from './accreditation.module.css';
import layout from './layout.module.css';
import { PageHead } from './page-head.tsx';
import { useHref, useSite } from './site.ts';

/** A call for applications: until when, for what, and the way to apply. */
export function CallView({ data: call }: { data: CallData }) {
  const t = useText(accreditationMessages);
  const href = useHref();
  const { lang } = useSite();
  const applying = (procedure: string): string =>
    `${lang === 'en' ? '/en' : ''}/workbench/cases/new?${new URLSearchParams({ programme: call.programme, procedure, parent: call.id }).toString()}`;
  return (
    <div className={layout.page}>
      <PageHead
        title={call.title}
        lead={`${pick(call.authority, lang)} · ${call.first ?? ''} – ${call.last ?? ''}`}
        trail={[{ label: t('callsTitle'), path: '/calls' }]}
      />
      <p className={`${styles.side} ${styles.standing}`}>
        <StateTag tone={TONES[call.state] ?? 'neutral'}>{pick(call.state_label, lang)}</StateTag>
        <Countdown days={call.days_left} />
      </p>
      <div className={styles.stack}>
        {call.trial ? <Notice tone="warning">{t('trialText')}</Notice> : null}
        {call.state === 'closed' ? <Notice>{t('callOver')}</Notice> : null}
      </div>
      <p className={styles.links}>
        <ButtonLink href={href('/self-check')}>{t('selfCheck')}</ButtonLink>
        {call.state === 'closed'
          ? null
          : call.apply.map(({ procedure, label }) => (
              <ButtonLink key={procedure} look="primary" rel="nofollow" href={applying(procedure)}>
                {call.apply.length === 1 ? t('apply') : pick(label, lang)}
              </ButtonLink>
            ))}
      </p>
      <Section id="guide" title={t('guide')}>
        {call.fields.map(({ id, label, value }) => (
          <div key={id} className={styles.stack}>
            <h3>{pick(label, lang)}</h3>
            <p className={styles.text}>{value}</p>
          </div>
        ))}
      </Section>
      <Section id="period" title={t('period')}>
        <Facts
          rows={[
            [t('first'), call.first],
            [t('last'), call.last],
            [t('authority'), pick(call.authority, lang)],
            [t('contact'), call.contact && pick(call.contact, lang)],
            [t('rules'), <Citation key="c" cite={call.cite} instrument={pick(call.rule_set.title, lang)} />],
          ]}
        />
      </Section>
      {call.classes.length === 0 ? null : (
        <Section id="classes" title={t('classes')}>
          <ul className={styles.points}>
            {call.classes.map(({ id, name }) => (
              <li key={id}>{pick(name, lang)}</li>
            ))}
          </ul>
        </Section>
      )}
    </div>
  );
}
