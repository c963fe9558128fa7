import { agreementsRoutes } from '../../../shared/agreements/routes.ts';
import { defineModule } from '../../kernel/module.ts';
import { remindToAccept } from './calls.ts';
import { remindOfPermits } from './remind-permits.ts';
import { handlers } from './routes.ts';

// What requests ask before a step. `Asked.subject` names the part; requests offer `requests.asked` (hooks.ts) so that the
// panels of agreements, permits and contracts know who asks and for what. Free or paid: `shared/agreements/charge.ts`.
export type { AgreementFault, Asked, Need } from '../../../shared/agreements/asked.ts';
export { contractTold } from './contract-told.ts';
export { faultsFrom } from '../../../shared/agreements/needs.ts';
export { askToAccept } from './calls.ts';
export { needsOf } from './needs.ts';

export const agreements = defineModule({
  name: 'agreements',
  table: agreementsRoutes,
  handlers,
  due: [
    { name: 'agreements.permits', every: 'daily', run: remindOfPermits },
    { name: 'agreements.acceptances', every: 'daily', run: remindToAccept },
  ],
});
