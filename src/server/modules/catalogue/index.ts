import { catalogueRoutes } from '../../../shared/catalogue/routes.ts';
import type { DueWork } from '../../kernel/background.ts';
import { defineModule } from '../../kernel/module.ts';
import { optimiseIndex } from '../search/index.ts';
import { commands } from './commands.ts';
import { countStaleTerms } from './count-terms.ts';
import { dropAbandonedRebuild } from './rebuild-index.ts';
import { handlers } from './routes.ts';

export { publishedCounts } from './counts.ts';
export { resolveIdentifier } from './identifiers.ts';
export { type OpenRecord, readOpenRecord } from './open-record.ts';
export { targetOf } from './platform-rules.ts';
export { publicPart, publicParts } from './public-parts.ts';
export { readMap } from './map-file.ts';
export {
  identifiersOf,
  publishedHead,
  recordFields,
  type RecordHead,
  recordHeads,
  recordsIdentified,
  recordsNumbered,
} from './record-heads.ts';
export { readAhead } from './public.ts';
export { dataFiles, grantedFile, recordsWithFiles } from './record-files.ts';
export { readReferenceLists } from './reference-lists.ts';
export { prepareForSearch, type SearchPlatform } from './search-preparation.ts';
export {
  claimForRegistration,
  type CstrMove,
  moveRegistrations,
  type Registrable,
  registrableRecords,
  releaseClaims,
} from './registration.ts';
export { readResourceTypes } from './type-registry.ts';
export { citationText, citationTexts, readResource } from './view.ts';
export { firstChange, walkedRecord, type WalkedRecord, walkRecords } from './walk.ts';
export { countTouched, touchedRecords, undoRecords, type LeftRecord } from './undo.ts';
export { keyTwice } from './write-checks.ts';
export { candidateOf, type IncomingRecord, type Refusal, type WriteOutcome, type WriteTarget } from './write-target.ts';
export { refusalsOf, writeRecords } from './write.ts';

export { faultWords } from './save.ts';

export const catalogueHandlers = handlers;
/** A database server tends its tables by itself, the embedded one never does. */
const tending: DueWork = {
  name: 'catalogue.index.tend',
  every: 600,
  async run(ctx) {
    await dropAbandonedRebuild(ctx);
    if (ctx.services.storage.kind === 'pglite') await optimiseIndex(ctx.db);
  },
};
const counting: DueWork = { name: 'catalogue.terms.count', every: 600, run: countStaleTerms };

export const catalogue = defineModule({
  name: 'catalogue',
  table: catalogueRoutes,
  handlers,
  commands,
  due: [tending, counting],
});
