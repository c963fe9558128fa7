import { documentsRoutes } from '../../../shared/documents/routes.ts';
import { defineModule } from '../../kernel/module.ts';

export const documents = defineModule({ name: 'documents', table: documentsRoutes, handlers: {} });
