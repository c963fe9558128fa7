import { defineRoutes } from '../contract.ts';

export const proceduresRoutes = defineRoutes({});
