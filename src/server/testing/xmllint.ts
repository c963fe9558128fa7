import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SHARED_DATA } from './shared-data.ts';

const here = spawnSync('xmllint', ['--version']).status === 0;

/** For the name of a test that needs xmllint and schemas of the shared data. */
export const lintNote = (schema: string): string =>
  here && existsSync(join(SHARED_DATA, schema)) ? '' : ' (skipped: no xmllint, or no ../shared/data here)';
export const canLint = (schema: string): boolean => here && existsSync(join(SHARED_DATA, schema));

/** What xmllint has against a document, without the network; '' when it is well-formed, and valid where a schema is given. */
export function lint(xml: string, schema?: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'keyuan-lint-'));
  try {
    const file = join(folder, 'document.xml');
    writeFileSync(file, xml);
    const path = schema === undefined ? undefined : schema.startsWith('/') ? schema : join(SHARED_DATA, schema);
    execFileSync('xmllint', ['--nonet', '--noout', ...(path === undefined ? [] : ['--schema', path]), file], {
      stdio: 'pipe',
    });
    return '';
  } catch (cause) {
    return String((cause as { stderr?: Buffer }).stderr ?? cause);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
