import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '../kernel/package-root.ts';

const FOLDER = join(PACKAGE_ROOT, 'src/server/testing/fifth');

/** The made-up jurisdiction `qinghe` in a folder outside the project, as `KEYUAN_POLICIES` takes it. */
export function fifthJurisdiction(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'keyuan-fifth-'));
  cpSync(FOLDER, join(folder, 'qinghe'), { recursive: true });
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
