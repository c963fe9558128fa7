import type { GateFault } from '../../../shared/procedures/case-facts.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { Id } from '../../kernel/ids.ts';
import { storedFiles } from '../../kernel/stored-files.ts';
import { type CaseEffect, type Gate, setFields } from '../procedures/index.ts';

const itemsOf = (db: ReadDb, id: Id) =>
  db
    .selectFrom('deposit_item')
    .selectAll()
    .where('case_id', '=', id)
    .where('state', '<>', 'withdrawn')
    .orderBy('id')
    .execute();

const fault = (zh: string, en: string): GateFault => ({ path: 'items', zh, en });

/** Gate `deposit_listed`: something is listed, each item with its file or with a word on where it is. */
export const depositListed: Gate = async (ctx, row) => {
  const items = await itemsOf(ctx.db, row.id);
  if (items.length === 0) return [fault('汇交清单是空的', 'the list is empty')];
  return items
    .filter(({ file_id, note, state }) => (file_id === null && note === null) || state === 'correct')
    .slice(0, 10)
    .map(({ title, state }) =>
      state === 'correct'
        ? fault(`“${title}”尚未更正`, `“${title}” was not corrected yet`)
        : fault(
            `“${title}”没有文件，也没有说明保存在何处`,
            `“${title}” has no file, and nothing says where it is kept`,
          ),
    );
};

/** Gate `deposit_judged`: the platform has judged every item and accepted one at least. */
export const depositJudged: Gate = async (ctx, row) => {
  const items = await itemsOf(ctx.db, row.id);
  const pending = items.filter(({ state }) => state === 'pending');
  if (pending.length > 0)
    return [fault(`还有 ${pending.length} 项没有检查`, `${pending.length} items were not judged yet`)];
  return items.some(({ state }) => state === 'accepted')
    ? []
    : [fault('没有一项通过检查，请退回', 'nothing was accepted: send it back')];
};

/** Gate `deposit_settled`: nothing of it waits for a correction or to be judged. */
export const depositSettled: Gate = async (ctx, row) => {
  const open = (await itemsOf(ctx.db, row.id)).filter(({ state }) => state !== 'accepted');
  return open.length === 0
    ? []
    : [fault(`还有 ${open.length} 项待更正或待检查`, `${open.length} items wait for a correction or a judgement`)];
};

const MOST_LINES = 200;

/** Effect `list_deposit`: what was accepted goes into the case as lines, for its receipt, with the digests of the files. */
export const listDeposit: CaseEffect = async (_ctx, tx, row) => {
  const items = await itemsOf(tx.db, row.id);
  const accepted = items.filter(({ state }) => state === 'accepted');
  const files = await storedFiles(
    tx.db,
    accepted.flatMap(({ file_id }) => file_id ?? []),
  );
  const lines = accepted.slice(0, MOST_LINES).map(({ title, kind, format, quantity, file_id }, n) => {
    const sha256 = file_id === null ? undefined : files.get(file_id)?.sha256;
    const facts = [kind, format, quantity, sha256 && `SHA-256 ${sha256.slice(0, 16)}…`].filter(Boolean);
    return `${n + 1}. ${title}（${facts.join('，')}）`;
  });
  if (accepted.length > MOST_LINES) lines.push(`……共 ${accepted.length} 项`);
  await setFields(tx, row.id, {
    list: lines.join('\n').slice(0, 20_000),
    accepted_items: accepted.length,
    open_items: items.length - accepted.length,
  });
};
