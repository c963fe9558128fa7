import { sql } from 'kysely';
import type { z } from 'zod';
import { type Bilingual, pick } from '../../../shared/i18n.ts';
import type { depositView } from '../../../shared/deposits/routes.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { storedFiles } from '../../kernel/stored-files.ts';
import { findPlatform, organisationNames } from '../identity/index.ts';
import { casesById } from '../procedures/index.ts';
import { mayCorrect, mayJudge, mayLink, mayList, visibleDeposit } from './access.ts';
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
    may: { list: mayList(ctx, row), judge: mayJudge(ctx, row), link: mayLink(ctx, row) },
    principles: row.supervising_id === null ? null : ((await principlesOf(ctx, row.supervising_id)) ?? null),
  };
}

/** Deposits of a network by how they stand. One that was not audited does not count as done (HB-17.2). */
export async function countDeposits(ctx: Ctx, asked: { programme: string; platform?: string | undefined }) {
  const platform = asked.platform === undefined ? undefined : await findPlatform(ctx.db, asked.platform);
  const { rows } = await sql<{ case_id: Id }>`
    select d.case_id from deposit d join deposit_project p on p.id = d.project_id
    where p.programme_id = ${asked.programme}
      and ${asked.platform === undefined ? sql`true` : sql`d.platform_id = ${platform?.id ?? '0'}`}
    order by d.case_id limit 100000`.execute(ctx.db);
  const cases = [
    ...(
      await casesById(
        ctx.db,
        rows.map(({ case_id }) => case_id),
      )
    ).values(),
  ];
  const open = cases.filter(({ closed_at }) => closed_at === null);
  const ended = (outcome: string): number => cases.filter((row) => row.outcome === outcome).length;
  return {
    tasks: cases.filter(({ outcome }) => outcome !== 'cancelled').length,
    done: ended('deposited'),
    open: open.length,
    overdue: open.filter(({ due }) => due < ctx.today).length,
    exempt: ended('exempt'),
  };
}
