import type { sharingRoutes } from '../../shared/sharing/routes.ts';
import type { Addresses } from '../ui/api.ts';

/** Links to data are taken by programs; lists and requests are made on the portal. */
export type Sharing = Omit<
  typeof sharingRoutes,
  | 'readShortlist'
  | 'createRequest'
  | 'readDataLink'
  | 'takeLinkedFile'
  | 'readRequestFile'
  | 'askOpenData'
  | 'confirmOpenData'
  | 'readOpenData'
  | 'takeOpenFile'
>;

export const sharingAddresses: Addresses<Sharing> = {
  listOwnRequests: { method: 'GET', path: '/api/requests' },
  listRequestWork: { method: 'GET', path: '/api/work/requests' },
  readRequest: { method: 'GET', path: '/api/requests/:id' },
  claimRequest: { method: 'POST', path: '/api/requests/:id/claim' },
  sayOnRequest: { method: 'POST', path: '/api/requests/:id/messages' },
  attachToRequest: { method: 'POST', path: '/api/requests/:id/files' },
  renewUnit: { method: 'POST', path: '/api/requests/:id/unit' },
  stepItem: { method: 'POST', path: '/api/requests/:id/items/:item/steps' },
  shipItems: { method: 'POST', path: '/api/requests/:id/shipments' },
  confirmReceipt: { method: 'POST', path: '/api/requests/:id/shipments/:shipment/receipt' },
  openDataLink: { method: 'POST', path: '/api/requests/:id/items/:item/link' },
  listQuestions: { method: 'GET', path: '/api/work/request-questions' },
  addQuestion: { method: 'POST', path: '/api/work/request-questions' },
  closeQuestion: { method: 'POST', path: '/api/work/request-questions/:id/closing' },
};
