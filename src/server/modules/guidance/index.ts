import { guidanceRoutes } from '../../../shared/guidance/routes.ts';
import { defineModule } from '../../kernel/module.ts';

export const guidance = defineModule({ name: 'guidance', table: guidanceRoutes, handlers: {} });
