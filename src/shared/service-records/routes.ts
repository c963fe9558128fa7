import { z } from 'zod';
import { cursor, id, limit, next } from '../catalogue/schemas.ts';
import { defineRoutes } from '../contract.ts';
import { isCivilDate } from '../dates.ts';
import { prose } from '../identity/text.ts';
import { KEEPERS, READERS } from './people.ts';
import { figureRoutes } from './figure-routes.ts';
import { ratingRoutes, receivedRoutes, useRoutes } from './received-routes.ts';
import { recordContent } from './record-content.ts';
import { recordFilter } from './record-filter.ts';
import { recordBrief, recordView } from './schemas.ts';

const byId = z.object({ id });
const code = z.string().max(60);
const day = z.string().refine(isCivilDate, { params: { zh: '日期不存在', en: 'there is no such day' } });

const recordRoutes = defineRoutes({
  listServiceRecords: {
    method: 'GET',
    path: '/api/work/service-records',
    summary: 'Service records of the platforms one looks after or supervises, newest service first',
    allow: READERS,
    query: recordFilter.extend({ limit, cursor }),
    reply: z.object({ items: z.array(recordBrief), next }),
  },
  createServiceRecord: {
    method: 'POST',
    path: '/api/work/service-records',
    summary: 'Record a service delivered outside the system',
    allow: KEEPERS,
    body: recordContent.extend({ platform: code }),
    reply: recordView,
    status: 201,
  },
  readServiceRecord: {
    method: 'GET',
    path: '/api/work/service-records/:id',
    summary: 'A service record with the entries that correct it',
    allow: READERS,
    params: byId,
    reply: recordView,
  },
  correctServiceRecord: {
    method: 'POST',
    path: '/api/work/service-records/:id/correction',
    summary: 'Reverse a record and put another in its place; both stay',
    allow: KEEPERS,
    params: byId,
    body: recordContent.extend({ reason: prose(500).min(2) }),
    reply: recordView,
    status: 201,
  },
  reverseServiceRecord: {
    method: 'POST',
    path: '/api/work/service-records/:id/reversal',
    summary: 'Reverse a record of a service that was not delivered',
    allow: KEEPERS,
    params: byId,
    body: z.object({ reason: prose(500).min(2) }),
    reply: recordView,
    status: 201,
  },
  returnServiceLoan: {
    method: 'POST',
    path: '/api/work/service-records/:id/return',
    summary: 'Note that a loan came back',
    allow: KEEPERS,
    params: byId,
    body: z.object({ on: day }),
    reply: recordView,
  },
  deleteServiceRecord: {
    method: 'DELETE',
    path: '/api/work/service-records/:id',
    summary: 'Always refused: records are corrected or reversed, never deleted',
    allow: KEEPERS,
    params: byId,
    reply: z.object({}),
  },
});

export const serviceRecordRoutes = {
  ...figureRoutes,
  ...recordRoutes,
  ...receivedRoutes,
  ...ratingRoutes,
  ...useRoutes,
};
