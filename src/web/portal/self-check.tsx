import { useState } from 'react';
import { Breadcrumbs } from '../ui/breadcrumbs.tsx';
import { useText } from '../ui/language.tsx';
import { Notice } from '../ui/notice.tsx';
import layout from './layout.module.css';
import type { ClassView, SelfCheckData } from './self-check-data.ts';
import { ClassList } from './self-check-classes.tsx';
import { Everywhere } from './self-check-everywhere.tsx';
import { type Outcome, SelfCheckForm } from './self-check-form.tsx';
import { selfCheckMessages } from './self-check-messages.ts';
import { SelfCheckResult } from './self-check-result.tsx';
import styles from './self-check.module.css';
import { shellMessages } from './shell-messages.ts';
import { useHref } from './site.ts';
import { Title } from './title.tsx';

/** Who can apply: a class's criteria against figures, and the overview of all classes. */
export function SelfCheckView({ data }: { data: SelfCheckData }) {
  const t = useText(selfCheckMessages);
  const s = useText(shellMessages);
  const href = useHref();
  const { chosen, everywhere } = data;
  const here = chosen ? chosen.name : everywhere ? t('everywhereTitle') : t('title');
  const home = { label: s('home'), href: href('/') };
  const top = { label: t('title'), href: href('/self-check') };
  return (
    <div className={layout.page}>
      <Title description={t('lead')}>{here}</Title>
      <Breadcrumbs trail={here === t('title') ? [home] : [home, top]} here={here} />
      <h1>{here}</h1>
      {chosen ? (
        <Chosen key={`${chosen.programme} ${chosen.class}`} of={chosen} data={data} />
      ) : everywhere ? (
        <Everywhere answer={everywhere} given={data.given} />
      ) : (
        <ClassList classes={data.classes} faults={data.faults} />
      )}
    </div>
  );
}

function Chosen({ of, data }: { of: ClassView; data: SelfCheckData }) {
  const t = useText(selfCheckMessages);
  const href = useHref();
  const [local, setLocal] = useState<{ outcome: Outcome; over: SelfCheckData }>();
  // An answer without an address stands until the next page.
  const outcome = local?.over === data ? local.outcome : undefined;
  const answer = outcome ? outcome.answer : data.answer;
  const given = outcome ? outcome.given : data.given;
  return (
    <>
      <p className={layout.lead}>
        {`${of.programme_name} · ${of.instrument}`} <a href={href('/self-check')}>{t('other')}</a>
      </p>
      {of.in_force ? null : (
        <div className={styles.notice}>
          <Notice tone="warning" title={t('draft')}>
            <p>{t('draftText')}</p>
          </Notice>
        </div>
      )}
      {answer ? <SelfCheckResult answer={answer} given={given} tooLong={outcome !== undefined} /> : null}
      <section className={`${styles.section} no-print`} aria-labelledby="figures">
        <h2 id="figures">{t('figures')}</h2>
        <p className={styles.facts}>{t('figuresHelp')}</p>
        <SelfCheckForm
          of={of}
          given={given}
          faults={outcome ? outcome.faults : data.faults}
          onAnswer={(next) => {
            setLocal({ outcome: next, over: data });
            scrollTo({ top: 0 });
          }}
        />
      </section>
    </>
  );
}
