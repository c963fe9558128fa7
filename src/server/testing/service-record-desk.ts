import type { RecordContentInput } from '../../shared/service-records/record-content.ts';
import type { App } from '../app.ts';
import { act } from '../kernel/act.ts';
import { type Recorded, recordService, type ServiceDraft } from '../modules/service-records/index.ts';
import { contextOf } from './stock-desk.ts';

/** Data for a company in Guangzhou unless told otherwise. */
export const served = (
  more: Partial<Omit<RecordContentInput, 'receiver'>> & { receiver?: Partial<RecordContentInput['receiver']> } = {},
): RecordContentInput => ({
  kind: 'testing',
  title: '种子活力检测',
  channel: 'offline',
  on: '2026-11-20',
  purpose: 'research',
  ...more,
  receiver: {
    unit: '示范种业公司',
    unit_kind: 'enterprise',
    group: 'tech_enterprise',
    region: '440106',
    ...more.receiver,
  },
});

/** As a module above records it: in a transaction of its own. */
export const record = (app: App, draft: ServiceDraft): Promise<Recorded> => {
  const ctx = contextOf(app);
  return act(ctx, { action: 'test.service.record' }, (tx) => recordService(ctx, tx, draft));
};
