import { calendarRoutes } from '../../../shared/calendar/routes.ts';
import { defineModule } from '../../kernel/module.ts';

export const calendar = defineModule({ name: 'calendar', table: calendarRoutes, handlers: {} });
