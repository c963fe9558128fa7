import { z } from 'zod';
import { id } from '../catalogue/schemas.ts';
import { isCivilDate } from '../dates.ts';
import { CASE_SORTS } from './case-columns.ts';

const name = z
  .string()
  .min(1)
  .max(60)
  .regex(/^[a-z][a-z0-9_-]*$/);
const flag = z.enum(['true', 'false']).transform((text) => text === 'true');
const date = z.string().refine(isCivilDate, { error: '不是存在的日期 not a date that exists (YYYY-MM-DD)' });

/** What a list of cases may be asked for. */
export const caseFilters = {
  todo: z.enum(['mine', 'claimed']).optional(),
  programme: name.optional(),
  procedure: name.optional(),
  state: name.optional(),
  parent: id.optional(),
  subject: id.optional().describe('id of the platform or organisation'),
  closed: flag.optional(),
  overdue: flag.optional(),
  light: z.enum(['red', 'amber', 'green', 'none']).optional().describe('none: no clock runs'),
  due_from: date.optional(),
  due_to: date.optional(),
  district: z
    .string()
    .regex(/^\d{6}$/)
    .optional()
    .describe('region: what lies in it too'),
  class: name.optional().describe('class of criteria applied under'),
  holder: z
    .union([z.enum(['me', 'none']), id])
    .optional()
    .describe('who has taken it up, among those at the caller’s desks'),
  q: z.string().trim().max(100).optional().describe('part of the title, or the number'),
  sort: z.enum(CASE_SORTS).optional().describe('due by default'),
};
