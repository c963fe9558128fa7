import type { accreditationRoutes } from '../../shared/accreditation/routes.ts';
import type { calendarRoutes } from '../../shared/calendar/routes.ts';
import type { catalogueRoutes } from '../../shared/catalogue/routes.ts';
import type { complaintsRoutes } from '../../shared/complaints/routes.ts';
import type { depositsRoutes } from '../../shared/deposits/routes.ts';
import type { Client } from '../../shared/contract.ts';
import type { documentsRoutes } from '../../shared/documents/routes.ts';
import type { policyRoutes } from '../../shared/guidance/policy-routes.ts';
import type { eligibilityRoutes } from '../../shared/guidance/eligibility-routes.ts';
import type { sharingRoutes } from '../../shared/sharing/routes.ts';
import type { serviceRecordRoutes } from '../../shared/service-records/routes.ts';
import type { stockRoutes } from '../../shared/stock/routes.ts';
import type { Addresses } from '../ui/api.ts';

export const PORTAL_ROUTES = [
  'searchResources',
  'suggestions',
  'readResource',
  'listVersions',
  'compareVersions',
  'listRelated',
  'reportMistake',
  'listResourceTypes',
  'portalSummary',
  'listCataloguePlatforms',
  'readCataloguePlatform',
  'listAvailable',
  'readClock',
  'readClocks',
  'listCalendarYears',
  'readCalendarYear',
  'readDocument',
  'readStatistics',
  'listEligibilityClasses',
  'checkEligibility',
  'checkEligibilityEverywhere',
  'checkName',
  'printEligibility',
  'listPolicies',
  'readPolicy',
  'comparePolicies',
  'readOffers',
  'readShortlist',
  'createRequest',
  'readDataLink',
  'askOpenData',
  'confirmOpenData',
  'readOpenData',
  'readResourceRecord',
  'readPublicServiceFigures',
  'listServices',
  'readService',
  'listCalls',
  'readCall',
  'listNotices',
  'readNotice',
  'listRegister',
  'readRegisterEntry',
  'readComplaintForm',
  'uploadComplaintFile',
  'fileComplaint',
  'listOwnComplaints',
  'readComplaintStatus',
  'actOnComplaint',
  'downloadComplaintPaper',
  'readComplaintStatistics',
  'listPrinciples',
] as const;

/** The routes that portal pages call. */
export type PortalRoutes = Pick<
  typeof catalogueRoutes &
    typeof calendarRoutes &
    typeof documentsRoutes &
    typeof eligibilityRoutes &
    typeof policyRoutes &
    typeof stockRoutes &
    typeof sharingRoutes &
    typeof serviceRecordRoutes &
    typeof accreditationRoutes &
    typeof complaintsRoutes &
    typeof depositsRoutes,
  (typeof PORTAL_ROUTES)[number]
>;
export type PortalApi = Client<PortalRoutes, Blob>;

/** Their addresses alone: the browser needs no schemas, and the compiler checks these against the route table. */
export const portalAddresses: Addresses<PortalRoutes> = {
  searchResources: { method: 'GET', path: '/api/resources' },
  suggestions: { method: 'GET', path: '/api/suggestions' },
  readResource: { method: 'GET', path: '/api/resources/:id' },
  listVersions: { method: 'GET', path: '/api/resources/:id/versions' },
  compareVersions: { method: 'GET', path: '/api/resources/:id/changes' },
  listRelated: { method: 'GET', path: '/api/resources/:id/related' },
  reportMistake: { method: 'POST', path: '/api/resources/:id/mistakes' },
  listResourceTypes: { method: 'GET', path: '/api/resource-types' },
  portalSummary: { method: 'GET', path: '/api/portal' },
  listCataloguePlatforms: { method: 'GET', path: '/api/portal/platforms' },
  readCataloguePlatform: { method: 'GET', path: '/api/portal/platforms/:code' },
  listAvailable: { method: 'GET', path: '/api/portal/platforms/:code/available' },
  readClock: { method: 'GET', path: '/api/clock' },
  readClocks: { method: 'GET', path: '/api/clocks' },
  listCalendarYears: { method: 'GET', path: '/api/calendar' },
  readCalendarYear: { method: 'GET', path: '/api/calendar/:year' },
  readDocument: { method: 'GET', path: '/api/documents/:code' },
  readStatistics: { method: 'GET', path: '/api/statistics' },
  listEligibilityClasses: { method: 'GET', path: '/api/eligibility/classes' },
  checkEligibility: { method: 'POST', path: '/api/eligibility' },
  checkEligibilityEverywhere: { method: 'POST', path: '/api/eligibility/everywhere' },
  checkName: { method: 'POST', path: '/api/names/check' },
  printEligibility: { method: 'POST', path: '/api/eligibility/pdf' },
  listPolicies: { method: 'GET', path: '/api/policies' },
  readPolicy: { method: 'GET', path: '/api/policies/:id' },
  comparePolicies: { method: 'GET', path: '/api/policies/comparison' },
  readShortlist: { method: 'GET', path: '/api/portal/shortlist' },
  createRequest: { method: 'POST', path: '/api/requests' },
  readDataLink: { method: 'GET', path: '/api/data-links/:token' },
  askOpenData: { method: 'POST', path: '/api/portal/open-data' },
  confirmOpenData: { method: 'POST', path: '/api/portal/open-data/proof' },
  readOpenData: { method: 'GET', path: '/api/open-data/:key' },
  readOffers: { method: 'GET', path: '/api/portal/resources/:id/offers' },
  readResourceRecord: { method: 'GET', path: '/api/portal/resources/:id/use' },
  readPublicServiceFigures: { method: 'GET', path: '/api/portal/service-figures' },
  listServices: { method: 'GET', path: '/api/portal/services' },
  readService: { method: 'GET', path: '/api/portal/services/:id' },
  listCalls: { method: 'GET', path: '/api/calls' },
  readCall: { method: 'GET', path: '/api/calls/:id' },
  listNotices: { method: 'GET', path: '/api/notices' },
  readNotice: { method: 'GET', path: '/api/notices/:id' },
  listRegister: { method: 'GET', path: '/api/register' },
  readRegisterEntry: { method: 'GET', path: '/api/register/:id' },
  readComplaintForm: { method: 'GET', path: '/api/portal/complaints/form' },
  uploadComplaintFile: { method: 'POST', path: '/api/portal/complaints/files' },
  fileComplaint: { method: 'POST', path: '/api/portal/complaints' },
  listOwnComplaints: { method: 'GET', path: '/api/complaints' },
  readComplaintStatus: { method: 'POST', path: '/api/portal/complaints/status' },
  actOnComplaint: { method: 'POST', path: '/api/portal/complaints/steps' },
  downloadComplaintPaper: { method: 'POST', path: '/api/portal/complaints/papers' },
  readComplaintStatistics: { method: 'GET', path: '/api/portal/complaints/statistics' },
  listPrinciples: { method: 'GET', path: '/api/portal/deposit-principles' },
};
