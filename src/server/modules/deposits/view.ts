import type { z } from 'zod';
import { type Bilingual, pick } from '../../../shared/i18n.ts';
import type { depositView } from '../../../shared/deposits/routes.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { storedFiles } from '../../kernel/stored-files.ts';
import { findPlatform, organisationNames } from '../identity/index.ts';
import { casesByEnd } from '../procedures/index.ts';
import { mayCorrect, mayDraft, mayJudge, mayLink, mayList, visibleDeposit } from './access.ts';
import { PROCEDURE } from './open.ts';
import { principlesOf } from './principles.ts';

const STATES: Readonly<Record<string, Bilingual>> = {
  pending: { zh: '待检查', en: 'To be judged' },
  accepted: { zh: '已接收', en: 'Accepted' },
  correct: { zh: '待更正', en: 'To be corrected' },
  withdrawn: { zh: '已撤下', en: 'Withdrawn' },
};

/** @throws procedures.case_unknown | deposits.unknown */
export async function readDeposit(ctx: Ctx, id: Id): Promise<z.input<typeof depositView>> {
  const { row, deposit } = await visibleDeposit(ctx, id);
  const items = await ctx.db
    .selectFrom('deposit_item')
    .selectAll()
    .where('case_id', '=', id)
    .orderBy('id')
    .limit(5000)
    .execute();
  const files = await storedFiles(
    ctx.db,
    items.flatMap(({ file_id }) => file_id ?? []),
  );
  const platform = (await findPlatform(ctx.db, deposit.platform_id))!;
  const unit = (await organisationNames(ctx, [deposit.unit_id])).get(deposit.unit_id) ?? '';
  return {
    id,
    project: { number: deposit.number, title: deposit.title, unit, designated: deposit.designated },
    platform: { code: platform.code, name: { zh: platform.name_zh, en: platform.name_en ?? platform.name_zh } },
    what: deposit.what,
    items: items.map((item) => ({
      ...item,
      state: item.state as 'pending',
      state_label: pick(STATES[item.state]!, ctx.lang),
      file: item.file_id === null ? null : (files.get(item.file_id) ?? null),
      resource: item.resource_id,
      may_edit: mayCorrect(ctx, row, item),
    })),
    may: { list: mayList(ctx, row), judge: mayJudge(ctx, row), link: mayLink(ctx, row), draft: mayDraft(ctx, row) },
    principles: row.supervising_id === null ? null : ((await principlesOf(ctx, row.supervising_id)) ?? null),
  };
}

/** Deposits of a network that the caller sees, by how they stand. One that was not audited does not count as done (HB-17.2). */
export async function countDeposits(ctx: Ctx, asked: { programme: string; platform?: string | undefined }) {
  const platform = asked.platform === undefined ? undefined : ((await findPlatform(ctx.db, asked.platform))?.id ?? '0');
  const ends = await casesByEnd(ctx, { procedure: PROCEDURE, programme: asked.programme, platform });
  const ended = (outcome: string | null): number => ends.find((row) => row.outcome === outcome)?.count ?? 0;
  return {
    tasks: ends.reduce((all, { outcome, count }) => (outcome === 'cancelled' ? all : all + count), 0),
    done: ended('deposited'),
    open: ended(null),
    overdue: ends.reduce((all, { overdue }) => all + overdue, 0),
    exempt: ended('exempt'),
  };
}
