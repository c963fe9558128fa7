import { type RawBuilder, sql, type SqlBool } from 'kysely';
import type { Procedure } from '../../../shared/policy/procedures.ts';
import { proceduresProblem } from '../../../shared/procedures/problems.ts';
import { lockName, type Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import type { CaseSubject } from './insert-case.ts';
import { citeOf, type CaseRules } from './rules.ts';

type Rule = Procedure['unique'][number];

interface Wanted {
  programme: string;
  procedure: string;
  parent: Id | undefined;
  subject: CaseSubject;
  account: Id;
}

/** At most so many cases of one kind. @throws procedures.not_unique with the first of them */
export async function demandUnique(ctx: Ctx, tx: Tx, { procedure, ruleSet }: CaseRules, wanted: Wanted): Promise<void> {
  for (const rule of procedure.unique) {
    const found = await alike(ctx, tx, rule, wanted);
    if (found.length < rule.most || (await lifted(tx, rule, wanted))) continue;
    const [first] = found;
    throw proceduresProblem(
      'procedures.not_unique',
      {
        most: rule.most,
        count: found.length,
        title: first!.title,
        procedure_zh: procedure.label.zh,
        procedure_en: procedure.label.en,
      },
      { cite: citeOf(ruleSet, rule), more: { cases: found } },
    );
  }
}

const COLUMNS = { subject: 'subject_id', opener: 'opened_by', parent: 'parent_id', host: 'host_id' } as const;

async function alike(ctx: Ctx, tx: Tx, rule: Rule, wanted: Wanted): Promise<{ id: Id; title: string }[]> {
  const values = {
    subject: wanted.subject.subject_id,
    opener: wanted.account,
    parent: wanted.parent ?? null,
    host: wanted.subject.host_id,
  };
  const key = rule.per.map((of) => `${of}=${values[of]}`).join(':');
  await lockName(tx, `procedures.unique:${wanted.programme}:${wanted.procedure}:${key}`);
  const same = rule.per.map(
    (of) => sql<SqlBool>`${sql.ref(COLUMNS[of])}::text is not distinct from ${values[of]}::text`,
  );
  const conditions = [
    ...same,
    ...(rule.renewable ? [notEnding(ctx, rule.renewable, wanted)] : []),
    ...(rule.unless ? [notExcepted(rule.unless)] : []),
  ];
  const { rows } = await sql<{ id: Id; title: string }>`
    select id, title from proc_case
    where programme_id = ${wanted.programme} and procedure = ${wanted.procedure} and ${sql.join(conditions, sql` and `)}
      and state <> all(${rule.except}::text[])
    order by id limit 50`.execute(tx.db);
  return rows;
}

const notEnding = (
  ctx: Ctx,
  { clock, months }: NonNullable<Rule['renewable']>,
  { subject }: Wanted,
): RawBuilder<SqlBool> => sql<SqlBool>`
  not (subject_id = ${subject.subject_id} and exists (
    select from case_clock k where k.case_id = proc_case.id and k.clock = ${clock} and k.state = 'running'
      and k.last_date <= (${ctx.today}::date + make_interval(months => ${months}::int))::date))`;

/** What came by an exception does not count against others. */
const notExcepted = ({ procedure, outcome }: NonNullable<Rule['unless']>): RawBuilder<SqlBool> => sql<SqlBool>`
  not exists (
    select from proc_case e where e.programme_id = proc_case.programme_id and e.procedure = ${procedure}
      and e.outcome = ${outcome} and e.subject_id = proc_case.subject_id)`;

/** An exception for the subject was decided. */
async function lifted(tx: Tx, { unless }: Rule, { programme, subject }: Wanted): Promise<boolean> {
  if (!unless) return false;
  const found = await tx.db
    .selectFrom('proc_case')
    .select('id')
    .where('programme_id', '=', programme)
    .where('procedure', '=', unless.procedure)
    .where('outcome', '=', unless.outcome)
    .where('subject_id', '=', subject.subject_id)
    .executeTakeFirst();
  return found !== undefined;
}
