import type { ResultOf } from '../../shared/contract.ts';
import { pick } from '../../shared/i18n.ts';
import { ButtonLink } from '../ui/button.tsx';
import { useText } from '../ui/language.tsx';
import { Facts, Section } from './accreditation-parts.tsx';
import type { PortalRoutes } from './api.ts';
import styles from './complaints.module.css';
import { depositsMessages } from './deposits-messages.ts';
import layout from './layout.module.css';
import { PageHead } from './page-head.tsx';
import { useHref, useSite } from './site.ts';

type Principles = ResultOf<PortalRoutes['listPrinciples'], Blob>['items'];

/** By which principles project results are deposited, department by department (NAT-23.2, HB-17.1). */
export function DepositsView({ data }: { data: Principles }) {
  const t = useText(depositsMessages);
  const href = useHref();
  const { lang } = useSite();
  return (
    <div className={layout.page}>
      <PageHead title={t('title')} lead={t('lead')} />
      <p className={`${styles.actions} no-print`}>
        <ButtonLink href={`${lang === 'en' ? '/en' : ''}/workbench/deposits`}>{t('enter')}</ButtonLink>
        <ButtonLink href={href('/verify')}>{t('verify')}</ButtonLink>
      </p>
      <Section id="principles" title={t('principles')}>
        {data.length === 0 ? <p>{t('none')}</p> : null}
        {data.map(({ department, title, topics, missing, published_on }) => (
          <article key={department} aria-label={department}>
            <h3>{`${department}：${title}`}</h3>
            <Facts rows={topics.map(({ label, text }) => [pick(label, lang), text] as const)} />
            {missing.length === 0 ? null : (
              <p>{t('missing', { topics: missing.map((one) => pick(one, lang)).join(t('separator')) })}</p>
            )}
            <p>{t('published', { on: published_on })}</p>
          </article>
        ))}
      </Section>
    </div>
  );
}
