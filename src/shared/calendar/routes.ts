import { z } from 'zod';
import { defineRoutes } from '../contract.ts';
import { ADMINISTRATION } from '../identity/administration.ts';
import {
  calendarPreview,
  calendarYearInput,
  calendarYearSummary,
  calendarYearView,
  clockQuery,
  clocksView,
  clockView,
  yearParam,
} from './schemas.ts';

export const calendarRoutes = defineRoutes({
  readClock: {
    method: 'GET',
    path: '/api/clock',
    summary: 'First and last day of a period, every day explained',
    allow: 'anyone',
    query: clockQuery,
    reply: clockView,
  },
  readClocks: {
    method: 'GET',
    path: '/api/clocks',
    summary: 'Periods and recurring deadlines of a programme or rule set',
    allow: 'anyone',
    query: z.object({ programme: z.string().min(1).max(60) }),
    reply: clocksView,
  },
  listCalendarYears: {
    method: 'GET',
    path: '/api/calendar',
    summary: 'Years whose arrangement of days off is known, the latest first',
    allow: 'anyone',
    reply: z.object({ today: z.string().describe('in Beijing'), items: z.array(calendarYearSummary) }),
  },
  readCalendarYear: {
    method: 'GET',
    path: '/api/calendar/:year',
    summary: 'Days off and make-up working days of a year',
    allow: 'anyone',
    params: yearParam,
    reply: calendarYearView,
  },
  listCalendarRevisions: {
    method: 'GET',
    path: '/api/calendar/:year/revisions',
    summary: 'Every word on a year: who loaded it, and when',
    allow: ADMINISTRATION.edit_calendar,
    params: yearParam,
    reply: z.object({
      items: z.array(
        z.object({
          revision: z.number().int(),
          notice: z.string().nullable(),
          source: z.enum(['package', 'entered']),
          loaded_by: z.string(),
          loaded_at: z.string(),
          table: z.string().describe('its days as they would be entered'),
        }),
      ),
    }),
  },
  previewCalendarYear: {
    method: 'POST',
    path: '/api/calendar/:year/preview',
    summary: 'What a table of a year would change; nothing is saved',
    allow: ADMINISTRATION.edit_calendar,
    params: yearParam,
    body: calendarYearInput.pick({ table: true }),
    reply: calendarPreview,
  },
  loadCalendarYear: {
    method: 'PUT',
    path: '/api/calendar/:year',
    summary: 'Enter the arrangement of a year; open clocks are counted anew',
    allow: ADMINISTRATION.edit_calendar,
    params: yearParam,
    body: calendarYearInput.extend({ revision: z.int().min(0).describe('the one on which it is based, 0 for none') }),
    reply: calendarYearView,
  },
});
