import { defineRoutes } from '../contract.ts';
import { eligibilityRoutes } from './eligibility-routes.ts';

export const guidanceRoutes = defineRoutes({ ...eligibilityRoutes });
