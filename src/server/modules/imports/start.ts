import type { ResourceType } from '../../../shared/catalogue/resource-type.ts';
import { pick } from '../../../shared/i18n.ts';
import type { Mapping } from '../../../shared/imports/mapping.ts';
import { importsProblem } from '../../../shared/imports/problems.ts';
import { act } from '../../kernel/act.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { platformOf, type PlatformRecord } from '../identity/index.ts';
import { demandImport, typeOf } from './access.ts';
import { type Column, type Constants, settleColumns } from './columns.ts';
import { type Batch, findBatch, insertBatch, type Note } from './store.ts';
import { leaseFrom } from './lease.ts';
import { archiveNotes } from './archive-notes.ts';
import { findTable, type Layout } from './table.ts';
import { findFile, type StoredTable } from './upload.ts';

/** What is to be imported, where to and how. */
export interface ImportOrder {
  file: Id;
  platform: string;
  type: string;
  mapping?: Mapping | undefined;
  constants?: Constants | undefined;
  sheet?: string | undefined;
  dry_run: boolean;
  state: 'draft' | 'published';
}

export interface Prepared {
  platform: PlatformRecord;
  type: ResourceType;
  file: StoredTable;
  layout: Layout;
  sheets: string[];
}

/** The file, its table, and where it may go. @throws kernel.not_allowed, and what `findTable` throws */
export async function prepare(
  ctx: Ctx,
  order: Pick<ImportOrder, 'file' | 'platform' | 'type' | 'mapping' | 'sheet'>,
): Promise<Prepared> {
  const platform = await platformOf(ctx.db, order.platform);
  demandImport(ctx, platform);
  const type = typeOf(ctx, order.type);
  const file = await findFile(ctx, order.file);
  const table = { path: ctx.services.files.pathOf(file.sha256), name: file.name };
  const { layout, sheets } = await findTable(table, { label: pick(type.label, ctx.lang), fields: type.fields }, order);
  return { platform, type, file, layout, sheets };
}

/**
 * Stores an import to be worked off. The heading is read and the columns settled first: what cannot be read is refused here
 * and leaves nothing behind.
 *
 * @param options.own leases it to the caller, who works it off at once
 */
export async function startImport(ctx: Ctx, order: ImportOrder, { own = false } = {}): Promise<Batch> {
  const { platform, type, file, layout } = await prepare(ctx, order);
  if (platform.state === 'closed') throw importsProblem('imports.platform_closed', { platform: platform.code });
  const columns = settleColumns(type, layout.headings, order.mapping, order.constants);
  const person = ctx.actor.kind === 'account';
  // Where another person has to check, nobody publishes by the file what they may not publish by hand.
  const waits = person && order.state === 'published' && platform.checked_by_other;
  const id = await act(
    ctx,
    { action: 'imports.batch.create', detail: { file: file.name, type: type.id, dry_run: order.dry_run } },
    async (tx) => {
      const batch = await ctx.services.ids.next(tx.db);
      tx.on('import', batch);
      await insertBatch(tx, {
        id: batch,
        platform_id: platform.id,
        type: type.id,
        file_id: file.id,
        layout,
        mapping: Object.fromEntries(columns.map(({ heading, field }) => [heading, field])),
        constants: order.constants ?? {},
        dry_run: order.dry_run,
        target_state: waits ? 'draft' : order.state,
        notes: notesOf(layout, columns, waits),
        started_by: accountOf(ctx.actor),
        started_by_name: ctx.actor.kind === 'anonymous' ? '' : ctx.actor.name,
        created_at: ctx.now,
        leased_until: own ? leaseFrom() : null,
      });
      return batch;
    },
  );
  return (await findBatch(ctx.db, id))!;
}

const ENCODINGS: Readonly<Record<string, string>> = {
  gb18030: 'GB18030（GBK）',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
};

export function notesOf(layout: Layout, columns: readonly Column[], waits: boolean): Note[] {
  const { text, lines, archive } = layout;
  const encoding = ENCODINGS[text?.encoding ?? lines?.encoding ?? archive?.records.text.encoding ?? ''];
  const aside = columns.filter(({ field }) => field === null).map(({ heading }) => heading);
  const notes: (Note | false)[] = [
    encoding !== undefined && { code: 'note.encoding', params: { encoding } },
    layout.sheet !== undefined && { code: 'note.sheet', params: { sheet: layout.sheet } },
    archive === undefined && layout.headingRow > 1 && { code: 'note.heading_row', params: { row: layout.headingRow } },
    aside.length > 0 && { code: 'note.columns_aside', params: { columns: aside.join('、').slice(0, 2000) } },
    waits && { code: 'note.to_be_checked', params: {} },
    ...(archive ? archiveNotes(archive, layout.headings, columns) : []),
  ];
  return notes.filter((note) => note !== false);
}
