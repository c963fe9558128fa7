import { importRoutes } from '../../../shared/imports/routes.ts';
import { defineModule } from '../../kernel/module.ts';
import { importCommand } from './command.ts';
import { handlers } from './routes.ts';
import { startImports } from './runner.ts';

export { runImport } from './run.ts';
export { findTable, openTable } from './table.ts';
export { attribute, createXmlScanner } from './xml-scanner.ts';
export { openZip, unpack } from './zip-entries.ts';
export { storeFile } from './upload.ts';

export const imports = defineModule({
  name: 'imports',
  table: importRoutes,
  handlers,
  commands: { import: importCommand },
  start: startImports,
});
