import type { InputOf } from '../../../shared/contract.ts';
import { checkRecord } from '../../../shared/catalogue/check-record.ts';
import type { ResourceType } from '../../../shared/catalogue/resource-type.ts';
import { depositsProblem } from '../../../shared/deposits/problems.ts';
import type { depositsRoutes } from '../../../shared/deposits/routes.ts';
import type { FieldFault } from '../../../shared/problems.ts';
import { act } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { faultWords, targetOf, writeRecords } from '../catalogue/index.ts';
import { findPlatform, organisationNames } from '../identity/index.ts';
import { lockCase } from '../procedures/index.ts';
import { mayDraft, visibleDeposit } from './access.ts';
import { closed } from './items.ts';

interface Item {
  id: Id;
  title: string;
  kind: string;
  format: string | null;
  quantity: string | null;
  note: string | null;
}

/**
 * Makes drafts in the catalogue of the platform from what it accepted and what has no record yet: all of them, or none. The platform
 * completes, checks and publishes them like its own.
 * @throws deposits.nothing_to_draft | drafts_refused naming item and field | list_closed; procedures.case_unknown
 */
export async function draftItems(
  ctx: Ctx,
  id: Id,
  { type: typeId }: InputOf<typeof depositsRoutes.draftDepositItems>['body'],
): Promise<void> {
  const { deposit } = await visibleDeposit(ctx, id);
  const type = ctx.services.types.get(typeId);
  if (!type) throw depositsProblem('deposits.type_unknown', { type: typeId });
  const platform = (await findPlatform(ctx.db, deposit.platform_id))!;
  const unit = (await organisationNames(ctx, [deposit.unit_id])).get(deposit.unit_id) ?? '';
  const event = { action: 'deposits.item.draft', subject: { kind: 'case', id }, detail: { type: typeId } };
  await act(ctx, event, async (tx) => {
    const row = (await lockCase(tx, id))!;
    if (!mayDraft(ctx, row)) throw closed(ctx, row);
    const items = await tx.db
      .selectFrom('deposit_item')
      .select(['id', 'title', 'kind', 'format', 'quantity', 'note'])
      .where('case_id', '=', id)
      .where('state', '=', 'accepted')
      .where('resource_id', 'is', null)
      .orderBy('id')
      .limit(1000)
      .execute();
    if (items.length === 0) throw depositsProblem('deposits.nothing_to_draft');
    const target = targetOf(ctx, platform, type, { state: 'draft', note: `${deposit.number} ${deposit.title}` });
    const checked = items.map((item) =>
      checkRecord(type, fieldsOf(type, item, { ...deposit, unit }), { today: ctx.today }),
    );
    const faults = checked.flatMap(({ record, faults: found }, n) =>
      record ? [] : found.filter(({ severity }) => severity === 'error').map((fault) => ({ ...fault, row: n + 1 })),
    );
    if (faults.length > 0) throw refused(faults, items);
    // One by one, so that each item learns its record: a list has some dozens of them.
    for (const [n, item] of items.entries()) {
      const outcome = await writeRecords(ctx, tx, target, [{ row: n + 1, checked: checked[n]!.record! }]);
      const resource = outcome.created[0] ?? outcome.unchanged[0] ?? outcome.updated[0];
      if (resource === undefined) throw refused(outcome.refused, items);
      await tx.db
        .updateTable('deposit_item')
        .set((eb) => ({ resource_id: resource, revision: eb('revision', '+', 1) }))
        .where('id', '=', item.id)
        .execute();
    }
    tx.note({ drafts: items.length });
  });
}

type Fault = Parameters<typeof faultWords>[0] & { row: number; field: string | null };

function refused(faults: readonly Fault[], items: readonly Item[]) {
  const errors = faults.slice(0, 200).map(({ row, field, ...fault }): FieldFault => ({
    path: `items.${row - 1}${field === null ? '' : `.${field}`}`,
    code: fault.code,
    zh: `“${items[row - 1]!.title}”：${faultWords(fault, 'zh-CN')}`,
    en: `“${items[row - 1]!.title}”: ${faultWords(fault, 'en')}`,
  }));
  return depositsProblem('deposits.drafts_refused', { count: faults.length }, { errors });
}

/** What the list tells of an item, under the fields that every type has; numbered after its project where the type has one number. */
function fieldsOf(
  type: ResourceType,
  item: Item,
  { number, title, unit }: { number: string; title: string; unit: string },
): Record<string, unknown> {
  const [key] = type.key.find((fields) => fields.length === 1) ?? [];
  const told = [item.kind, item.format, item.quantity, item.note].filter(Boolean).join('；');
  return {
    ...(key !== undefined && { [key]: `${number}-${item.id}` }),
    title: item.title,
    description: `${item.title}。${told}。由项目“${title}”（${number}）汇交，承担单位：${unit}。`,
    keywords: [item.kind],
    provider_name: unit,
  };
}
