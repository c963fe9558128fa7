import { STATE_LABELS } from '../../../shared/catalogue/life.ts';
import type { catalogueRoutes } from '../../../shared/catalogue/routes.ts';
import { typeView } from '../../../shared/catalogue/type-view.ts';
import { pick } from '../../../shared/i18n.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { ServerHandlers } from '../../kernel/http/mount.ts';
import { actOnMany, actOnResource } from './actions.ts';
import { downloadAvailableList, listAvailable, publishAvailableList } from './available-list.ts';
import { EXCEPTION_LABELS } from './exception-labels.ts';
import { exportSearch, exportWork } from './export.ts';
import { exportArchive } from './export-archive.ts';
import { parseIdentifierText, setIdentifierState } from './identifiers.ts';
import { answerMistake, listMistakes, MISTAKE_LABELS, reportMistake } from './mistakes.ts';
import { typeById } from './platform-rules.ts';
import { listPlatforms, listResourceTypes, portalSummary, readPlatform } from './portal.ts';
import { readQuality } from './quality.ts';
import { addRecordFile, changeRecordFile, listRecordFiles, readRecordFile, removeRecordFile } from './record-files.ts';
import { listRelated } from './related.ts';
import { createResource, saveResource } from './save.ts';
import { searchResources } from './search.ts';
import { suggestions } from './suggestions.ts';
import { exportStatistics, readStatistics } from './statistics.ts';
import { compareVersions, listVersions } from './versions.ts';
import { readResource } from './view.ts';
import { declareWithheld, readClosedReport } from './withheld.ts';
import { listWork } from './work-list.ts';
import { readWork } from './working-copy.ts';

/** A handler speaks the language that the address names, else that of the request. */
const speaking = (ctx: Ctx, { lang }: { lang?: Ctx['lang'] | undefined }): Ctx =>
  lang === undefined || lang === ctx.lang ? ctx : { ...ctx, lang };

export const handlers: ServerHandlers<typeof catalogueRoutes> = {
  searchResources: (ctx, { query }) => searchResources(speaking(ctx, query), query),
  suggestions: (ctx, { query }) => suggestions(speaking(ctx, query), query),
  exportSearch: (ctx, { query: { format, ...asked } }) => exportSearch(speaking(ctx, asked), asked, format),
  downloadArchive: (ctx, { params, query }) => exportArchive(speaking(ctx, query), params.code),
  readResource: (ctx, { params, query }) => readResource(speaking(ctx, query), params.id, query.version),
  listVersions: (ctx, { params }) => listVersions(ctx, params.id),
  compareVersions: (ctx, { params, query }) => compareVersions(speaking(ctx, query), params.id, query),
  listRelated: (ctx, { params }) => listRelated(ctx, params.id),
  reportMistake: (ctx, { params, body }) => reportMistake(ctx, params.id, body),
  parseIdentifierText: (ctx, { query }) => parseIdentifierText(speaking(ctx, query), query.value),
  listResourceTypes: (ctx, { query }) => listResourceTypes(speaking(ctx, query)),
  readResourceType: async (ctx, { params }) => ({ ...typeView(typeById(ctx, params.type)) }),
  portalSummary: (ctx, { query }) => portalSummary(speaking(ctx, query), query),
  listCataloguePlatforms: (ctx, { query: { lang, ...asked } }) => listPlatforms(speaking(ctx, { lang }), asked),
  readCataloguePlatform: (ctx, { params, query }) => readPlatform(speaking(ctx, query), params.code),

  listAvailable: (ctx, { params, query }) => listAvailable(speaking(ctx, query), params.code, query),
  downloadAvailableList: (ctx, { params }) => downloadAvailableList(ctx, params.code, params.list),
  publishAvailableList: (ctx, { body }) => publishAvailableList(ctx, body.platform),
  readStatistics: (ctx, { query }) => readStatistics(speaking(ctx, query), query),
  exportStatistics: (ctx, { query }) => exportStatistics(speaking(ctx, query), query),

  listRecordFiles: (ctx, { params }) => listRecordFiles(ctx, params.id),
  readRecordFile: (ctx, { params }) => readRecordFile(ctx, params.id, params.file),
  addRecordFile: (ctx, { params, query, body }) => addRecordFile(ctx, params.id, query, body),
  changeRecordFile: (ctx, { params, body }) => changeRecordFile(ctx, params.id, params.file, body),
  removeRecordFile: (ctx, { params }) => removeRecordFile(ctx, params.id, params.file),

  listWork: (ctx, { query }) => listWork(ctx, query),
  readWork: (ctx, { params }) => readWork(ctx, params.id),
  createResource: async (ctx, { body }) => readWork(ctx, await createResource(ctx, body)),
  async saveResource(ctx, { params, body }) {
    await saveResource(ctx, params.id, body);
    return readWork(ctx, params.id);
  },
  async actOnResource(ctx, { params, body }) {
    const stays = await actOnResource(ctx, params.id, body);
    return { resource: stays ? await readWork(ctx, params.id) : null };
  },
  actOnMany: (ctx, { body }) => actOnMany(ctx, body),
  async setIdentifierState(ctx, { params, body }) {
    await setIdentifierState(ctx, params.id, body);
    return readWork(ctx, params.id);
  },
  readQuality: (ctx, { query }) => readQuality(speaking(ctx, query), query.platform),
  async listMistakes(ctx, { query }) {
    const { items, next } = await listMistakes(ctx, query);
    return {
      items: items.map(({ resource_id, title, ...item }) => ({
        ...item,
        resource: { id: resource_id, title },
        state_label: pick(MISTAKE_LABELS[item.state] ?? STATE_LABELS.draft, ctx.lang),
      })),
      next,
    };
  },
  async answerMistake(ctx, { params, body }) {
    await answerMistake(ctx, params.id, body);
    return { id: params.id };
  },
  async listWithheld(ctx, { query }) {
    const { closed, ...report } = await readClosedReport(ctx, query.platform);
    return {
      ...report,
      closed: closed.map((entry) => ({
        ...entry,
        label: pick(EXCEPTION_LABELS[entry.kind] ?? EXCEPTION_LABELS['']!, ctx.lang),
      })),
    };
  },
  declareWithheld: async (ctx, { body }) => ({ id: await declareWithheld(ctx, body) }),
  exportResources: (ctx, { query }) => exportWork(ctx, query),
};
