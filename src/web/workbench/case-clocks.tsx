import { Tag } from 'antd';
import { useState } from 'react';
import { Citation } from '../ui/citation.tsx';
import { ClockDays } from '../ui/clock-days.tsx';
import { useText } from '../ui/language.tsx';
import { type Case, Light } from './case-light.tsx';
import { caseMessages } from './case-messages.ts';
import styles from './case.module.css';
import { useRead } from './client.tsx';
import { Loaded, Section } from './page.tsx';

type Clock = Case['clocks'][number];

/** The clocks of a case, the running ones first, each explained day by day when it is opened. */
export function CaseClocks({ of }: { of: Case }) {
  const t = useText(caseMessages);
  if (of.clocks.length === 0) return null;
  const clocks = of.clocks.toSorted((a, b) => Number(a.ended_on !== null) - Number(b.ended_on !== null));
  return (
    <Section title={t('clocks')}>
      <ul className={styles.actions}>
        {clocks.map((clock) => (
          <li key={clock.id}>
            <OneClock of={of} clock={clock} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function OneClock({ of, clock }: { of: Case; clock: Clock }) {
  const t = useText(caseMessages);
  const [open, setOpen] = useState(false);
  const { days_left: left } = clock;
  return (
    <>
      <p>
        <strong>{clock.label}</strong> <Light light={clock.light} />
        {clock.ended_on === null ? null : <Tag variant="outlined">{t('clockEnded')}</Tag>}
        {clock.paused_on !== null && clock.ended_on === null ? <Tag variant="outlined">{t('clockPaused')}</Tag> : null}
      </p>
      <p>
        {t('clockRange', { first: clock.first, last: clock.last })}
        {left === null ? '' : ` · ${left < 0 ? t('daysOver', { days: -left }) : t('daysLeft', { days: left })}`}
      </p>
      <p className={styles.muted}>
        {t('clockEnd', { what: clock.at_end })} <Citation cite={clock.cite} instrument={of.rule_set.title} />
      </p>
      {clock.provisional ? <p className={styles.warning}>{t('clockProvisional')}</p> : null}
      {clock.frozen ? <p className={styles.muted}>{t('clockFrozen')}</p> : null}
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{t('clockDays')}</summary>
        {open ? <Days of={of} clock={clock} /> : null}
      </details>
    </>
  );
}

/** Counted anew from its first event; where dates were entered or a rest lay between, only they are shown. */
function Days({ of, clock }: { of: Case; clock: Clock }) {
  const t = useText(caseMessages);
  const fixed = <p>{t('clockFixed', { first: clock.first, last: clock.last })}</p>;
  const read = useRead('readClock', { query: { from: clock.from, programme: of.programme, clock: clock.clock } });
  if (read.error) return fixed;
  return (
    <Loaded read={read} rows={3}>
      {(facts) =>
        facts.end === clock.last && facts.first === clock.first ? (
          <ClockDays clock={facts} instrument={of.rule_set.title} />
        ) : (
          fixed
        )
      }
    </Loaded>
  );
}
