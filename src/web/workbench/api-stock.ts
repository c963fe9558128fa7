import type { stockRoutes } from '../../shared/stock/routes.ts';
import type { Addresses } from '../ui/api.ts';

export type Stock = Omit<typeof stockRoutes, 'readOffers' | 'listServices' | 'readService'>;

export const stockAddresses: Addresses<Stock> = {
  listLots: { method: 'GET', path: '/api/work/stock/lots' },
  createLot: { method: 'POST', path: '/api/work/stock/lots' },
  readLot: { method: 'GET', path: '/api/work/stock/lots/:id' },
  listMovements: { method: 'GET', path: '/api/work/stock/lots/:id/movements' },
  changeLot: { method: 'PUT', path: '/api/work/stock/lots/:id' },
  moveLot: { method: 'POST', path: '/api/work/stock/lots/:id/place' },
  bookLot: { method: 'POST', path: '/api/work/stock/lots/:id/movements' },
  correctLot: { method: 'POST', path: '/api/work/stock/lots/:id/correction' },
  testLot: { method: 'POST', path: '/api/work/stock/lots/:id/tests' },
  closeLot: { method: 'POST', path: '/api/work/stock/lots/:id/closing' },
  listStores: { method: 'GET', path: '/api/work/stock/stores' },
  createStore: { method: 'POST', path: '/api/work/stock/stores' },
  changeStore: { method: 'PUT', path: '/api/work/stock/stores/:id' },
  readStockSetting: { method: 'GET', path: '/api/work/stock/setting' },
  changeStockSetting: { method: 'PUT', path: '/api/work/stock/setting' },
  readStockWarnings: { method: 'GET', path: '/api/work/stock/warnings' },
  readHoldings: { method: 'GET', path: '/api/work/stock/holdings' },
  printLabels: { method: 'POST', path: '/api/work/stock/labels' },
  exportLots: { method: 'GET', path: '/api/work/stock/export' },
  importLots: { method: 'POST', path: '/api/work/stock/import' },
  listTakes: { method: 'GET', path: '/api/work/stock/takes' },
  openTake: { method: 'POST', path: '/api/work/stock/takes' },
  readTake: { method: 'GET', path: '/api/work/stock/takes/:id' },
  scanInTake: { method: 'POST', path: '/api/work/stock/takes/:id/scans' },
  bookTake: { method: 'POST', path: '/api/work/stock/takes/:id/booking' },
  dropTake: { method: 'POST', path: '/api/work/stock/takes/:id/drop' },
  listServiceWork: { method: 'GET', path: '/api/work/services' },
  createService: { method: 'POST', path: '/api/work/services' },
  readServiceWork: { method: 'GET', path: '/api/work/services/:id' },
  saveService: { method: 'PUT', path: '/api/work/services/:id' },
  actOnService: { method: 'POST', path: '/api/work/services/:id/actions' },
};
