import type { Ctx } from '../../kernel/context.ts';
import { Problem } from '../../../shared/problems.ts';
import type { PortalApi } from '../../../web/portal/api.ts';
import { ApiError } from '../../../web/ui/api.ts';

/** The portal's client in the same process: refusals come as the browser would see them. */
export function portalApi(local: (ctx: Ctx) => PortalApi, ctx: Ctx): PortalApi {
  const api = local(ctx);
  const entries = Object.entries(api).map(([name, call]) => [
    name,
    async (given: never) => {
      try {
        return await (call as (given: never) => Promise<unknown>)(given);
      } catch (cause) {
        throw cause instanceof Problem ? new ApiError(cause.body(ctx.lang)) : cause;
      }
    },
  ]);
  return Object.fromEntries(entries) as PortalApi;
}
