import { pick } from '../../shared/i18n.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Citation } from '../ui/citation.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Field } from '../ui/field.tsx';
import { useText } from '../ui/language.tsx';
import { Notice } from '../ui/notice.tsx';
import { Section } from './accreditation-parts.tsx';
import accreditation from './accreditation.module.css';
import { WriteComplaint } from './complaint-form.tsx';
import { ComplaintFigures } from './complaint-statistics.tsx';
import type { ComplaintForm, ComplaintsData } from './complaints-data.ts';
import { complaintsMessages } from './complaints-messages.ts';
import styles from './complaints.module.css';
import layout from './layout.module.css';
import { PageHead } from './page-head.tsx';
import { useHref, useSite } from './site.ts';

/** How to complain, the form, and what became of all complaints. */
export function ComplaintsView({ data }: { data: ComplaintsData }) {
  const t = useText(complaintsMessages);
  const href = useHref();
  const { form } = data;
  return (
    <div className={layout.page}>
      <PageHead title={t('title')} lead={t('lead')} />
      <p className={`${styles.actions} no-print`}>
        <ButtonLink href={href('/complaints/status')} icon="search">
          {t('statusTitle')}
        </ButtonLink>
      </p>
      {form.programme === null ? (
        <Notice tone="warning">{t('notHere')}</Notice>
      ) : (
        <>
          <How form={form} />
          {form.platform ? (
            <Section id="write" title={t('write')}>
              <WriteComplaint key={form.platform.code} form={form} />
            </Section>
          ) : (
            <Choose data={data} />
          )}
        </>
      )}
      <ComplaintFigures data={data.statistics} />
    </div>
  );
}

const PERIODS = { working_day: 'working_day', day: 'day', month: 'month', year: 'years' } as const;

function How({ form: { authority, answer, cite, handlers, anonymous } }: { form: ComplaintForm }) {
  const t = useText(complaintsMessages);
  const { lang, instruments } = useSite();
  const handled = handlers.map((one) => pick(one, lang)).join(t('separator'));
  const instrument = cite && instruments[cite.policy];
  return (
    <Section id="how" title={t('how')}>
      <ul className={accreditation.points}>
        <li>{t('howWhom', { authority: authority ? pick(authority, lang) : handled })}</li>
        {handled === '' ? null : <li>{t('howHandlers', { handlers: handled })}</li>}
        {answer ? (
          <li>{t(answer.house ? 'howDaysHouse' : 'howDays', { period: t(PERIODS[answer.unit], answer) })}</li>
        ) : null}
        <li>{t('howPlatform')}</li>
        <li>{t('howCode')}</li>
        {anonymous ? <li>{t('howAnonymous')}</li> : null}
      </ul>
      {cite && instrument ? (
        <div className={accreditation.basis}>
          <span>{t('basisIs')}</span>
          <Citation cite={cite} instrument={pick(instrument, lang)} />
        </div>
      ) : null}
    </Section>
  );
}

/** Plain links and a plain form: it works without script. */
function Choose({ data: { q, platforms, more } }: { data: ComplaintsData }) {
  const t = useText(complaintsMessages);
  const href = useHref();
  return (
    <Section id="choose" title={t('choose')}>
      <form action={href('/complaints')} method="get" className={styles.find}>
        <Field label={t('chooseHelp')}>
          {(control) => <input {...control} key={q} type="search" name="q" defaultValue={q} maxLength={200} />}
        </Field>
        <Button type="submit" icon="search">
          {t('search')}
        </Button>
      </form>
      {platforms.length === 0 ? <EmptyState title={t('none')} /> : null}
      <ul className={styles.platforms}>
        {platforms.map(({ code, name, host }) => (
          <li key={code}>
            <a href={href(`/complaints?platform=${encodeURIComponent(code)}`)} rel="nofollow">
              {name}
            </a>
            {host === null ? null : <span>{host}</span>}
          </li>
        ))}
      </ul>
      {more ? <p className={styles.note}>{t('more')}</p> : null}
    </Section>
  );
}
