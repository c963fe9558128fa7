import { readFile } from 'node:fs/promises';
import { pick } from '../../../shared/i18n.ts';
import { Problem } from '../../../shared/problems.ts';
import { recordProblem } from '../../../shared/service-records/problems.ts';
import { act } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { sql, type SqlBool } from 'kysely';
import { findFile } from '../imports/index.ts';
import { keptPlatform } from './access.ts';
import { resourcesNamed } from './citing.ts';
import { type Entry, formOf, readBibliography } from './read-bibliography.ts';
import { selectUses, viewUses, writeUse } from './uses.ts';

const [MEGABYTES, ENTRIES, SHOWN] = [5, 2000, 200];

/**
 * Looks for a platform's resources in the entries of a bibliography. What names one waits for review; the others are told.
 * @throws service_records.bibliography_unknown | service_records.bibliography_too_large | kernel.file_unknown |
 *   service_records.platform_unknown | kernel.not_allowed
 */
export async function importBibliography(ctx: Ctx, given: { platform: string; file: Id }) {
  const platform = await keptPlatform(ctx, given.platform);
  const entries = await readEntries(ctx, given.file);
  const proposed: Id[] = [];
  const unmatched: { entry: number; title: string }[] = [];
  const refused: { entry: number; reason: string; text: string }[] = [];
  let known = 0;
  for (const [at, entry] of entries.entries()) {
    const refuse = (reason: string): void =>
      void refused.push({ entry: at + 1, reason, text: entry.text.trim().slice(0, 2000) });
    if ('reason' in entry) {
      refuse(pick({ zh: `无法读取：${entry.reason}`, en: `It cannot be read: ${entry.reason}` }, ctx.lang));
      continue;
    }
    const { content } = entry;
    const resources = await resourcesNamed(ctx.db, platform.id, entry.text);
    if (resources.size === 0) {
      unmatched.push({ entry: at + 1, title: content.title });
      continue;
    }
    try {
      const made = await act(ctx, { action: 'service_records.use.import', detail: { platform: platform.code } }, (tx) =>
        writeUse(ctx, tx, platform, { content, source: 'import', resources }),
      );
      if (made.fresh) proposed.push(made.id);
      else known++;
    } catch (cause) {
      if (!(cause instanceof Problem)) throw cause;
      refuse((cause.extras.errors ?? []).map((one) => pick(one, ctx.lang)).join('；') || cause.text(ctx.lang));
    }
  }
  const rows = await selectUses(ctx.db, sql<SqlBool>`u.id = any(${proposed.slice(0, SHOWN)}::bigint[])`);
  return {
    read: entries.length,
    proposed: await viewUses(ctx, rows),
    known,
    unmatched: unmatched.slice(0, SHOWN),
    refused: refused.slice(0, SHOWN),
  };
}

async function readEntries(ctx: Ctx, id: Id): Promise<Entry[]> {
  const file = await findFile(ctx, id);
  const tooLarge = () =>
    recordProblem('service_records.bibliography_too_large', { limit: MEGABYTES, entries: ENTRIES });
  if (file.size > MEGABYTES * 1024 ** 2) throw tooLarge();
  const text = (await readFile(ctx.services.files.pathOf(file.sha256), 'utf8')).replace(/^\ufeff/, '');
  const form = formOf(text);
  if (!form) throw recordProblem('service_records.bibliography_unknown');
  try {
    const entries = await readBibliography(text, form);
    if (entries.length > ENTRIES) throw tooLarge();
    return entries;
  } catch (cause) {
    if (cause instanceof SyntaxError) throw recordProblem('service_records.bibliography_unknown');
    throw cause;
  }
}
