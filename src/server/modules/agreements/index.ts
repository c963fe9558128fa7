import { agreementsRoutes } from '../../../shared/agreements/routes.ts';
import { defineModule } from '../../kernel/module.ts';
import { handlers } from './routes.ts';

// What requests ask before a step. `Asked.subject` names the part; requests offer `requests.asked` (hooks.ts) so that the
// panels of agreements, permits and contracts know who asks and for what. Free or paid: `shared/agreements/charge.ts`.
export type { AgreementFault, Asked, Need } from '../../../shared/agreements/asked.ts';
export { faultsOf } from './needs.ts';
export { contractTold } from './contract-told.ts';

export const agreements = defineModule({ name: 'agreements', table: agreementsRoutes, handlers });
