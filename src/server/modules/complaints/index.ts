import { complaintsRoutes } from '../../../shared/complaints/routes.ts';
import { defineModule } from '../../kernel/module.ts';
import { complaintHandler } from './access.ts';
import { fileComplaint } from './file.ts';
import { readForm } from './form.ts';
import { readStatistics } from './statistics.ts';
import { actOnComplaint, downloadPaper, readStatus } from './status.ts';
import { listOwn } from './own.ts';
import { tellComplainant } from './tell.ts';
import { forget, uploadFile } from './uploads.ts';

export const complaints = defineModule({
  name: 'complaints',
  table: complaintsRoutes,
  handlers: {
    readComplaintForm: (ctx, { query }) => readForm(ctx, query),
    uploadComplaintFile: (ctx, { query, body }) => uploadFile(ctx, query.name, body),
    fileComplaint: (ctx, { body }) => fileComplaint(ctx, body),
    readComplaintStatus: (ctx, { body }) => readStatus(ctx, body),
    actOnComplaint: (ctx, { body }) => actOnComplaint(ctx, body),
    downloadComplaintPaper: (ctx, { body }) => downloadPaper(ctx, body),
    listOwnComplaints: (ctx, { query }) => listOwn(ctx, query),
    readComplaintStatistics: (ctx, { query }) => readStatistics(ctx, query.programme),
  },
  offers: { gates: { complaint_handler: complaintHandler }, caseEffects: { tell_complainant: tellComplainant } },
  due: [{ name: 'complaints.forget', every: 'daily', run: forget }],
});
