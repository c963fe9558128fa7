import { addDays, type CivilDate } from '../../dates.ts';
import type { ArrangedDay, CalendarYear } from '../work-calendar.ts';
import { workCalendar } from '../work-calendar.ts';

/** Days off and make-up working days of the State Council's yearly arrangements. */
const ARRANGEMENTS: Readonly<Record<number, { off: string; makeUp: string }>> = {
  2018: {
    off: '01-01 02-15..02-21 04-05..04-07 04-29..05-01 06-18 09-24 10-01..10-07 12-30..12-31',
    makeUp: '02-11 02-24 04-08 04-28 09-29 09-30 12-29',
  },
  2019: {
    off: '01-01 02-04..02-10 04-05..04-07 05-01..05-04 06-07..06-09 09-13..09-15 10-01..10-07',
    makeUp: '02-02 02-03 04-28 05-05 09-29 10-12',
  },
  2020: {
    off: '01-01 01-24..02-02 04-04..04-06 05-01..05-05 06-25..06-27 10-01..10-08',
    makeUp: '01-19 04-26 05-09 06-28 09-27 10-10',
  },
  2021: {
    off: '01-01..01-03 02-11..02-17 04-03..04-05 05-01..05-05 06-12..06-14 09-19..09-21 10-01..10-07',
    makeUp: '02-07 02-20 04-25 05-08 09-18 09-26 10-09',
  },
  2022: {
    off: '01-01..01-03 01-31..02-06 04-03..04-05 04-30..05-04 06-03..06-05 09-10..09-12 10-01..10-07 12-31',
    makeUp: '01-29 01-30 04-02 04-24 05-07 10-08 10-09',
  },
  2023: {
    off: '01-01..01-02 01-21..01-27 04-05 04-29..05-03 06-22..06-24 09-29..10-06',
    makeUp: '01-28 01-29 04-23 05-06 06-25 10-07 10-08',
  },
  2024: {
    off: '01-01 02-10..02-17 04-04..04-06 05-01..05-05 06-10 09-15..09-17 10-01..10-07',
    makeUp: '02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12',
  },
  2025: {
    off: '01-01 01-28..02-04 04-04..04-06 05-01..05-05 05-31..06-02 10-01..10-08',
    makeUp: '01-26 02-08 04-27 09-28 10-11',
  },
  2026: {
    off: '01-01..01-03 02-15..02-23 04-04..04-06 05-01..05-05 06-19..06-21 09-25..09-27 10-01..10-07',
    makeUp: '01-04 02-14 02-28 05-09 09-20 10-10',
  },
};

const NAME = { zh: '法定节假日', en: 'Public holiday' };

function* dates(year: number, ranges: string): Generator<CivilDate> {
  for (const range of ranges.split(' ')) {
    const [from, to] = range.split('..') as [string, string?];
    for (let date = `${year}-${from}`; date <= `${year}-${to ?? from}`; date = addDays(date, 1)) yield date;
  }
}

export const sampleYear = (year: number): CalendarYear => {
  const { off, makeUp } = ARRANGEMENTS[year]!;
  const days = (kind: ArrangedDay['kind'], ranges: string): ArrangedDay[] =>
    [...dates(year, ranges)].map((date) => ({ date, kind, name: NAME }));
  return { year, notice: null, days: [...days('off', off), ...days('make_up', makeUp)] };
};

export const SAMPLE_YEARS = Object.keys(ARRANGEMENTS).map(Number);

/** 2018 to 2026 as arranged; nothing later. */
export const sampleCalendar = workCalendar(SAMPLE_YEARS.map(sampleYear));
