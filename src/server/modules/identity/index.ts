import { sessionRoutes } from '../../../shared/identity/session-routes.ts';
import { defineModule } from '../../kernel/module.ts';
import { startRegions } from './regions.ts';
import { sessionHandlers } from './session-handlers.ts';

export { mayOnPlatform, platformCondition, platformIds } from './access.ts';
export { platformNameOf } from './platform-names.ts';
export {
  findPlatform,
  platformOf,
  type PlatformMembership,
  type PlatformRecord,
  platformsByCode,
  platformsById,
  platformsOfProgramme,
  selectPlatforms,
} from './platform-record.ts';
export { portalProgrammes } from './portal-programmes.ts';
export { actorOfSession } from './session-store.ts';

export const identity = defineModule({
  name: 'identity',
  table: sessionRoutes,
  handlers: sessionHandlers,
  start: (context) => startRegions(context('regions')),
});
