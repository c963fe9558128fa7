import { depositsRoutes } from '../../../shared/deposits/routes.ts';
import { defineModule } from '../../kernel/module.ts';
import { draftItems } from './drafts.ts';
import { depositJudged, depositListed, depositSettled, listDeposit } from './gates.ts';
import { addItems, changeItem, downloadItemFile, importItems, judgeItem, linkItem, uploadItemFile } from './items.ts';
import { openDeposit } from './open.ts';
import { listPrinciples, publishPrinciples } from './principles.ts';
import { countDeposits, readDeposit } from './view.ts';

export const deposits = defineModule({
  name: 'deposits',
  table: depositsRoutes,
  handlers: {
    openDeposit: async (ctx, { body }) => ({ id: await openDeposit(ctx, body) }),
    readDeposit: (ctx, { params }) => readDeposit(ctx, params.id),
    async addDepositItem(ctx, { params, body }) {
      await addItems(ctx, params.id, [body]);
      return readDeposit(ctx, params.id);
    },
    async importDepositItems(ctx, { params, body }) {
      await importItems(ctx, params.id, body.table);
      return readDeposit(ctx, params.id);
    },
    async changeDepositItem(ctx, { params, body }) {
      await changeItem(ctx, params, body);
      return readDeposit(ctx, params.id);
    },
    async uploadDepositFile(ctx, { params, query, body }) {
      await uploadItemFile(ctx, params, query.name, body);
      return readDeposit(ctx, params.id);
    },
    downloadDepositFile: (ctx, { params }) => downloadItemFile(ctx, params),
    async judgeDepositItem(ctx, { params, body }) {
      await judgeItem(ctx, params, body);
      return readDeposit(ctx, params.id);
    },
    async linkDepositItem(ctx, { params, body }) {
      await linkItem(ctx, params, body);
      return readDeposit(ctx, params.id);
    },
    async draftDepositItems(ctx, { params, body }) {
      await draftItems(ctx, params.id, body);
      return readDeposit(ctx, params.id);
    },
    readDepositFigures: (ctx, { query }) => countDeposits(ctx, query),
    publishPrinciples: (ctx, { body }) => publishPrinciples(ctx, body),
    listPrinciples: async (ctx) => ({ items: await listPrinciples(ctx) }),
  },
  offers: {
    gates: { deposit_listed: depositListed, deposit_judged: depositJudged, deposit_settled: depositSettled },
    caseEffects: { list_deposit: listDeposit },
  },
});
