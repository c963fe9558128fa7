import { parse } from 'csv-parse/sync';
import type { InputOf } from '../../../shared/contract.ts';
import { readItemRows } from '../../../shared/deposits/item-rows.ts';
import { depositsProblem } from '../../../shared/deposits/problems.ts';
import type { depositsRoutes } from '../../../shared/deposits/routes.ts';
import { pick } from '../../../shared/i18n.ts';
import { act, checkRevision, type Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Download } from '../../kernel/http/mount.ts';
import type { Id } from '../../kernel/ids.ts';
import { keepFile, storedFiles } from '../../kernel/stored-files.ts';
import { recordHeads } from '../catalogue/index.ts';
import { type CaseRow, lockCase, rulesOf } from '../procedures/index.ts';
import { mayCorrect, mayJudge, mayLink, mayList, visibleDeposit } from './access.ts';

type Routes = typeof depositsRoutes;
type Content = InputOf<Routes['addDepositItem']>['body'];

/** Bytes of one file: 500 MiB. */
const LIMIT = 500 * 1024 * 1024;

export const closed = (ctx: Ctx, row: CaseRow) =>
  depositsProblem('deposits.list_closed', {
    state: pick(rulesOf(ctx, row).procedure.states[row.state]!.label, ctx.lang),
  });

const columnsOf = ({ title, kind, format, quantity, note }: Content) => ({
  title,
  kind,
  format: format || null,
  quantity: quantity || null,
  note: note || null,
});

/** @throws procedures.case_unknown | deposits.list_closed */
export async function addItems(ctx: Ctx, id: Id, contents: readonly Content[]): Promise<void> {
  await visibleDeposit(ctx, id);
  const event = { action: 'deposits.item.add', subject: { kind: 'case', id }, detail: { count: contents.length } };
  await act(ctx, event, async (tx) => {
    const row = (await lockCase(tx, id))!;
    if (!mayList(ctx, row)) throw closed(ctx, row);
    const ids = await ctx.services.ids.take(tx.db, contents.length);
    await tx.db
      .insertInto('deposit_item')
      .values(contents.map((content, n) => ({ id: ids[n]!, case_id: id, ...columnsOf(content) })))
      .execute();
  });
}

/** Takes in every row of a table, or none. @throws deposits.rows_wrong naming line and column of each fault */
export async function importItems(ctx: Ctx, id: Id, text: string): Promise<void> {
  const delimiter = text.slice(0, text.search(/\r?\n|$/)).includes('\t') ? '\t' : ',';
  let table: string[][];
  try {
    table = parse(text, { delimiter, bom: true, relax_column_count: true, skip_empty_lines: true });
  } catch (cause) {
    const message = (cause as Error).message;
    throw depositsProblem('deposits.rows_wrong', { count: 1 }, { errors: [faultAt('table', message, message)] });
  }
  const { rows, faults } = readItemRows(table);
  if (faults.length > 0)
    throw depositsProblem(
      'deposits.rows_wrong',
      { count: faults.length },
      {
        errors: faults
          .slice(0, 200)
          .map(({ row, column, zh, en }) =>
            faultAt(`table.${row}${column === null ? '' : `.${column}`}`, `第 ${row} 行：${zh}`, `line ${row}: ${en}`),
          ),
      },
    );
  await addItems(ctx, id, rows);
}

const faultAt = (path: string, zh: string, en: string) => ({ path, code: 'deposits.row', zh, en });

/** @throws deposits.item_unknown | list_closed; kernel.stale_version */
export const changeItem = (
  ctx: Ctx,
  { id, item }: { id: Id; item: Id },
  { revision, withdrawn, ...content }: InputOf<Routes['changeDepositItem']>['body'],
): Promise<void> =>
  changing(ctx, id, item, 'deposits.item.change', async (tx, row, found) => {
    if (!mayCorrect(ctx, row, found)) throw closed(ctx, row);
    checkRevision(revision, found, { item: found });
    await set(tx, item, { ...columnsOf(content), state: withdrawn ? 'withdrawn' : 'pending' });
  });

/** @throws kernel.too_large | deposits.item_unknown | list_closed */
export async function uploadItemFile(
  ctx: Ctx,
  { id, item }: { id: Id; item: Id },
  name: string,
  bytes: AsyncIterable<Uint8Array>,
): Promise<void> {
  const { row } = await visibleDeposit(ctx, id);
  const before = await itemOf(ctx, id, item);
  if (!mayCorrect(ctx, row, before)) throw closed(ctx, row);
  const stored = await ctx.services.files.put(bytes, LIMIT);
  await changing(ctx, id, item, 'deposits.item.upload', async (tx, now, found) => {
    if (!mayCorrect(ctx, now, found)) throw closed(ctx, now);
    const file = await keepFile(ctx, tx, { ...stored, name, mediaType: 'application/octet-stream' });
    tx.note({ ...stored });
    await set(tx, item, { file_id: file.id, state: found.state === 'withdrawn' ? 'withdrawn' : 'pending' });
  });
}

/** @throws deposits.not_to_judge | remark_missing | item_unknown; kernel.stale_version */
export const judgeItem = (
  ctx: Ctx,
  { id, item }: { id: Id; item: Id },
  { revision, result, remark }: InputOf<Routes['judgeDepositItem']>['body'],
): Promise<void> =>
  changing(ctx, id, item, 'deposits.item.judge', async (tx, row, found) => {
    if (!mayJudge(ctx, row, found)) throw depositsProblem('deposits.not_to_judge');
    if (result === 'correct' && remark === '') throw depositsProblem('deposits.remark_missing');
    checkRevision(revision, found, { item: found });
    tx.note({ result });
    await set(tx, item, { state: result, remark: remark || null });
  });

/** @throws deposits.record_elsewhere | list_closed | item_unknown; kernel.stale_version */
export const linkItem = (
  ctx: Ctx,
  { id, item }: { id: Id; item: Id },
  { revision, resource }: InputOf<Routes['linkDepositItem']>['body'],
): Promise<void> =>
  changing(ctx, id, item, 'deposits.item.link', async (tx, row, found) => {
    if (!mayLink(ctx, row, found)) throw closed(ctx, row);
    checkRevision(revision, found, { item: found });
    const head = (await recordHeads(tx.db, [resource])).get(resource);
    if (head?.platform !== row.platform_id) throw depositsProblem('deposits.record_elsewhere', { id: resource });
    await set(tx, item, { resource_id: resource });
  });

/** @throws deposits.item_unknown */
export async function downloadItemFile(ctx: Ctx, { id, item }: { id: Id; item: Id }): Promise<Download> {
  await visibleDeposit(ctx, id);
  const { file_id } = await itemOf(ctx, id, item);
  const file = file_id === null ? undefined : (await storedFiles(ctx.db, [file_id])).get(file_id);
  if (!file) throw depositsProblem('deposits.item_unknown');
  return {
    bytes: await ctx.services.files.read(file.sha256),
    name: file.name,
    mediaType: 'application/octet-stream',
    size: file.size,
  };
}

async function itemOf(ctx: Pick<Ctx, 'db'>, id: Id, item: Id) {
  const found = await ctx.db
    .selectFrom('deposit_item')
    .selectAll()
    .where('case_id', '=', id)
    .where('id', '=', item)
    .executeTakeFirst();
  if (!found) throw depositsProblem('deposits.item_unknown');
  return found;
}

type Item = Awaited<ReturnType<typeof itemOf>>;

/** The case is looked at again inside, so that nobody changes a list that was handed in meanwhile. */
async function changing(
  ctx: Ctx,
  id: Id,
  item: Id,
  action: string,
  change: (tx: Tx, row: CaseRow, found: Item) => Promise<void>,
): Promise<void> {
  await visibleDeposit(ctx, id);
  await act(ctx, { action, subject: { kind: 'case', id }, detail: { item } }, async (tx) => {
    const row = (await lockCase(tx, id))!;
    await change(tx, row, await itemOf(tx, id, item));
  });
}

const set = (tx: Tx, item: Id, values: Partial<Item>): Promise<unknown> =>
  tx.db
    .updateTable('deposit_item')
    .set((eb) => ({ ...values, revision: eb('revision', '+', 1) }))
    .where('id', '=', item)
    .execute();
