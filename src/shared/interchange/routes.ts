import { defineRoutes } from '../contract.ts';

export const interchangeRoutes = defineRoutes({});
