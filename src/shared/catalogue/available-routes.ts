import { z } from 'zod';
import { citationView } from '../citation.ts';
import { defineRoutes } from '../contract.ts';
import { EDITORS } from './people.ts';
import { cursor, id, limit, next } from './schemas.ts';

const code = z.string().max(60);
const lang = { lang: z.enum(['zh-CN', 'en']).optional() };

const publishedList = z.object({ id, listed_on: z.string(), item_count: z.number().int() });

/** What can be had from a platform now, and the lists of it that the platform published (穗 附录二（二）4). */
export const availableRoutes = defineRoutes({
  listAvailable: {
    method: 'GET',
    path: '/api/portal/platforms/:code/available',
    summary: 'What a platform can give away now, by its availability fields, with the lists published so far',
    allow: 'anyone',
    params: z.object({ code }),
    query: z.object({ limit, cursor, ...lang }),
    reply: z.object({
      platform: z.object({ code: z.string(), name: z.string() }),
      as_of: z.string().describe('civil date'),
      items: z.array(
        z.object({
          id,
          title: z.string(),
          type_label: z.string(),
          local_number: z.string().nullable(),
          availability: z.string(),
          quantity: z.string().nullable(),
          when: z.string().nullable(),
        }),
      ),
      next,
      lists: z.array(publishedList),
      /** Absent where no rule asks for the list. */
      due: z
        .object({
          months: z.number().int(),
          by: z.string().nullable().describe('last day for the next list; null before the first'),
          overdue: z.boolean(),
          cite: citationView.optional(),
        })
        .nullable(),
    }),
  },
  downloadAvailableList: {
    method: 'GET',
    path: '/api/portal/platforms/:code/available/:list',
    summary: 'A published list as it was, a table in CSV',
    allow: 'anyone',
    params: z.object({ code, list: id }),
    reply: 'file',
  },
  publishAvailableList: {
    method: 'POST',
    path: '/api/work/available-lists',
    summary: 'Publish the list of what can be had today',
    allow: EDITORS,
    body: z.object({ platform: code }),
    reply: publishedList,
    status: 201,
  },
});
