import { defineRoutes } from '../contract.ts';

export const calendarRoutes = defineRoutes({});
