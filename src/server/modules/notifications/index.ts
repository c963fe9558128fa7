import { notificationRoutes } from '../../../shared/notifications/routes.ts';
import { defineModule } from '../../kernel/module.ts';
import { deliverMail } from './deliver.ts';
import { listFailedMail, listMail, readMail } from './mails.ts';

export const notifications = defineModule({
  name: 'notifications',
  table: notificationRoutes,
  handlers: {
    listMail: (ctx, { query }) => listMail(ctx, query),
    readMail: (ctx, { params }) => readMail(ctx, params.id),
    listFailedMail: (ctx) => listFailedMail(ctx),
  },
  effects: { mail: deliverMail },
});
