import { defineRoutes } from '../../../shared/contract.ts';
import { type Actor, ANONYMOUS, type Ctx } from '../../kernel/context.ts';
import { defineModule } from '../../kernel/module.ts';

export { mayOnPlatform, platformCondition, platformIds } from './access.ts';
export {
  findPlatform,
  platformOf,
  type PlatformMembership,
  type PlatformRecord,
  platformsByCode,
  platformsById,
  platformsOfProgramme,
} from './platform-record.ts';

export const identity = defineModule({ name: 'identity', table: defineRoutes({}), handlers: {} });

export async function actorOfSession(_ctx: Ctx): Promise<Actor> {
  return ANONYMOUS;
}
