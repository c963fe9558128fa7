import type { stockRoutes } from '../../../shared/stock/routes.ts';
import type { ServerHandlers } from '../../kernel/http/mount.ts';

export const handlers: ServerHandlers<typeof stockRoutes> = {};
