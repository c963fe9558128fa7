import { calendarRoutes } from '../../../shared/calendar/routes.ts';
import { defineModule } from '../../kernel/module.ts';
import { readClock } from './clock.ts';
import { readClocks } from './clocks.ts';
import { startCalendar } from './load-package.ts';
import { listRevisions, listYears, loadYear, previewYear, readYear } from './years.ts';

export { calendarOf, countPeriod } from './clock.ts';
export { calendarWith } from './years.ts';

export const calendar = defineModule({
  name: 'calendar',
  table: calendarRoutes,
  handlers: {
    readClock: (ctx, { query }) => readClock(ctx, query),
    readClocks: (ctx, { query }) => readClocks(ctx, query.programme),
    listCalendarYears: listYears,
    readCalendarYear: (ctx, { params }) => readYear(ctx, params.year),
    listCalendarRevisions: (ctx, { params }) => listRevisions(ctx, params.year),
    previewCalendarYear: (ctx, { params, body }) => previewYear(ctx, params.year, body.table),
    loadCalendarYear: (ctx, { params, body }) => loadYear(ctx, params.year, body),
  },
  start: (context) => startCalendar(context('calendar')),
});
