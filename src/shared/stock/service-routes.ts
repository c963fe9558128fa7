import { z } from 'zod';
import { EDITORS } from '../catalogue/people.ts';
import { cursor, id, limit, next } from '../catalogue/schemas.ts';
import { defineRoutes } from '../contract.ts';
import { prose } from '../identity/text.ts';
import {
  serviceContent,
  serviceKind,
  serviceMode,
  serviceState,
  serviceView,
  serviceWork,
  userGroup,
} from './service-schemas.ts';

const byId = z.object({ id });
const revision = z.number().int();
const code = z.string().max(60);
const lang = z.object({ lang: z.enum(['zh-CN', 'en']).optional() });

export const serviceRoutes = defineRoutes({
  listServices: {
    method: 'GET',
    path: '/api/portal/services',
    summary: 'Services on offer, by platform, resource, kind, mode or user group',
    allow: 'anyone',
    query: lang.extend({
      platform: code.optional(),
      resource: id.optional(),
      kind: serviceKind.optional(),
      mode: serviceMode.optional(),
      group: userGroup.optional(),
      limit,
      cursor,
    }),
    reply: z.object({ items: z.array(serviceView), next }),
  },
  readService: {
    method: 'GET',
    path: '/api/portal/services/:id',
    summary: 'A service on offer, or one of its earlier versions',
    allow: 'anyone',
    params: byId,
    query: lang.extend({ version: z.coerce.number().int().min(1).optional() }),
    reply: serviceView.extend({
      versions: z.array(z.object({ version: z.number().int(), published_at: z.string() })),
    }),
  },
  listServiceWork: {
    method: 'GET',
    path: '/api/work/services',
    summary: 'Services of the platforms one looks after, in every state',
    allow: EDITORS,
    query: z.object({ platform: code.optional(), state: serviceState.optional(), limit, cursor }),
    reply: z.object({ items: z.array(serviceWork), next }),
  },
  createService: {
    method: 'POST',
    path: '/api/work/services',
    summary: 'Write a new service; it is a draft',
    allow: EDITORS,
    body: serviceContent.extend({ platform: code }),
    reply: serviceWork,
    status: 201,
  },
  readServiceWork: {
    method: 'GET',
    path: '/api/work/services/:id',
    summary: 'A service as it is being written',
    allow: EDITORS,
    params: byId,
    reply: serviceWork,
  },
  saveService: {
    method: 'PUT',
    path: '/api/work/services/:id',
    summary: 'Save a service; what is published stays as it is until it is published again',
    allow: EDITORS,
    params: byId,
    body: serviceContent.extend({ revision }),
    reply: serviceWork,
  },
  actOnService: {
    method: 'POST',
    path: '/api/work/services/:id/actions',
    summary: 'Publish a service or its changes, or withdraw it',
    allow: EDITORS,
    params: byId,
    body: z.object({ action: z.enum(['publish', 'withdraw']), revision, reason: prose(500).default('') }),
    reply: serviceWork,
  },
});
