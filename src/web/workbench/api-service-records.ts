import type { serviceRecordRoutes } from '../../shared/service-records/routes.ts';
import type { Addresses } from '../ui/api.ts';

export type ServiceRecords = Omit<
  typeof serviceRecordRoutes,
  'readPublicServiceFigures' | 'readResourceRecord' | 'deleteServiceRecord' | 'createUse'
>;

export const serviceRecordAddresses: Addresses<ServiceRecords> = {
  listServiceRecords: { method: 'GET', path: '/api/work/service-records' },
  createServiceRecord: { method: 'POST', path: '/api/work/service-records' },
  readServiceRecord: { method: 'GET', path: '/api/work/service-records/:id' },
  correctServiceRecord: { method: 'POST', path: '/api/work/service-records/:id/correction' },
  reverseServiceRecord: { method: 'POST', path: '/api/work/service-records/:id/reversal' },
  returnServiceLoan: { method: 'POST', path: '/api/work/service-records/:id/return' },
  exportServiceRecords: { method: 'GET', path: '/api/work/service-records/table' },
  importServiceRecords: { method: 'POST', path: '/api/work/service-records/import' },
  readServiceFigures: { method: 'GET', path: '/api/work/service-figures' },
  exportServiceFigures: { method: 'GET', path: '/api/work/service-figures/table' },
  listReceivedServices: { method: 'GET', path: '/api/received-services' },
  rateService: { method: 'POST', path: '/api/received-services/:id/rating' },
  reportUse: { method: 'POST', path: '/api/received-services/:id/uses' },
  endQuestions: { method: 'POST', path: '/api/received-services/:id/no-more' },
  listServiceRatings: { method: 'GET', path: '/api/work/service-ratings' },
  answerRating: { method: 'POST', path: '/api/work/service-ratings/:token/answer' },
  withholdRating: { method: 'POST', path: '/api/work/service-ratings/:token/withholding' },
  listUses: { method: 'GET', path: '/api/work/resource-uses' },
  reviewUse: { method: 'POST', path: '/api/work/resource-uses/:id/review' },
  importBibliography: { method: 'POST', path: '/api/work/resource-uses/import' },
};
