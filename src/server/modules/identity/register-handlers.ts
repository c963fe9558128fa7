import type { registerRoutes } from '../../../shared/identity/register-routes.ts';
import type { ServerHandlers } from '../../kernel/http/mount.ts';
import { createOrganisation, listOrganisations, readOrganisation, updateOrganisation } from './organisations.ts';
import { createPlatform, placePlatform, removePlatform, updatePlatform } from './platform-write.ts';
import { listPlatforms, readPlatform } from './platforms.ts';
import { readProgrammeInstrument } from './programme-instrument.ts';
import { createProgramme, listProgrammes, updateProgramme } from './programmes.ts';
import { listRegions } from './regions.ts';

export const registerHandlers: ServerHandlers<typeof registerRoutes> = {
  listOrganisations: (ctx, { query }) => listOrganisations(ctx, query),
  readOrganisation: (ctx, { params }) => readOrganisation(ctx, params.id),
  createOrganisation: (ctx, { body }) => createOrganisation(ctx, body),
  updateOrganisation: (ctx, { params, body }) => updateOrganisation(ctx, params.id, body),
  listPlatforms: (ctx, { query }) => listPlatforms(ctx, query),
  readPlatform: (ctx, { params }) => readPlatform(ctx, params.ref),
  createPlatform: (ctx, { body }) => createPlatform(ctx, body),
  updatePlatform: (ctx, { params, body }) => updatePlatform(ctx, params.ref, body),
  placePlatform: (ctx, { params, body }) => placePlatform(ctx, params.ref, { ...body, programme: params.programme }),
  removePlatform: (ctx, { params }) => removePlatform(ctx, params.ref, params.programme),
  listRegions: (ctx, { query }) => listRegions(ctx, query.parent),
  listProgrammes: (ctx) => listProgrammes(ctx),
  createProgramme: (ctx, { body }) => createProgramme(ctx, body),
  updateProgramme: (ctx, { params, body }) => updateProgramme(ctx, params.id, body),
  readProgrammeInstrument: (ctx, { params, query }) => readProgrammeInstrument(ctx, params.id, query.date),
};
