import type { depositsRoutes } from '../../shared/deposits/routes.ts';
import type { Addresses } from '../ui/api.ts';

export type Deposits = Omit<typeof depositsRoutes, 'downloadDepositFile'>;

export const depositAddresses: Addresses<Deposits> = {
  openDeposit: { method: 'POST', path: '/api/work/deposits' },
  readDeposit: { method: 'GET', path: '/api/work/deposits/:id' },
  addDepositItem: { method: 'POST', path: '/api/work/deposits/:id/items' },
  importDepositItems: { method: 'POST', path: '/api/work/deposits/:id/table' },
  changeDepositItem: { method: 'PUT', path: '/api/work/deposits/:id/items/:item' },
  uploadDepositFile: { method: 'POST', path: '/api/work/deposits/:id/items/:item/file' },
  judgeDepositItem: { method: 'POST', path: '/api/work/deposits/:id/items/:item/judgement' },
  linkDepositItem: { method: 'POST', path: '/api/work/deposits/:id/items/:item/record' },
  draftDepositItems: { method: 'POST', path: '/api/work/deposits/:id/drafts' },
  readDepositFigures: { method: 'GET', path: '/api/work/deposits/figures' },
  publishPrinciples: { method: 'POST', path: '/api/work/deposit-principles' },
  listPrinciples: { method: 'GET', path: '/api/portal/deposit-principles' },
};
