import { yearOf } from '../../shared/calendar/work-calendar.ts';
import { addMonths, type CivilDate } from '../../shared/dates.ts';
import { calendarMessages } from './calendar-messages.ts';
import { useText } from './language.tsx';
import styles from './month-grid.module.css';

/** What a cell says besides its number. */
export interface DayMark {
  /** Colour: worked, made up, off, counted, an end. */
  tone: 'plain' | 'weekend' | 'off' | 'make_up' | 'counted' | 'start' | 'last';
  /** Short word under the number: 休, 班, 第 3 日. */
  word?: string | undefined;
  /** The whole of it, read out and shown on hover. */
  text?: string | undefined;
}

export interface MonthGridProps {
  /** `2026-10`. */
  month: string;
  markOf: (date: CivilDate) => DayMark;
}

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
type Weekday = (typeof WEEKDAYS)[number];

/** One month as a table of weeks, Monday first. */
export function MonthGrid({ month, markOf }: MonthGridProps) {
  const t = useText(calendarMessages);
  const weeks = weeksOf(month);
  const title = t('month', { year: yearOf(`${month}-01`), month: Number(month.slice(5)) });
  return (
    <table className={styles.month}>
      <caption>{title}</caption>
      <thead>
        <tr>
          {WEEKDAYS.map((day) => (
            <th key={day} scope="col" abbr={t(day)}>
              {t(`${day}Short`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week.find((date) => date !== undefined)}>
            {week.map((date, index) =>
              date === undefined ? <td key={index} /> : <Day key={date} date={date} mark={markOf(date)} />,
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Day({ date, mark }: { date: CivilDate; mark: DayMark }) {
  return (
    <td className={styles[mark.tone]} title={mark.text}>
      <span className={styles.number}>{Number(date.slice(8))}</span>
      {mark.text === undefined ? null : <span className="visually-hidden">{` ${mark.text}`}</span>}
      {mark.word === undefined ? null : (
        <span className={styles.word} aria-hidden="true">
          {mark.word}
        </span>
      )}
    </td>
  );
}

export const weekdayOf = (date: CivilDate): Weekday =>
  WEEKDAYS[(new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7] as Weekday;

function weeksOf(month: string): (CivilDate | undefined)[][] {
  const first = `${month}-01`;
  const length = (Date.parse(addMonths(first, 1)) - Date.parse(first)) / 86_400_000;
  const before = WEEKDAYS.indexOf(weekdayOf(first));
  const cells: (CivilDate | undefined)[] = [
    ...Array.from({ length: before }, () => undefined),
    ...Array.from({ length }, (_, day) => `${month}-${String(day + 1).padStart(2, '0')}`),
  ];
  while (cells.length % 7 !== 0) cells.push(undefined);
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}
