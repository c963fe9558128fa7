import { notificationRoutes } from '../../../shared/notifications/routes.ts';
import { defineModule } from '../../kernel/module.ts';
import { deliverMail } from './deliver.ts';
import { queueDigests, sendDigests } from './digest.ts';
import { countMessages, listMessages, markRead } from './inbox.ts';
import { listFailedMail, listMail, readMail } from './mails.ts';
import { receiveMessage } from './receive.ts';
import { readerOf, saveSetting, settingOf } from './settings.ts';

export const notifications = defineModule({
  name: 'notifications',
  table: notificationRoutes,
  handlers: {
    listMail: (ctx, { query }) => listMail(ctx, query),
    readMail: (ctx, { params }) => readMail(ctx, params.id),
    listFailedMail: (ctx) => listFailedMail(ctx),
    listMessages: (ctx, { query }) => listMessages(ctx, query),
    countMessages,
    markMessagesRead: (ctx, { body }) => markRead(ctx, body),
    readMessageSetting: (ctx) => settingOf(ctx.db, readerOf(ctx)),
    saveMessageSetting: (ctx, { body }) => saveSetting(ctx, body),
  },
  effects: { mail: deliverMail, notify: receiveMessage, 'notifications.digest': sendDigests },
  due: [{ name: 'notifications.digest', every: 60, run: queueDigests }],
});
