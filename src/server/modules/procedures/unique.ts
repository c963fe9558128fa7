import { sql } from 'kysely';
import { proceduresProblem } from '../../../shared/procedures/problems.ts';
import { lockName, type Tx } from '../../kernel/act.ts';
import type { Id } from '../../kernel/ids.ts';
import type { CaseSubject } from './insert-case.ts';
import { citeOf, type CaseRules } from './rules.ts';

interface Wanted {
  programme: string;
  procedure: string;
  parent: Id | undefined;
  subject: CaseSubject;
  account: Id;
}

/** At most so many cases of one kind. @throws procedures.not_unique with their ids */
export async function demandUnique(tx: Tx, { procedure, ruleSet }: CaseRules, wanted: Wanted): Promise<void> {
  const { unique } = procedure;
  if (!unique) return;
  const columns = { subject: 'subject_id', opener: 'opened_by', parent: 'parent_id', host: 'host_id' } as const;
  const values = {
    subject: wanted.subject.subject_id,
    opener: wanted.account,
    parent: wanted.parent ?? null,
    host: wanted.subject.host_id,
  };
  await lockName(
    tx,
    `procedures.unique:${wanted.programme}:${wanted.procedure}:${unique.per.map((key) => values[key]).join(':')}`,
  );
  const same = unique.per.map((key) => sql`${sql.ref(columns[key])}::text is not distinct from ${values[key]}::text`);
  const { rows } = await sql<{ id: Id }>`
    select id from proc_case
    where programme_id = ${wanted.programme} and procedure = ${wanted.procedure} and ${sql.join(same, sql` and `)}
      and state <> all(${unique.except}::text[])
    order by id limit 50`.execute(tx.db);
  if (rows.length < unique.most) return;
  throw proceduresProblem(
    'procedures.not_unique',
    { most: unique.most, count: rows.length, procedure_zh: procedure.label.zh, procedure_en: procedure.label.en },
    { cite: citeOf(ruleSet, unique) },
  );
}
