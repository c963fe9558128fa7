import type { Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { addEvent, workers } from './events.ts';
import { refreshCase } from './refresh.ts';
import { citeOf, type CaseRules } from './rules.ts';
import { type CaseRow, findCase } from './store.ts';

/** What a case is about, and where that is. */
export type CaseSubject = Pick<
  CaseRow,
  'subject_kind' | 'subject_id' | 'title' | 'platform_id' | 'host_id' | 'supervising_id' | 'region_code' | 'demo'
>;

export interface NewCase {
  programme: string;
  procedure: string;
  trial: boolean;
  subject: CaseSubject;
  parent: CaseRow | undefined;
  holds: boolean;
  pauses: string[];
  data: Readonly<Record<string, unknown>>;
  openedBy: Id | null;
  assigned?: { role: string; account: Id } | undefined;
  /** As which of `open.by`. */
  party?: string;
}

/** A case that has a title of its own (a call) goes by it, others by their subject. */
export const titleOf = ({ title }: Readonly<Record<string, unknown>>): string | undefined =>
  typeof title === 'string' && title.trim() !== '' ? title.trim().slice(0, 200) : undefined;

/** Writes a case in its first state. */
export async function insertCase(ctx: Ctx, tx: Tx, rules: CaseRules, wanted: NewCase): Promise<Id> {
  const id = await ctx.services.ids.next(tx.db);
  const { ruleSet, procedure } = rules;
  const { subject } = wanted;
  await tx.db
    .insertInto('proc_case')
    .values({
      id,
      programme_id: wanted.programme,
      procedure: wanted.procedure,
      rule_set: ruleSet.id,
      rule_set_version: ruleSet.version,
      trial: wanted.trial,
      subject_kind: subject.subject_kind,
      subject_id: subject.subject_id,
      title: titleOf(wanted.data) ?? subject.title,
      parent_id: wanted.parent?.id ?? null,
      holds: wanted.holds,
      pauses: wanted.pauses,
      state: procedure.initial,
      data: JSON.stringify(wanted.data),
      platform_id: subject.platform_id,
      host_id: subject.host_id,
      supervising_id: subject.supervising_id,
      region_code: subject.region_code,
      demo: subject.demo,
      opened_by: wanted.openedBy,
      opened_at: ctx.now,
    })
    .execute();
  if (wanted.assigned) await assign(ctx, tx, id, wanted.assigned);
  const row = (await findCase(tx.db, id))!;
  await addEvent(ctx, tx, row, {
    kind: 'opened',
    to: procedure.initial,
    cite: citeOf(ruleSet, procedure.open ?? procedure),
    ...(wanted.party !== undefined && { party: wanted.party }),
    detail: { digest: ruleSet.digest },
    told: workers(procedure, procedure.initial).filter(
      (who) => who !== 'anyone' && who !== wanted.party && !wantsOpener(wanted, who),
    ),
  });
  await refreshCase(tx, row, rules);
  return id;
}

/** Whoever opened it need not be told that it is on their desk. */
const wantsOpener = ({ openedBy }: NewCase, who: string): boolean => openedBy !== null && who === 'opener';

export const assign = async (
  ctx: Ctx,
  tx: Tx,
  caseId: Id,
  { role, account }: { role: string; account: Id },
): Promise<void> => {
  await tx.db
    .insertInto('case_assignment')
    .values({ id: await ctx.services.ids.next(tx.db), case_id: caseId, role, account_id: account, at: ctx.now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
};
