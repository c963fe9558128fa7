import type { stockRoutes } from '../../../shared/stock/routes.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { ServerHandlers } from '../../kernel/http/mount.ts';
import { readHoldings } from './holdings.ts';
import { importLots } from './lot-import.ts';
import { exportLots } from './lot-table.ts';
import { listLots, listMovements, readLot, viewLot } from './lot-view.ts';
import { bookByHand, changeLot, closeLot, correctLot, createLot, moveLot, recordTest } from './lot-write.ts';
import { printLabels } from './print-labels.ts';
import { actOnService, createService, saveService } from './services.ts';
import { listServices, listServiceWork, readService, readServiceWork } from './service-view.ts';
import { readOffers } from './offers.ts';
import { changeSetting, readSetting, readWarnings } from './settings.ts';
import { changeStore, createStore, listStores } from './stores.ts';
import { bookTake, readTake } from './take-lines.ts';
import { dropTake, listTakes, openTake, scanInTake, viewTake } from './takes.ts';

/** A handler speaks the language that the address names, else that of the request. */
const speaking = (ctx: Ctx, { lang }: { lang?: Ctx['lang'] | undefined }): Ctx =>
  lang === undefined ? ctx : { ...ctx, lang };

/** Does something with a lot, and shows it. */
const shown = async (ctx: Ctx, id: string, work: Promise<void>) => {
  await work;
  return viewLot(ctx, id);
};

export const handlers: ServerHandlers<typeof stockRoutes> = {
  listLots: (ctx, { query }) => listLots(ctx, query),
  createLot: async (ctx, { body }) => viewLot(ctx, await createLot(ctx, body)),
  readLot: (ctx, { params }) => readLot(ctx, params.id),
  listMovements: (ctx, { params, query }) => listMovements(ctx, params.id, query),
  changeLot: (ctx, { params: { id }, body }) => shown(ctx, id, changeLot(ctx, id, body)),
  moveLot: (ctx, { params: { id }, body }) => shown(ctx, id, moveLot(ctx, id, body)),
  bookLot: (ctx, { params: { id }, body }) => shown(ctx, id, bookByHand(ctx, id, body)),
  correctLot: (ctx, { params: { id }, body }) => shown(ctx, id, correctLot(ctx, id, body)),
  testLot: (ctx, { params: { id }, body }) => shown(ctx, id, recordTest(ctx, id, body)),
  closeLot: (ctx, { params: { id }, body }) => shown(ctx, id, closeLot(ctx, id, body)),
  readOffers: (ctx, { params, query }) => readOffers(speaking(ctx, query), params.id),

  listStores: async (ctx, { query }) => ({ items: await listStores(ctx, query.platform) }),
  createStore: (ctx, { body }) => createStore(ctx, body),
  changeStore: (ctx, { params, body }) => changeStore(ctx, params.id, body),
  readStockSetting: (ctx, { query }) => readSetting(ctx, query.platform),
  changeStockSetting: (ctx, { body }) => changeSetting(ctx, body),
  readStockWarnings: (ctx, { query }) => readWarnings(ctx, query.platform),
  readHoldings: (ctx, { query }) => readHoldings(ctx, query),
  printLabels: (ctx, { body }) => printLabels(ctx, body),
  exportLots: (ctx, { query }) => exportLots(ctx, query.platform, query.format),
  importLots: (ctx, { body }) => importLots(ctx, body),

  listTakes: (ctx, { query }) => listTakes(ctx, query),
  openTake: async (ctx, { body }) => viewTake(ctx, await openTake(ctx, body)),
  readTake: (ctx, { params }) => readTake(ctx, params.id),
  scanInTake: (ctx, { params, body }) => scanInTake(ctx, params.id, body.scans),
  async bookTake(ctx, { params, body }) {
    await bookTake(ctx, params.id, body);
    return viewTake(ctx, params.id);
  },
  async dropTake(ctx, { params, body }) {
    await dropTake(ctx, params.id, body.revision);
    return viewTake(ctx, params.id);
  },

  listServices: (ctx, { query: { lang, ...asked } }) => listServices(speaking(ctx, { lang }), asked),
  readService: (ctx, { params, query }) => readService(speaking(ctx, query), params.id, query.version),
  listServiceWork: (ctx, { query }) => listServiceWork(ctx, query),
  createService: async (ctx, { body }) => readServiceWork(ctx, await createService(ctx, body)),
  readServiceWork: (ctx, { params }) => readServiceWork(ctx, params.id),
  async saveService(ctx, { params, body }) {
    await saveService(ctx, params.id, body);
    return readServiceWork(ctx, params.id);
  },
  async actOnService(ctx, { params, body }) {
    await actOnService(ctx, params.id, body);
    return readServiceWork(ctx, params.id);
  },
};
