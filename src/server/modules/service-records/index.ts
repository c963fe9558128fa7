import { serviceRecordRoutes } from '../../../shared/service-records/routes.ts';
import { defineModule } from '../../kernel/module.ts';
import { askReceivers } from './questions.ts';
import { handlers } from './routes.ts';

export type { AnswerRow, AnswerTimes } from './hooks.ts';
export { type Recorded, recordService, type ServiceDraft } from './write.ts';

export const serviceRecords = defineModule({
  name: 'service-records',
  table: serviceRecordRoutes,
  handlers,
  due: [{ name: 'service_records.ask', every: 'daily', run: askReceivers }],
});
