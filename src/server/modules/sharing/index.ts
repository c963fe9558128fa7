import { sharingRoutes } from '../../../shared/sharing/routes.ts';
import { defineModule } from '../../kernel/module.ts';
import { answerTimes } from './answer-times.ts';
import { askedOfPart, openParts } from './compose.ts';
import { tidyOpenData } from './open-data-page.ts';
import { remindOfRequests } from './remind.ts';
import { handlers } from './routes.ts';

export const sharing = defineModule({
  name: 'sharing',
  table: sharingRoutes,
  handlers,
  offers: { requests: { asked: askedOfPart, open: openParts }, answerTimes: { requests: answerTimes } },
  due: [
    { name: 'sharing.remind', every: 3600, run: remindOfRequests },
    { name: 'sharing.open_data.tidy', every: 'daily', run: tidyOpenData },
  ],
});
