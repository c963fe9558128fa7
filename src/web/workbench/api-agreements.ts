import type { agreementsRoutes } from '../../shared/agreements/routes.ts';
import type { Addresses } from '../ui/api.ts';

export type Agreements = Omit<typeof agreementsRoutes, 'readAgreement' | 'uploadTermsFile' | 'readTermsFile'>;

export const UPLOAD_TERMS_FILE = '/api/agreements/files';
export const termsFileAddress = (subject: string, file: string): string =>
  `/api/agreements/parts/${encodeURIComponent(subject)}/files/${file}`;

export const agreementAddresses: Addresses<Agreements> = {
  listAgreementTemplates: { method: 'GET', path: '/api/work/agreement-templates' },
  readAgreementWording: { method: 'GET', path: '/api/work/agreement-templates/wording' },
  createAgreementTemplate: { method: 'POST', path: '/api/work/agreement-templates' },
  readAgreementTemplate: { method: 'GET', path: '/api/work/agreement-templates/:id' },
  saveAgreementTemplate: { method: 'PUT', path: '/api/work/agreement-templates/:id' },
  actOnAgreementTemplate: { method: 'POST', path: '/api/work/agreement-templates/:id/actions' },
  readRequestTerms: { method: 'GET', path: '/api/agreements/parts/:subject' },
  acceptAgreement: { method: 'POST', path: '/api/agreements/parts/:subject/acceptances' },
  makeStatement: { method: 'POST', path: '/api/agreements/parts/:subject/statements' },
  checkStatement: { method: 'POST', path: '/api/agreements/parts/:subject/statements/:id/check' },
  handInPermit: { method: 'POST', path: '/api/agreements/parts/:subject/permits' },
  listPermits: { method: 'GET', path: '/api/work/permits' },
  listPermitKinds: { method: 'GET', path: '/api/work/permit-kinds' },
  createPermit: { method: 'POST', path: '/api/work/permits' },
  checkPermit: { method: 'POST', path: '/api/work/permits/:id/uses/:subject/check' },
  readPermitFile: { method: 'GET', path: '/api/work/permits/:id/file' },
  endPermit: { method: 'POST', path: '/api/permits/:id/end' },
  listOwnPermits: { method: 'GET', path: '/api/permits' },
  listContracts: { method: 'GET', path: '/api/work/contracts' },
  saveContract: { method: 'PUT', path: '/api/agreements/parts/:subject/contract' },
  actOnContract: { method: 'POST', path: '/api/agreements/parts/:subject/contract/actions' },
  readContractFile: { method: 'GET', path: '/api/agreements/parts/:subject/contract/file' },
  readContractScan: { method: 'GET', path: '/api/agreements/parts/:subject/contract/scan' },
  recordPayment: { method: 'POST', path: '/api/agreements/parts/:subject/contract/payments' },
};
