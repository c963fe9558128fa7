import { pick } from '../../shared/i18n.ts';
import { Breadcrumbs } from '../ui/breadcrumbs.tsx';
import { ClockDays } from '../ui/clock-days.tsx';
import { useText } from '../ui/language.tsx';
import type { CalendarData } from './calendar-data.ts';
import { CalendarForm } from './calendar-form.tsx';
import { calendarPageMessages } from './calendar-messages.ts';
import { CalendarYear } from './calendar-year.tsx';
import layout from './layout.module.css';
import styles from './calendar.module.css';
import { shellMessages } from './shell-messages.ts';
import { useHref, useSite } from './site.ts';
import { Title } from './title.tsx';

/** The deadline calculator and the working days of a year. */
export function CalendarView({ data }: { data: CalendarData }) {
  const t = useText(calendarPageMessages);
  const s = useText(shellMessages);
  const href = useHref();
  const { lang, instruments } = useSite();
  const { clock } = data;
  const instrument = clock?.cite ? instruments[clock.cite.policy] : undefined;
  return (
    <div className={layout.page}>
      <Title description={t('lead')}>{t('title')}</Title>
      <Breadcrumbs trail={[{ label: s('home'), href: href('/') }]} here={t('title')} />
      <h1>{t('title')}</h1>
      <p className={layout.lead}>{t('lead')}</p>
      <section className={styles.calculator} aria-labelledby="calculator">
        <h2 id="calculator" className="no-print">
          {t('calculator')}
        </h2>
        <CalendarForm data={data} />
        {clock ? (
          <div className={styles.result} role="status">
            <h3>{t('result')}</h3>
            <ClockDays clock={clock} instrument={instrument && pick(instrument, lang)} />
          </div>
        ) : null}
      </section>
      <CalendarYear data={data} />
    </div>
  );
}
