import type { z } from 'zod';
import type { entryView } from '../../../shared/accreditation/schemas.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { listPapers, subjectOfPublic } from '../documents/index.ts';
import { findCase, platformCases } from '../procedures/index.ts';
import { type EntryRow, entriesOfPlatform } from './register-store.ts';

type Lineage = ReadonlyMap<Id, Id | null>;

/** A case with those it stands under. */
function* upFrom(lineage: Lineage, id: Id): Generator<Id> {
  for (let at: Id | null | undefined = id; at; at = lineage.get(at)) yield at;
}

const cameOf = (lineage: Lineage, id: Id, { case_id }: EntryRow): boolean =>
  case_id !== null && [...upFrom(lineage, id)].includes(case_id);

/**
 * Public papers of an entry, the newest first: of the case that led to it and of every other case of the platform, but those of the case
 * that led to another of its entries.
 */
export async function papersOf(
  ctx: Ctx,
  entry: EntryRow,
  others: readonly EntryRow[],
): Promise<z.input<typeof entryView>['papers']> {
  const lineage = await platformCases(ctx.db, entry.programme_id, entry.platform_id);
  const ids = [...lineage.keys()].filter((id) => !others.some((other) => cameOf(lineage, id, other)));
  const papers = await listPapers(ctx.db, { kind: 'case', ids, desks: 'all', open: true, limit: 100 });
  return papers.map(({ code, kind_label, number, issued_on, state }) => ({
    code,
    kind_label,
    number,
    issued_on,
    state,
  }));
}

/** Ids of the entries that a public document is about: the one its case led to, else all of its platform. */
export async function entriesOfDocument(ctx: Ctx, typed: string): Promise<Id[]> {
  const about = await subjectOfPublic(ctx, typed);
  const row = about?.kind === 'case' ? await findCase(ctx.db, about.id) : undefined;
  if (!row?.platform_id) return [];
  const lineage = await platformCases(ctx.db, row.programme_id, row.platform_id);
  const entries = await entriesOfPlatform(ctx.db, row.programme_id, row.platform_id);
  const own = entries.filter((entry) => cameOf(lineage, row.id, entry));
  return (own.length > 0 ? own : entries).map(({ id }) => id);
}
