import type { z } from 'zod';
import type { clockView } from '../../shared/calendar/schemas.ts';
import { isWeekend } from '../../shared/calendar/work-calendar.ts';
import { addDays, type CivilDate } from '../../shared/dates.ts';
import { type Bilingual, pick } from '../../shared/i18n.ts';
import { calendarMessages } from './calendar-messages.ts';
import { Citation } from './citation.tsx';
import styles from './clock-days.module.css';
import { useLanguage, useText } from './language.tsx';
import { type DayMark, MonthGrid, weekdayOf } from './month-grid.tsx';
import { Notice } from './notice.tsx';

export type ClockFacts = z.output<typeof clockView>;
type ClockDay = ClockFacts['days'][number];

/** More months than this are not drawn: only the first and the last. */
const MOST_MONTHS = 6;

/**
 * A clock explained: its sentence, what is provisional, the months with the days counted and the days off, and the article.
 * @param instrument title of the regulation its citation names
 */
export function ClockDays({ clock, instrument }: { clock: ClockFacts; instrument?: string | undefined }) {
  const t = useText(calendarMessages);
  const dayText = useDayText();
  const byDate = new Map(clock.days.map((day) => [day.date, day]));
  const months = monthsOf(clock);
  return (
    <div className={styles.clock}>
      <Sentence clock={clock} />
      {clock.provisional ? (
        <Notice tone="warning" title={t('provisional')}>
          <p>{t('provisionalText', { years: clock.missing_years.join('、') })}</p>
        </Notice>
      ) : null}
      <div className={styles.months}>
        {months.map((month) => (
          <MonthGrid key={month} month={month} markOf={(date) => dayText(date, byDate.get(date), date === clock.end)} />
        ))}
      </div>
      {gapOf(months) ? <p className={styles.small}>{t('between', gapOf(months)!)}</p> : null}
      <dl className={styles.facts}>
        {clock.cite && instrument !== undefined ? (
          <div>
            <dt>{t('basis')}</dt>
            <dd>
              <Citation cite={clock.cite} instrument={instrument} />
            </dd>
          </div>
        ) : null}
        {clock.notices.length > 0 ? (
          <div>
            <dt>{t('notices')}</dt>
            {clock.notices.map((notice) => (
              <dd key={notice.year}>
                <NoticeName notice={notice} />
              </dd>
            ))}
          </div>
        ) : null}
      </dl>
    </div>
  );
}

/** The number of a year's notice, as a link where there is one. */
export function NoticeName({ notice: { year, notice, link } }: { notice: ClockFacts['notices'][number] }) {
  const t = useText(calendarMessages);
  const name = notice ?? t('noticeUnnumbered', { year });
  return link === null ? name : <a href={link}>{name}</a>;
}

function Sentence({ clock }: { clock: ClockFacts }) {
  const t = useText(calendarMessages);
  const period = t(clock.unit === 'month' ? 'monthUnit' : clock.unit, { count: clock.count });
  const facts = {
    from: clock.from,
    fromDay: t(weekdayOf(clock.from)),
    end: clock.end,
    endDay: t(weekdayOf(clock.end)),
  };
  return (
    <div>
      <p className={styles.sentence}>{t('sentence', { ...facts, period })}</p>
      <p>
        {[
          clock.start_counts ? t('startCounted') : t('startNotCounted', { first: clock.first }),
          clock.due === clock.end ? '' : t('rolled', { due: clock.due, end: clock.end }),
          clock.clipped ? t('clipped') : '',
          clock.kind === 'period' ? '' : t('term'),
        ]
          .filter((part) => part !== '')
          .join(' ')}
      </p>
    </div>
  );
}

/** What a day of a clock says, in a cell of the month. */
function useDayText(): (date: CivilDate, day: ClockDay | undefined, ends: boolean) => DayMark {
  const t = useText(calendarMessages);
  const lang = useLanguage();
  const kindText = (kind: ClockDay['kind'], name: Bilingual | undefined): string => {
    if (kind === 'weekend' || kind === 'working') return t(kind);
    if (name === undefined) return t('holidayPlain');
    return t(kind, { name: pick(name, lang) });
  };
  return (date, day, ends) => {
    if (!day) return { tone: isWeekend(date) ? 'weekend' : 'plain' };
    const { part, kind, name, number } = day;
    const why = kindText(kind, name);
    const count = number === undefined ? '' : t('textCounted', { number });
    const marks: Readonly<Record<ClockDay['part'], DayMark>> = {
      start: { tone: 'start', word: t('wordStart'), text: `${t('textStart')}, ${why}` },
      counted: ends
        ? { tone: 'last', word: t('wordLast'), text: `${count}, ${t('textLast')}, ${why}` }
        : { tone: 'counted', word: String(number), text: `${count}, ${why}` },
      off: { tone: kind === 'weekend' ? 'weekend' : 'off', word: t('wordOff'), text: t('textOff', { why }) },
      due: { tone: 'off', word: t('wordDue'), text: `${t('textDue')}, ${why}` },
      passed: { tone: kind === 'weekend' ? 'weekend' : 'off', word: t('wordOff'), text: t('textPassed', { why }) },
      last: { tone: 'last', word: t('wordLast'), text: `${t('textLast')}, ${why}` },
    };
    return marks[part];
  };
}

function monthsOf(clock: ClockFacts): string[] {
  const all = [...new Set(clock.days.map(({ date }) => date.slice(0, 7)))];
  return all.length > MOST_MONTHS ? [all[0]!, all.at(-1)!] : all;
}

/** The span left out between the first and the last month drawn. */
function gapOf(months: readonly string[]): { from: CivilDate; to: CivilDate } | undefined {
  if (months.length !== 2) return undefined;
  const [first, last] = months as [string, string];
  const from = nextMonth(first);
  return from < `${last}-01` ? { from, to: addDays(`${last}-01`, -1) } : undefined;
}

const nextMonth = (month: string): CivilDate => `${addDays(`${month}-28`, 4).slice(0, 7)}-01`;
