import { importRoutes } from '../../../shared/imports/routes.ts';
import { defineModule } from '../../kernel/module.ts';
import { importCommand } from './command.ts';
import { handlers } from './routes.ts';
import { startImports } from './runner.ts';

export { runImport } from './run.ts';
export {
  type CellFault,
  codeOf,
  problemFaults,
  readFaults,
  readSmallTable,
  refusedTable,
  type TableColumn,
  underHeading,
} from './small-table.ts';
export { findTable, openTable } from './table.ts';
export { tableFile } from './table-file.ts';
export type { TableRow } from './table-row.ts';
export { findFile, storeFile } from './upload.ts';
export { attribute, createXmlScanner } from './xml-scanner.ts';
export { openZip, unpack } from './zip-entries.ts';

export const imports = defineModule({
  name: 'imports',
  table: importRoutes,
  handlers,
  commands: { import: importCommand },
  start: startImports,
});
