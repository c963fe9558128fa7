import { proceduresRoutes } from '../../../shared/procedures/routes.ts';
import { defineModule } from '../../kernel/module.ts';

export const procedures = defineModule({ name: 'procedures', table: proceduresRoutes, handlers: {} });
