import { pick } from '../../shared/i18n.ts';
import { Citation } from '../ui/citation.tsx';
import { ClockDays } from '../ui/clock-days.tsx';
import { DataTable } from '../ui/data-table.tsx';
import { useText } from '../ui/language.tsx';
import type { CalendarData } from './calendar-data.ts';
import { CalendarForm } from './calendar-form.tsx';
import { calendarPageMessages } from './calendar-messages.ts';
import { CalendarYear } from './calendar-year.tsx';
import layout from './layout.module.css';
import { PageHead } from './page-head.tsx';
import styles from './calendar.module.css';
import { useSite } from './site.ts';

/** The deadline calculator and the working days of a year. */
export function CalendarView({ data }: { data: CalendarData }) {
  const t = useText(calendarPageMessages);
  const { lang, instruments } = useSite();
  const { clock } = data;
  const instrument = clock?.cite ? instruments[clock.cite.policy] : undefined;
  return (
    <div className={layout.page}>
      <PageHead title={t('title')} lead={t('lead')} />
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
      {data.rules && data.rules.recurring.length > 0 ? <Recurring rules={data.rules.recurring} /> : null}
      <CalendarYear data={data} />
    </div>
  );
}

type Rule = NonNullable<CalendarData['rules']>['recurring'][number];

/** Deadlines of the programme that come again, with their articles. */
function Recurring({ rules }: { rules: readonly Rule[] }) {
  const t = useText(calendarPageMessages);
  const { lang, instruments } = useSite();
  const when = ({ next, rest_day, every, unit }: Rule): string => {
    if (next !== null) return rest_day ? t('restDay', { date: next }) : next;
    return t(unit === 'month' ? 'everyMonths' : 'everyYears', { count: every! });
  };
  return (
    <section className={styles.year} aria-labelledby="recurring">
      <h2 id="recurring">{t('recurring')}</h2>
      <DataTable
        caption={t('recurring')}
        rows={rules}
        keyOf={({ id }) => id}
        columns={[
          { id: 'what', label: t('what'), heading: true, cell: ({ label }) => pick(label, lang) },
          { id: 'next', label: t('nextDate'), cell: when },
          {
            id: 'article',
            label: t('article'),
            cell: ({ cite }) => {
              const instrument = instruments[cite.policy];
              return instrument ? <Citation cite={cite} instrument={pick(instrument, lang)} /> : cite.article;
            },
          },
        ]}
      />
    </section>
  );
}
