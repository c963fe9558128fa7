import { defineRoutes } from '../contract.ts';

export const guidanceRoutes = defineRoutes({});
