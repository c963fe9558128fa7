import { z } from 'zod';
import { defineRoutes } from '../contract.ts';
import { facetValue } from './schemas.ts';

const query = z.object({ programme: z.string().max(40).optional(), lang: z.enum(['zh-CN', 'en']).optional() });

export const statisticsRoutes = defineRoutes({
  readStatistics: {
    method: 'GET',
    path: '/api/statistics',
    summary: 'What the catalogue holds, counted by type, platform, region, discipline, access and month of publication',
    allow: 'anyone',
    query,
    reply: z
      .object({
        counted_at: z.string(),
        total: z.number().int(),
        platforms: z.number().int().describe('platforms with published records'),
        by_type: z.array(facetValue),
        by_platform: z.array(facetValue),
        by_region: z.array(facetValue).describe('provinces of the platforms, GB/T 2260'),
        by_discipline: z.array(facetValue).describe('GB/T 13745, first level; a record may count in several'),
        by_access: z.array(facetValue),
        by_month: z.array(z.object({ month: z.string(), count: z.number().int(), sum: z.number().int() })),
      })
      .meta({ id: 'Statistics' }),
  },
  exportStatistics: {
    method: 'GET',
    path: '/api/statistics/table',
    summary: 'The same as a CSV table',
    allow: 'anyone',
    query,
    reply: 'file',
  },
});
