import type { auditRoutes } from '../../shared/audit/routes.ts';
import type { calendarRoutes } from '../../shared/calendar/routes.ts';
import type { catalogueRoutes } from '../../shared/catalogue/routes.ts';
import type { Client } from '../../shared/contract.ts';
import type { identityRoutes } from '../../shared/identity/routes.ts';
import type { importRoutes } from '../../shared/imports/routes.ts';
import type { interchangeRoutes } from '../../shared/interchange/routes.ts';
import type { notificationRoutes } from '../../shared/notifications/routes.ts';
import type { proceduresRoutes } from '../../shared/procedures/routes.ts';
import type { Addresses } from '../ui/api.ts';
import { agreementAddresses, type Agreements } from './api-agreements.ts';
import { administrationAddresses } from './api-administration.ts';
import { caseAddresses, type Cases } from './api-cases.ts';
import { type Sharing, sharingAddresses } from './api-sharing.ts';
import { type ServiceRecords, serviceRecordAddresses } from './api-service-records.ts';
import { type Deposits, depositAddresses } from './api-deposits.ts';
import { type Stock, stockAddresses } from './api-stock.ts';

type Catalogue = Pick<
  typeof catalogueRoutes,
  | 'listResourceTypes'
  | 'readResourceType'
  | 'listVersions'
  | 'compareVersions'
  | 'readResource'
  | 'listWork'
  | 'readWork'
  | 'createResource'
  | 'saveResource'
  | 'actOnResource'
  | 'actOnMany'
  | 'setIdentifierState'
  | 'readQuality'
  | 'listAvailable'
  | 'publishAvailableList'
  | 'listMistakes'
  | 'answerMistake'
  | 'listWithheld'
  | 'declareWithheld'
  | 'exportResources'
  | 'listRecordFiles'
  | 'addRecordFile'
  | 'changeRecordFile'
  | 'removeRecordFile'
>;

type Imports = typeof importRoutes;
type Interchange = typeof interchangeRoutes;
export type Administration = typeof identityRoutes &
  typeof notificationRoutes &
  typeof auditRoutes &
  Omit<typeof calendarRoutes, 'readClock' | 'readClocks'> &
  Pick<typeof proceduresRoutes, 'previewClocks'>;

export type WorkbenchRoutes = Catalogue &
  Imports &
  Interchange &
  Administration &
  Cases &
  Stock &
  Agreements &
  Sharing &
  ServiceRecords &
  Deposits;
export type WorkbenchApi = Client<WorkbenchRoutes, Blob>;

const catalogueAddresses: Addresses<Catalogue> = {
  listResourceTypes: { method: 'GET', path: '/api/resource-types' },
  readResourceType: { method: 'GET', path: '/api/resource-types/:type' },
  listVersions: { method: 'GET', path: '/api/resources/:id/versions' },
  compareVersions: { method: 'GET', path: '/api/resources/:id/changes' },
  readResource: { method: 'GET', path: '/api/resources/:id' },
  listWork: { method: 'GET', path: '/api/work/resources' },
  readWork: { method: 'GET', path: '/api/work/resources/:id' },
  createResource: { method: 'POST', path: '/api/resources' },
  saveResource: { method: 'PUT', path: '/api/resources/:id' },
  actOnResource: { method: 'POST', path: '/api/resources/:id/actions' },
  actOnMany: { method: 'POST', path: '/api/work/actions' },
  setIdentifierState: { method: 'POST', path: '/api/resources/:id/identifiers' },
  listAvailable: { method: 'GET', path: '/api/portal/platforms/:code/available' },
  publishAvailableList: { method: 'POST', path: '/api/work/available-lists' },
  readQuality: { method: 'GET', path: '/api/work/quality' },
  listMistakes: { method: 'GET', path: '/api/work/mistakes' },
  answerMistake: { method: 'POST', path: '/api/work/mistakes/:id/answer' },
  listWithheld: { method: 'GET', path: '/api/work/withheld' },
  declareWithheld: { method: 'POST', path: '/api/work/withheld' },
  exportResources: { method: 'GET', path: '/api/work/export' },
  listRecordFiles: { method: 'GET', path: '/api/resources/:id/files' },
  addRecordFile: { method: 'POST', path: '/api/resources/:id/files' },
  changeRecordFile: { method: 'PATCH', path: '/api/resources/:id/files/:file' },
  removeRecordFile: { method: 'DELETE', path: '/api/resources/:id/files/:file' },
};

const importAddresses: Addresses<Imports> = {
  uploadFile: { method: 'POST', path: '/api/files' },
  previewImport: { method: 'POST', path: '/api/imports/preview' },
  startImport: { method: 'POST', path: '/api/imports' },
  listImports: { method: 'GET', path: '/api/imports' },
  readImport: { method: 'GET', path: '/api/imports/:id' },
  listImportFaults: { method: 'GET', path: '/api/imports/:id/faults' },
  downloadRefused: { method: 'GET', path: '/api/imports/:id/refused' },
  cancelImport: { method: 'POST', path: '/api/imports/:id/cancel' },
  undoImport: { method: 'POST', path: '/api/imports/:id/undo' },
  listUndoLeft: { method: 'GET', path: '/api/imports/:id/left' },
  downloadTemplate: { method: 'GET', path: '/api/resource-types/:type/template' },
};

const interchangeAddresses: Addresses<Interchange> = {
  listCstrBatches: { method: 'GET', path: '/api/work/cstr-batches' },
  makeCstrBatch: { method: 'POST', path: '/api/work/cstr-batches' },
  readCstrBatch: { method: 'GET', path: '/api/work/cstr-batches/:id' },
  downloadCstrBatch: { method: 'GET', path: '/api/work/cstr-batches/:id/body' },
  submitCstrBatch: { method: 'POST', path: '/api/work/cstr-batches/:id/task' },
  answerCstrBatch: { method: 'POST', path: '/api/work/cstr-batches/:id/answer' },
  dropCstrBatch: { method: 'POST', path: '/api/work/cstr-batches/:id/drop' },
};

/** Method and path alone: the browser needs no schemas, and the compiler checks these against the route tables. */
export const workbenchAddresses: Addresses<WorkbenchRoutes> = {
  ...catalogueAddresses,
  ...importAddresses,
  ...interchangeAddresses,
  ...administrationAddresses,
  ...caseAddresses,
  ...stockAddresses,
  ...agreementAddresses,
  ...sharingAddresses,
  ...serviceRecordAddresses,
  ...depositAddresses,
};
