import type { accreditationRoutes } from '../../shared/accreditation/routes.ts';
import type { calendarRoutes } from '../../shared/calendar/routes.ts';
import type { documentsRoutes } from '../../shared/documents/routes.ts';
import type { expertRoutes } from '../../shared/experts/routes.ts';
import type { guidanceRoutes } from '../../shared/guidance/routes.ts';
import type { plansRoutes } from '../../shared/plans/routes.ts';
import type { proceduresRoutes } from '../../shared/procedures/routes.ts';
import type { Addresses } from '../ui/api.ts';

export type Cases = Omit<
  typeof proceduresRoutes,
  'previewClocks' | 'drawProcedure' | 'downloadCaseDocument' | 'downloadCaseBundle'
> &
  typeof plansRoutes &
  Pick<typeof accreditationRoutes, 'listCalls'> &
  Pick<typeof documentsRoutes, 'readDocumentData' | 'withdrawDocument' | 'replaceDocument'> &
  Pick<typeof calendarRoutes, 'readClock'> &
  Omit<typeof expertRoutes, 'checkExperts' | 'listGroups'> &
  Pick<typeof expertRoutes, 'readOpinions'> &
  Pick<typeof guidanceRoutes, 'listEligibilityClasses' | 'checkEligibility'>;

export const caseAddresses: Addresses<Cases> = {
  listCalls: { method: 'GET', path: '/api/calls' },
  listCases: { method: 'GET', path: '/api/cases' },
  countTodo: { method: 'GET', path: '/api/cases/todo' },
  openCase: { method: 'POST', path: '/api/cases' },
  exportCases: { method: 'GET', path: '/api/cases/export' },
  actTogether: { method: 'POST', path: '/api/cases/together' },
  actOnCases: { method: 'POST', path: '/api/cases/bulk' },
  listCaseFilters: { method: 'GET', path: '/api/case-filters' },
  saveCaseFilter: { method: 'POST', path: '/api/case-filters' },
  removeCaseFilter: { method: 'DELETE', path: '/api/case-filters/:id' },
  readDesk: { method: 'GET', path: '/api/desk' },
  visitDesk: { method: 'PUT', path: '/api/desk/visit' },
  readCase: { method: 'GET', path: '/api/cases/:id' },
  takeAction: { method: 'POST', path: '/api/cases/:id/actions/:action' },
  claimCase: { method: 'POST', path: '/api/cases/:id/claim' },
  releaseCase: { method: 'POST', path: '/api/cases/:id/release' },
  handOverCase: { method: 'POST', path: '/api/cases/:id/handover' },
  listCasePeople: { method: 'GET', path: '/api/cases/:id/people' },
  saveField: { method: 'PATCH', path: '/api/cases/:id/draft' },
  bePresent: { method: 'PUT', path: '/api/cases/:id/presence' },
  commentCase: { method: 'POST', path: '/api/cases/:id/comments' },
  uploadCaseFile: { method: 'POST', path: '/api/cases/:id/files' },
  downloadCaseFile: { method: 'GET', path: '/api/cases/:id/files/:file' },
  readPlan: { method: 'GET', path: '/api/cases/:id/plan' },
  savePlanField: { method: 'PATCH', path: '/api/cases/:id/plan' },
  listPlanHistory: { method: 'GET', path: '/api/cases/:id/plan/history' },
  printPlan: { method: 'GET', path: '/api/cases/:id/plan/document' },
  previewPlanWord: { method: 'POST', path: '/api/cases/:id/plan/word' },
  applyPlanWord: { method: 'POST', path: '/api/cases/:id/plan/values' },
  attachToPlan: { method: 'POST', path: '/api/cases/:id/plan/files' },
  downloadPlanFile: { method: 'GET', path: '/api/cases/:id/plan/files/:file' },
  detachFromPlan: { method: 'DELETE', path: '/api/cases/:id/plan/files/:file' },
  uploadSignedPlan: { method: 'POST', path: '/api/cases/:id/plan/signed' },
  readReceipt: { method: 'GET', path: '/api/cases/:id/receipts/:event' },
  downloadReceipt: { method: 'GET', path: '/api/cases/:id/receipts/:event/file' },
  readDocumentData: { method: 'GET', path: '/api/documents/:code/data' },
  withdrawDocument: { method: 'POST', path: '/api/documents/:code/withdraw' },
  replaceDocument: { method: 'POST', path: '/api/documents/:code/replace' },
  listCaseDocuments: { method: 'GET', path: '/api/cases/:id/documents' },
  draftCaseDocument: { method: 'POST', path: '/api/cases/:id/actions/:action/papers/:kind' },
  listProcedures: { method: 'GET', path: '/api/procedures' },
  readProcedure: { method: 'GET', path: '/api/procedures/:programme/:id' },
  listDelegations: { method: 'GET', path: '/api/delegations' },
  grantDelegation: { method: 'POST', path: '/api/delegations' },
  revokeDelegation: { method: 'DELETE', path: '/api/delegations/:id' },
  readClock: { method: 'GET', path: '/api/clock' },
  listExperts: { method: 'GET', path: '/api/experts' },
  readExpert: { method: 'GET', path: '/api/experts/:id' },
  addExpert: { method: 'POST', path: '/api/experts' },
  changeExpert: { method: 'PUT', path: '/api/experts/:id' },
  importExperts: { method: 'POST', path: '/api/experts/import' },
  exportExperts: { method: 'GET', path: '/api/experts/export' },
  readOwnExpert: { method: 'GET', path: '/api/experts/own' },
  changeOwnExpert: { method: 'PUT', path: '/api/experts/:id/own' },
  readAvoidances: { method: 'GET', path: '/api/cases/:id/avoidances' },
  writeAvoidances: { method: 'PUT', path: '/api/cases/:id/avoidances' },
  readPanel: { method: 'GET', path: '/api/cases/:id/panel' },
  drawExperts: { method: 'POST', path: '/api/cases/:id/draws' },
  replaceExpert: { method: 'POST', path: '/api/reviews/:id/replacement' },
  readOpinions: { method: 'GET', path: '/api/cases/:id/opinions' },
  readReview: { method: 'GET', path: '/api/reviews/:id' },
  readVisit: { method: 'GET', path: '/api/visits/:id' },
  addPhoto: { method: 'POST', path: '/api/visits/:id/photos' },
  removePhoto: { method: 'DELETE', path: '/api/visits/:id/photos/:photo' },
  downloadPhoto: { method: 'GET', path: '/api/visits/:id/photos/:photo' },
  listEligibilityClasses: { method: 'GET', path: '/api/eligibility/classes' },
  checkEligibility: { method: 'POST', path: '/api/eligibility' },
  replaceAssigned: { method: 'POST', path: '/api/cases/:id/assignments' },
};
