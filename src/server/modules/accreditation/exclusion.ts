import { accreditationProblem } from '../../../shared/accreditation/problems.ts';
import { NO_END } from '../../../shared/accreditation/no-end.ts';
import { act } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { type Gate, rulesOf } from '../procedures/index.ts';
import { ruleSetVersion } from '../policy/index.ts';
import { demandDecider } from './access.ts';
import { textOf } from './notice-facts.ts';
import { addEvent } from './register-write.ts';
import { entryOf, type EntryRow } from './register-store.ts';

/**
 * Gate `not_excluded`: a platform that was removed, and its host, may not apply until the day their entry says, under the same version of
 * the measure (AMB-GZ-27), unless the authority has admitted them for this class by a recorded decision.
 */
export const notExcluded: Gate = async (ctx, row) => {
  const entries = await ctx.db
    .selectFrom('register_entry')
    .selectAll()
    .where('programme_id', '=', row.programme_id)
    .where('rule_set', '=', row.rule_set)
    .where('rule_set_version', '=', row.rule_set_version)
    .where('excluded_until', '>=', ctx.today)
    .where((eb) => eb.or([eb('platform_id', '=', row.platform_id), eb('host_id', '=', row.host_id)]))
    .orderBy('id')
    .execute();
  const barring = [];
  for (const entry of entries)
    if (!(await admittedClasses(ctx, entry.id)).includes(textOf(row.data['class']))) barring.push(entry);
  const exclusion = rulesOf(ctx, row).ruleSet.evaluation?.exclusion;
  return barring.map(({ name_zh, excluded_until }) => {
    const [zh, en] = untilText(excluded_until!);
    return {
      path: 'subject',
      zh: `“${name_zh}”已终止，其本身和依托单位${zh}不得申报`,
      en: `“${name_zh}” was removed: it and its host may not apply ${en}`,
      ...(exclusion && { cite: { ...exclusion.cite, basis: exclusion.basis } }),
    };
  });
};

const untilText = (day: string): [zh: string, en: string] =>
  day === NO_END ? ['在办法施行期内', 'while the measure is in force'] : [`在 ${day} 前（含当日）`, `until ${day}`];

async function admittedClasses(ctx: Pick<Ctx, 'db'>, entry: Id): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('register_event')
    .select('changes')
    .where('entry_id', '=', entry)
    .where('kind', '=', 'admitted_again')
    .execute();
  return rows.map(({ changes }) => textOf((changes as { class?: unknown }).class));
}

export interface AdmitInput {
  /** Class of the application that is let through; another one than that of the entry. */
  class: string;
  number: string;
  reason: string;
}

/** Lets platform and host of a removed entry apply for another class, by a recorded decision of the authority. @throws accreditation.* */
export async function admitAgain(ctx: Ctx, id: Id, input: AdmitInput): Promise<void> {
  const entry = await entryOf(ctx.db, id);
  demandDecider(ctx, entry.programme_id);
  if (!stillBarred(entry, ctx.today) || entry.class === input.class)
    throw accreditationProblem('accreditation.not_ended');
  const { evaluation } = ruleSetVersion(ctx, entry.rule_set, entry.rule_set_version);
  const { class: admitted, ...paper } = input;
  const subject = { kind: 'register_entry', id };
  await act(ctx, { action: 'accreditation.register.admit_again', subject, detail: { ...input } }, (tx) =>
    addEvent(ctx, tx, entry, {
      kind: 'admitted_again',
      caseId: null,
      decision: {
        type: { zh: `例外准予申报：${paper.reason}`, en: `Admitted in spite of the exclusion: ${paper.reason}` },
        number: paper.number,
        on: ctx.today,
        signatories: [],
        cite: evaluation ? { policy: entry.rule_set, ...evaluation.exclusion.cite, basis: 'house' } : null,
      },
      changes: { class: admitted },
    }),
  );
}

const stillBarred = ({ excluded_until }: EntryRow, today: string): boolean =>
  excluded_until !== null && excluded_until >= today;
