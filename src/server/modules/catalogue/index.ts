import { catalogueRoutes } from '../../../shared/catalogue/routes.ts';
import { defineModule } from '../../kernel/module.ts';
import { commands } from './commands.ts';
import { handlers } from './routes.ts';

export { resolveIdentifier } from './identifiers.ts';
export { targetOf } from './platform-rules.ts';
export { readReferenceLists } from './reference-lists.ts';
export { prepareForSearch, type SearchPlatform } from './search-preparation.ts';
export { readResourceTypes } from './type-registry.ts';
export { keyTwice } from './write-checks.ts';
export { candidateOf, type IncomingRecord, type Refusal, type WriteOutcome, type WriteTarget } from './write-target.ts';
export { refusalsOf, writeRecords } from './write.ts';

export const catalogueHandlers = handlers;
export const catalogue = defineModule({ name: 'catalogue', table: catalogueRoutes, handlers, commands });
