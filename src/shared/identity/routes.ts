import { accountRoutes } from './account-routes.ts';
import { registerRoutes } from './register-routes.ts';
import { sessionRoutes } from './session-routes.ts';

export const identityRoutes = { ...sessionRoutes, ...accountRoutes, ...registerRoutes } as const;
