import { defineRoutes } from '../contract.ts';
import { eligibilityRoutes } from './eligibility-routes.ts';
import { policyRoutes } from './policy-routes.ts';

export const guidanceRoutes = defineRoutes({ ...eligibilityRoutes, ...policyRoutes });
