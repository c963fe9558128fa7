import { expertRoutes } from '../../../shared/experts/routes.ts';
import { defineModule } from '../../kernel/module.ts';
import { readAvoidances, writeAvoidances } from './avoidances.ts';
import { drawExperts } from './draw.ts';
import { caseEffects } from './effects.ts';
import { gates } from './gates.ts';
import { listGroups } from './groups.ts';
import { readOpinions } from './opinions.ts';
import { checkExperts, readPanel } from './panel.ts';
import { addPhoto, downloadPhoto, removePhoto } from './photos.ts';
import { addExpert, changeExpert, changeOwn, listExperts, readExpert, readOwn } from './pool.ts';
import { exportExperts, importExperts } from './pool-table.ts';
import { remindExperts } from './remind.ts';
import { replaceExpert } from './replace.ts';
import { readReview } from './review.ts';
import { readVisit } from './visits.ts';

export const experts = defineModule({
  name: 'experts',
  table: expertRoutes,
  handlers: {
    listExperts: (ctx, { query }) => listExperts(ctx, query),
    readExpert: (ctx, { params }) => readExpert(ctx, params.id),
    addExpert: (ctx, { body }) => addExpert(ctx, body.programme, body.expert),
    changeExpert: (ctx, { params, body }) => changeExpert(ctx, params.id, body),
    importExperts: (ctx, { query, body }) => importExperts(ctx, query.programme, query.name, body),
    exportExperts: (ctx, { query }) => exportExperts(ctx, query.programme, query.format),
    readOwnExpert: readOwn,
    changeOwnExpert: (ctx, { params, body }) => changeOwn(ctx, params.id, body),
    readAvoidances: (ctx, { params }) => readAvoidances(ctx, params.id),
    writeAvoidances: (ctx, { params, body }) => writeAvoidances(ctx, params.id, body),
    readPanel: (ctx, { params }) => readPanel(ctx, params.id),
    checkExperts: (ctx, { params, query }) => checkExperts(ctx, params.id, query.accounts.split(',')),
    drawExperts: (ctx, { params, body }) => drawExperts(ctx, params.id, body),
    listGroups: (ctx, { params }) => listGroups(ctx, params.id),
    replaceExpert: (ctx, { params, body }) => replaceExpert(ctx, params.id, body),
    readOpinions: (ctx, { params, query }) => readOpinions(ctx, params.id, query.version),
    readReview: (ctx, { params }) => readReview(ctx, params.id),
    readVisit: (ctx, { params }) => readVisit(ctx, params.id),
    addPhoto: (ctx, { params, query, body }) => addPhoto(ctx, params.id, query.caption, body),
    async removePhoto(ctx, { params }) {
      await removePhoto(ctx, params.id, params.photo);
      return null;
    },
    downloadPhoto: (ctx, { params, query }) => downloadPhoto(ctx, params.id, params.photo, query.size),
  },
  offers: { gates, caseEffects },
  due: [{ name: 'experts.remind', every: 3600, run: remindExperts }],
});
