import { defineRoutes } from '../contract.ts';

export const agreementsRoutes = defineRoutes({});
