import { z } from 'zod';
import { id } from '../catalogue/schemas.ts';
import { defineRoutes } from '../contract.ts';
import { isCivilDate } from '../dates.ts';
import { KEEPERS, READERS } from './people.ts';
import { recordFilter } from './record-filter.ts';

const code = z.string().max(60);
const day = z.string().refine(isCivilDate, { params: { zh: '日期不存在', en: 'there is no such day' } });
const period = z.object({
  platform: code.optional().describe('one platform; else all one may see'),
  programme: code.optional().describe('the platforms of a network'),
  from: day.optional().describe('default: 1 January of this year'),
  to: day.optional().describe('default: today'),
});

const counted = z.object({
  id: z.string(),
  label: z.string(),
  count: z.number().int(),
  income_fen: z.number().int(),
  cost_fen: z.number().int(),
});
const fault = z.object({ column: z.string().nullable(), message: z.string() });

/** Figures of services in a period; money in fen, reversed records left out. */
export const serviceFigures = z
  .object({
    from: z.string(),
    to: z.string(),
    platforms: z.number().int(),
    services: z.number().int(),
    reversed: z.number().int().describe('services taken back and replaced by none; not counted'),
    users: z.number().int().describe('different units, by registration or name, and people without a unit'),
    outside: z.number().int().describe('services to others than the host'),
    outside_percent: z.number().nullable().describe('one place; null without services'),
    income_fen: z.number().int(),
    cost_fen: z.number().int().describe('documented cost, where records tell it'),
    hours: z.number(),
    participants: z.number().int(),
    by_kind: z.array(counted),
    by_class: z.array(counted),
    by_unit_kind: z.array(counted),
    by_group: z.array(counted),
    by_region: z.array(counted),
    by_purpose: z.array(counted),
    by_mode: z.array(counted),
    by_channel: z.array(counted),
    by_month: z.array(counted),
    ratings: z.object({
      count: z.number().int(),
      resource_score: z.number().nullable(),
      service_score: z.number().nullable(),
    }),
    uses: z.array(counted).describe('works that count, by kind, reported in the period'),
    answers: z
      .object({
        asked: z.number().int(),
        median_days: z.number().nullable().describe('working days to a first answer'),
        worst_days: z.number().nullable(),
        fulfilled: z.number().int(),
        partly: z.number().int(),
        refused: z.number().int(),
        open: z.number().int(),
      })
      .nullable()
      .describe('of requests; null where the system keeps none'),
    gaps: z
      .array(z.object({ id: z.string(), label: z.string() }))
      .describe('what the measures ask for and the period lacks'),
  })
  .meta({ id: 'ServiceFigures' });

export const figureRoutes = defineRoutes({
  readServiceFigures: {
    method: 'GET',
    path: '/api/work/service-figures',
    summary: 'Figures of services: by kind, user, region and month; income, ratings, works, answers',
    allow: READERS,
    query: period,
    reply: serviceFigures,
  },
  exportServiceFigures: {
    method: 'GET',
    path: '/api/work/service-figures/table',
    summary: 'The same as a table (CSV)',
    allow: READERS,
    query: period,
    reply: 'file',
  },
  readPublicServiceFigures: {
    method: 'GET',
    path: '/api/portal/service-figures',
    summary: 'Services of a network or a platform as anybody may know them: no money',
    allow: 'anyone',
    query: period.extend({ lang: z.enum(['zh-CN', 'en']).optional() }),
    reply: serviceFigures
      .pick({
        from: true,
        to: true,
        platforms: true,
        services: true,
        users: true,
        outside_percent: true,
        by_kind: true,
        by_unit_kind: true,
        by_region: true,
        by_month: true,
        ratings: true,
        uses: true,
      })
      .meta({ id: 'PublicServiceFigures' }),
  },
  exportServiceRecords: {
    method: 'GET',
    path: '/api/work/service-records/table',
    summary: 'Service records of a period as a table that can be taken in again',
    allow: READERS,
    query: recordFilter.extend({ format: z.enum(['csv', 'xlsx']).default('csv') }),
    reply: 'file',
  },
  importServiceRecords: {
    method: 'POST',
    path: '/api/work/service-records/import',
    summary: 'Take in services delivered outside the system (CSV, XLSX): good rows are kept, the others handed back',
    allow: KEEPERS,
    body: z.object({ platform: code, file: id.describe('of POST /api/files'), try_only: z.boolean().default(false) }),
    reply: z.object({
      taken: z.number().int(),
      known: z.number().int().describe('rows of a table that was taken in before; not recorded again'),
      refused: z.number().int(),
      rows: z.array(z.object({ row: z.number().int(), faults: z.array(fault) })),
      refused_table: z.string().nullable().describe('CSV'),
    }),
  },
});
