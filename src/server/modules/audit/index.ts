import { auditRoutes } from '../../../shared/audit/routes.ts';
import { defineModule } from '../../kernel/module.ts';
import { listAuditEvents } from './events.ts';

export const audit = defineModule({
  name: 'audit',
  table: auditRoutes,
  handlers: { listAuditEvents: (ctx, { query }) => listAuditEvents(ctx, query) },
});
