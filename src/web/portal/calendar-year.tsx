import { pick } from '../../shared/i18n.ts';
import { isWeekend } from '../../shared/calendar/work-calendar.ts';
import { NoticeName } from '../ui/clock-days.tsx';
import { useLanguage, useText } from '../ui/language.tsx';
import { type DayMark, MonthGrid } from '../ui/month-grid.tsx';
import { Notice } from '../ui/notice.tsx';
import type { CalendarData } from './calendar-data.ts';
import { calendarPageMessages } from './calendar-messages.ts';
import styles from './calendar.module.css';
import { useHref } from './site.ts';

/** The twelve months of a year, with the notice behind them. */
export function CalendarYear({ data: { year, years } }: { data: CalendarData }) {
  const t = useText(calendarPageMessages);
  const lang = useLanguage();
  const byDate = new Map(year.days.map((day) => [day.date, day]));
  const markOf = (date: string): DayMark => {
    const day = byDate.get(date);
    if (!day) return isWeekend(date) ? { tone: 'weekend', text: t('weekend') } : { tone: 'plain' };
    const name = day.name ? pick(day.name, lang) : '';
    return day.kind === 'make_up'
      ? { tone: 'make_up', word: t('wordMakeUp'), text: t('makeUpText', { name }) }
      : { tone: 'off', word: t('wordOff'), text: t('offText', { name }) };
  };
  return (
    <section className={styles.year} aria-labelledby="year">
      <h2 id="year">{t('yearTitle', { year: year.year })}</h2>
      <YearLinks year={year.year} years={years} />
      {year.known ? (
        <p className={styles.facts}>
          <span>
            {t('noticeOf')}
            <NoticeName notice={year} />
            {year.issued_on === null ? '' : ` · ${t('issuedOn', { date: year.issued_on })}`}
          </span>
          <span>{t('source', { source: t(year.source === 'entered' ? 'sourceEntered' : 'sourcePackage') })}</span>
        </p>
      ) : (
        <Notice tone="warning">
          <p>{t('unknown', { year: year.year })}</p>
        </Notice>
      )}
      <p className={styles.facts}>
        <span>{t('workingDays', { count: year.working_days.reduce((sum, days) => sum + days, 0) })}</span>
        <span>{t('legendOff')}</span>
        <span>{t('legendMakeUp')}</span>
      </p>
      <div className={styles.months}>
        {year.working_days.map((_, month) => {
          const name = `${year.year}-${String(month + 1).padStart(2, '0')}`;
          return <MonthGrid key={name} month={name} markOf={markOf} />;
        })}
      </div>
    </section>
  );
}

function YearLinks({ year, years }: { year: number; years: CalendarData['years'] }) {
  const t = useText(calendarPageMessages);
  const href = useHref();
  return (
    <nav aria-label={t('years')} className="no-print">
      <ul className={styles.years}>
        {years.map((other) => (
          <li key={other.year}>
            <a href={href(`/calendar?year=${other.year}`)} aria-current={other.year === year ? 'page' : undefined}>
              {other.known ? String(other.year) : t('unknownYear', { year: other.year })}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
