import { plansRoutes } from '../../../shared/plans/routes.ts';
import { defineModule } from '../../kernel/module.ts';
import { attachToPlan, detachFromPlan, downloadPlanFile } from './attachments.ts';
import { keepPlan, planComplete, signedPlan } from './gates.ts';
import { listPlanHistory } from './history.ts';
import { printPlan } from './paper.ts';
import { savePlanField, savePlanFields } from './save.ts';
import { uploadSignedPlan } from './signed.ts';
import { previewPlanWord } from './take-word.ts';
import { readPlan } from './view.ts';

export const plans = defineModule({
  name: 'plans',
  table: plansRoutes,
  handlers: {
    readPlan: (ctx, { params }) => readPlan(ctx, params.id),
    savePlanField: (ctx, { params, body }) => savePlanField(ctx, params.id, body),
    listPlanHistory: (ctx, { params, query }) => listPlanHistory(ctx, params.id, query),
    printPlan: (ctx, { params, query }) => printPlan(ctx, params.id, query),
    previewPlanWord: (ctx, { params, body }) => previewPlanWord(ctx, params.id, body),
    applyPlanWord: (ctx, { params, body }) => savePlanFields(ctx, params.id, body.fields),
    attachToPlan: (ctx, { params, query, body }) => attachToPlan(ctx, params.id, query, body),
    downloadPlanFile: (ctx, { params }) => downloadPlanFile(ctx, params.id, params.file),
    async detachFromPlan(ctx, { params }) {
      await detachFromPlan(ctx, params.id, params.file);
      return null;
    },
    uploadSignedPlan: (ctx, { params, query, body }) => uploadSignedPlan(ctx, params.id, query, body),
  },
  offers: {
    gates: { plan_complete: planComplete, signed_plan: signedPlan },
    caseEffects: { keep_plan: keepPlan },
  },
});
