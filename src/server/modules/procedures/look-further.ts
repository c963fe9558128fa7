import { sql } from 'kysely';
import type { Requirement } from '../../../shared/policy/procedure-requirements.ts';
import type { Transition } from '../../../shared/policy/procedures.ts';
import type { CaseFacts, GateFault } from '../../../shared/procedures/case-facts.ts';
import { lockName, type Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { CaseRow } from './store.ts';

/**
 * What some rows of the table rest on beyond the case: gates of other modules, each asked once, and other cases of its kind.
 * @param row the case; its `data` with what is being typed and what the action was given
 */
export async function lookFurther(
  ctx: Ctx,
  row: CaseRow,
  rows: readonly Transition[],
): Promise<Pick<CaseFacts, 'gates' | 'found'>> {
  const needs = rows.flatMap(({ requires }) => requires);
  const gates: Record<string, readonly GateFault[]> = {};
  const found = new Map<Requirement, readonly string[]>();
  for (const need of needs) {
    if ('no_other' in need) found.set(need, await othersLike(ctx.db, row, need.no_other));
    if (!('gate' in need) || gates[need.gate]) continue;
    const gate = ctx.services.offers.gates[need.gate];
    if (!gate) throw new Error(`no module offers the gate ${need.gate}`);
    gates[need.gate] = await gate(ctx, row);
  }
  return { gates, found };
}

const MOST_NAMED = 5;

type OtherNeed = Extract<Requirement, { no_other: unknown }>['no_other'];

async function othersLike(db: ReadDb, row: CaseRow, { same, states }: OtherNeed): Promise<string[]> {
  const alike = same.map(
    (field) => sql`data ->> ${field} = ${String((row.data[field] ?? '') as string | number | boolean)}`,
  );
  const { rows } = await sql<{ title: string }>`
    select title from proc_case
    where programme_id = ${row.programme_id} and procedure = ${row.procedure} and state = any(${states}::text[])
      and subject_id <> ${row.subject_id} and trial = ${row.trial} and ${sql.join(alike, sql` and `)}
    order by id limit ${MOST_NAMED}`.execute(db);
  return rows.map(({ title }) => title);
}

/** Two that look at each other's kind of case decide one after the other. */
export async function lockOthers(tx: Tx, row: CaseRow, rows: readonly Transition[]): Promise<void> {
  if (rows.some(({ requires }) => requires.some((need) => 'no_other' in need)))
    await lockName(tx, `procedures.no_other:${row.programme_id}:${row.procedure}`);
}
