import { z } from 'zod';
import { EDITORS } from '../catalogue/people.ts';
import { cursor, id, limit, next } from '../catalogue/schemas.ts';
import { defineRoutes } from '../contract.ts';
import { prose, searchText } from '../identity/text.ts';
import { keepingRoutes } from './keeping-routes.ts';
import { serviceRoutes } from './service-routes.ts';
import { serviceBrief } from './service-schemas.ts';
import {
  byHand,
  lotContent,
  lotPlace,
  lotTest,
  lotView,
  movementView,
  newLot,
  publicSupply,
  quantityInput,
  testView,
} from './schemas.ts';
import { WARNING_IDS } from './warnings.ts';

const byId = z.object({ id });
const revision = z.number().int();
const code = z.string().max(60);

const lotRoutes = defineRoutes({
  listLots: {
    method: 'GET',
    path: '/api/work/stock/lots',
    summary: 'Lots of the platforms one looks after, newest first',
    allow: EDITORS,
    query: z.object({
      platform: code.optional(),
      resource: id.optional(),
      store: id.optional(),
      warning: z.enum([...WARNING_IDS, 'any']).optional(),
      state: z.enum(['open', 'closed', 'all']).default('open'),
      q: searchText.describe('number of a lot, or what its label bears'),
      limit,
      cursor,
    }),
    reply: z.object({ items: z.array(lotView), next }),
  },
  createLot: {
    method: 'POST',
    path: '/api/work/stock/lots',
    summary: 'Take in a lot of a physical resource',
    allow: EDITORS,
    body: newLot,
    reply: lotView,
    status: 201,
  },
  readLot: {
    method: 'GET',
    path: '/api/work/stock/lots/:id',
    summary: 'A lot with its tests and the movements that change its sums, newest first',
    allow: EDITORS,
    params: byId,
    reply: lotView.extend({
      movements: z.number().int(),
      tests: z.array(testView),
      offspring: z.array(z.object({ id, number: z.string() })).describe('lots made from this one'),
    }),
  },
  listMovements: {
    method: 'GET',
    path: '/api/work/stock/lots/:id/movements',
    summary: 'The ledger of a lot, newest first',
    allow: EDITORS,
    params: byId,
    query: z.object({ limit, cursor }),
    reply: z.object({ items: z.array(movementView), next }),
  },
  changeLot: {
    method: 'PUT',
    path: '/api/work/stock/lots/:id',
    summary: 'Change what is said of a lot; quantities change by movements only',
    allow: EDITORS,
    params: byId,
    body: lotContent.extend({ revision }),
    reply: lotView,
  },
  moveLot: {
    method: 'POST',
    path: '/api/work/stock/lots/:id/place',
    summary: 'Put a lot elsewhere',
    allow: EDITORS,
    params: byId,
    body: lotPlace.extend({ revision }),
    reply: lotView,
  },
  bookLot: {
    method: 'POST',
    path: '/api/work/stock/lots/:id/movements',
    summary: 'Book what happened in the store: taken in, regenerated, used, lost, discarded',
    allow: EDITORS,
    params: byId,
    body: byHand,
    reply: lotView,
  },
  correctLot: {
    method: 'POST',
    path: '/api/work/stock/lots/:id/correction',
    summary: 'Set a lot right to what was counted, with a reason',
    allow: EDITORS,
    params: byId,
    body: z.object({
      counted: quantityInput,
      movements: z.number().int().describe('how many the ledger had when it was counted'),
      reason: prose(500),
    }),
    reply: lotView,
  },
  testLot: {
    method: 'POST',
    path: '/api/work/stock/lots/:id/tests',
    summary: 'Record a viability test or a quality check',
    allow: EDITORS,
    params: byId,
    body: lotTest,
    reply: lotView,
  },
  closeLot: {
    method: 'POST',
    path: '/api/work/stock/lots/:id/closing',
    summary: 'End a lot that holds nothing, or open it again',
    allow: EDITORS,
    params: byId,
    body: z.object({ revision, closed: z.boolean() }),
    reply: lotView,
  },
  readOffers: {
    method: 'GET',
    path: '/api/portal/resources/:id/offers',
    summary:
      'What may be asked for of a resource: its stock (null where none is kept or told), and the services for it',
    allow: 'anyone',
    params: byId,
    query: z.object({ lang: z.enum(['zh-CN', 'en']).optional() }),
    reply: z.object({ supply: publicSupply.nullable(), services: z.array(serviceBrief).describe('at most 50') }),
  },
});

export const stockRoutes = { ...lotRoutes, ...keepingRoutes, ...serviceRoutes };
