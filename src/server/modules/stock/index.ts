import { defineModule } from '../../kernel/module.ts';
import { stockRoutes } from '../../../shared/stock/routes.ts';
import { handlers } from './routes.ts';
import { stockCommand } from './verify.ts';

// What the ledger offers the modules above. Steps run inside the caller's `act` and change nothing when called again under
// the same key; all of a step's lines are taken or none.
export {
  consume,
  type Held,
  lose,
  type LotQuantity,
  receiveBack,
  release,
  reserve,
  send,
  type StockStep,
} from './holds.ts';
export type { Holder } from './ledger.ts';
export { chooseLots, heldBy, type HeldLot, ledgered, type ResourceSupply, suppliesOf } from './supply.ts';

export { importLots } from './lot-import.ts';
export { actOnService, createService } from './services.ts';
export {
  countServices,
  listServiceWork,
  type OfferedService,
  offeredService,
  offeredServices,
} from './service-view.ts';
export { type Offers, offersOf, promisedFor } from './offers.ts';
export { changeSetting, readSetting } from './settings.ts';
export { createStore, listStores } from './stores.ts';

export const stock = defineModule({ name: 'stock', table: stockRoutes, handlers, commands: { stock: stockCommand } });
