import { defineRoutes } from '../contract.ts';

export const stockRoutes = defineRoutes({});
