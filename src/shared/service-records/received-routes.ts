import { z } from 'zod';
import { cursor, id, limit, next } from '../catalogue/schemas.ts';
import { defineRoutes } from '../contract.ts';
import { prose } from '../identity/text.ts';
import { KEEPERS, MODERATORS, READERS } from './people.ts';
import { platformLink, ratingInput, ratingView } from './schemas.ts';
import { publicUse, useContent, useState, useView } from './use-schemas.ts';

const byId = z.object({ id });
const byToken = z.object({ token: z.string().regex(/^[\w-]{10,40}$/) });
const code = z.string().max(60);
const revision = z.number().int();
const lang = z.object({ lang: z.enum(['zh-CN', 'en']).optional() });

/** A service as whoever got it sees it. */
export const receivedService = z
  .object({
    id,
    number: z.string(),
    platform: platformLink,
    title: z.string(),
    kind: z.string(),
    on: z.string(),
    resources: z.array(
      z.object({ id, title: z.string(), cite: z.string().describe('how a work names it; by this it is found again') }),
    ),
    rating: ratingView.nullable(),
    uses: z.array(useView),
    asked: z.boolean().describe('is still asked for what came of it'),
    shown_with: z.number().int().describe('a rating is shown when there are so many, or its period ends; 1: at once'),
    rater_named: z.boolean().describe('the platform learns who rates'),
  })
  .meta({ id: 'ReceivedService' });

const averages = z.object({
  count: z.number().int(),
  resource_score: z.number().nullable().describe('mean, one place'),
  service_score: z.number().nullable(),
});

export const receivedRoutes = defineRoutes({
  listReceivedServices: {
    method: 'GET',
    path: '/api/received-services',
    summary: 'Services one received oneself, newest first, with what one said of them',
    allow: 'signed_in',
    query: z.object({ limit, cursor }),
    reply: z.object({ items: z.array(receivedService), next }),
  },
  rateService: {
    method: 'POST',
    path: '/api/received-services/:id/rating',
    summary: 'Rate a service one received; once',
    allow: 'signed_in',
    params: byId,
    body: ratingInput,
    reply: receivedService,
    status: 201,
  },
  reportUse: {
    method: 'POST',
    path: '/api/received-services/:id/uses',
    summary: 'Report a paper, patent, standard or award that came of a service one received',
    allow: 'signed_in',
    params: byId,
    body: useContent.extend({ resources: z.array(id).max(200).default([]).describe('all of the service when empty') }),
    reply: receivedService,
    status: 201,
  },
  endQuestions: {
    method: 'POST',
    path: '/api/received-services/:id/no-more',
    summary: 'Say that nothing more will come of a service: one is asked no more',
    allow: 'signed_in',
    params: byId,
    body: z.object({}),
    reply: receivedService,
  },
});

export const ratingRoutes = defineRoutes({
  listServiceRatings: {
    method: 'GET',
    path: '/api/work/service-ratings',
    summary: 'Ratings of the platforms one looks after or supervises',
    allow: READERS,
    query: z.object({ platform: code.optional(), limit, cursor }),
    reply: z.object({
      items: z.array(ratingView.extend({ platform: platformLink, may_answer: z.boolean(), may_withhold: z.boolean() })),
      next,
      held: z.number().int().describe('of one’s own platforms, not shown yet: a few come to light together'),
    }),
  },
  answerRating: {
    method: 'POST',
    path: '/api/work/service-ratings/:token/answer',
    summary: 'Answer a rating of one’s platform, publicly',
    allow: KEEPERS,
    params: byToken,
    body: z.object({ text: prose(2000).min(2), revision }),
    reply: ratingView,
  },
  withholdRating: {
    method: 'POST',
    path: '/api/work/service-ratings/:token/withholding',
    summary:
      'Withhold a rating’s words from the public with a reason, or show them again; its scores count all the same',
    allow: MODERATORS,
    params: byToken,
    body: z.object({ reason: prose(500).nullable().describe('null: show it again'), revision }),
    reply: ratingView,
  },
});

export const useRoutes = defineRoutes({
  listUses: {
    method: 'GET',
    path: '/api/work/resource-uses',
    summary: 'Works that used resources of the platforms one looks after or supervises',
    allow: READERS,
    query: z.object({ platform: code.optional(), state: useState.optional(), limit, cursor }),
    reply: z.object({ items: z.array(useView), next }),
  },
  createUse: {
    method: 'POST',
    path: '/api/work/resource-uses',
    summary: 'Enter a work that used resources of one’s platform',
    allow: KEEPERS,
    body: useContent.extend({ platform: code, resources: z.array(id).min(1).max(200) }),
    reply: useView,
    status: 201,
  },
  reviewUse: {
    method: 'POST',
    path: '/api/work/resource-uses/:id/review',
    summary: 'Count a work, or refuse it with a reason',
    allow: KEEPERS,
    params: byId,
    body: z.object({ decision: z.enum(['counted', 'refused']), reason: prose(500).default(''), revision }),
    reply: useView,
  },
  importBibliography: {
    method: 'POST',
    path: '/api/work/resource-uses/import',
    summary:
      'Look for the platform’s resources in a bibliography (BibTeX, RIS, CSL JSON); what is found waits for review',
    allow: KEEPERS,
    body: z.object({ platform: code, file: id.describe('of POST /api/files') }),
    reply: z.object({
      read: z.number().int(),
      proposed: z.array(useView),
      known: z.number().int().describe('stood here already'),
      unmatched: z
        .array(z.object({ entry: z.number().int(), title: z.string() }))
        .describe('name no resource of the platform'),
      refused: z.array(z.object({ entry: z.number().int(), reason: z.string(), text: z.string() })),
    }),
  },
  readResourceRecord: {
    method: 'GET',
    path: '/api/portal/resources/:id/use',
    summary: 'What is known of a resource’s use: services, ratings, works that used it',
    allow: 'anyone',
    params: byId,
    query: lang,
    reply: z.object({
      services: z.number().int(),
      ratings: averages,
      said: z.array(
        z.object({
          month: z.string(),
          resource_score: z.number().int(),
          service_score: z.number().int(),
          text: z.string(),
          answer: z.string().nullable(),
          withheld: z.string().nullable().describe('why its words are not shown'),
        }),
      ),
      uses: z.array(publicUse).describe('at most 100, newest first'),
    }),
  },
});
