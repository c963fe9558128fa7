import { pick } from '../../shared/i18n.ts';
import { ButtonLink } from '../ui/button.tsx';
import { useText } from '../ui/language.tsx';
import { StateTag } from '../ui/state-tag.tsx';
import layout from './layout.module.css';
import { PageHead } from './page-head.tsx';
import type { PolicyHead } from './policy-data.ts';
import { policyMessages } from './policy-messages.ts';
import styles from './policy.module.css';
import { useHref, useSite } from './site.ts';

/** The regulations of this installation, each with how far it is served. */
export function PoliciesView({ data: { items } }: { data: { items: readonly PolicyHead[] } }) {
  const t = useText(policyMessages);
  const href = useHref();
  const say = usePick();
  return (
    <div className={layout.page}>
      <PageHead title={t('title')} lead={t('lead')} />
      <p className={`${styles.ways} no-print`}>
        <ButtonLink look="primary" href={href('/policies/compare')}>
          {t('compare')}
        </ButtonLink>
        <ButtonLink href={href('/self-check')}>{t('selfCheck')}</ButtonLink>
        <ButtonLink href={href('/name-check')}>{t('nameCheck')}</ButtonLink>
        <ButtonLink href={href('/calendar')}>{t('calendar')}</ButtonLink>
      </p>
      <ul className={styles.list}>
        {items.map((policy) => (
          <li key={policy.id}>
            <article>
              <h2>
                <a href={href(`/policies/${policy.id}`)}>{say(policy.title)}</a>
              </h2>
              <PolicyFacts policy={policy} />
            </article>
          </li>
        ))}
      </ul>
    </div>
  );
}

const usePick = () => {
  const { lang } = useSite();
  return (text: { zh: string; en: string }): string => pick(text, lang);
};

export function PolicyFacts({ policy }: { policy: PolicyHead }) {
  const t = useText(policyMessages);
  const say = usePick();
  const { counts } = policy;
  const term = policy.from === null ? t('unknownTerm') : `${policy.from} – ${policy.until ?? t('openEnd')}`;
  const facts: [string, string | null][] = [
    [t('documentNo'), policy.document_no],
    [t('issuers'), policy.issuers.map(say).join('、')],
    [t('term'), term],
    [t('portal'), say(policy.portal)],
  ];
  return (
    <>
      <p>
        <StateTag tone={policy.standing === 'in_force' ? 'success' : 'warning'}>{say(policy.standing_text)}</StateTag>{' '}
        {policy.status === 'draft' ? <StateTag tone="warning">{say(policy.status_text)}</StateTag> : null}
      </p>
      <dl className={styles.facts}>
        {facts.map(([label, value]) =>
          value === null || value === '' ? null : (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
      <p className={styles.small}>{t('clauses', { total: counts.clauses, ...counts })}</p>
    </>
  );
}
