import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '../kernel/package-root.ts';

/** Real input that lies beside the project and is no part of it; tests that need it skip where it is absent, and say so. */
export const SHARED_DATA = process.env['KEYUAN_SHARED_DATA'] ?? join(PACKAGE_ROOT, '..', 'shared', 'data');

/** For the name of a test. */
export const skipNote = (path: string): string =>
  existsSync(path) ? '' : ' (skipped: no ../shared/data here, see KEYUAN_SHARED_DATA)';
