import { defineRoutes } from '../contract.ts';

export const documentsRoutes = defineRoutes({});
