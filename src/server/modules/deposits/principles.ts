import { type RawBuilder, sql, type SqlBool } from 'kysely';
import type { InputOf } from '../../../shared/contract.ts';
import { civilDateAt } from '../../../shared/dates.ts';
import { depositsProblem } from '../../../shared/deposits/problems.ts';
import { type depositsRoutes, PRINCIPLE_TOPICS } from '../../../shared/deposits/routes.ts';
import { act } from '../../kernel/act.ts';
import { accountOf, type Ctx, scopesOf } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { organisationNames } from '../identity/index.ts';

type Topic = keyof typeof PRINCIPLE_TOPICS;
const TOPICS = Object.keys(PRINCIPLE_TOPICS) as Topic[];

/** Publishes the principles of the caller's department, in place of earlier ones. @throws deposits.principles_not_yours */
export async function publishPrinciples(
  ctx: Ctx,
  { title, ...texts }: InputOf<typeof depositsRoutes.publishPrinciples>['body'],
) {
  const [department] = scopesOf(ctx.actor, 'organisation', ['supervising_clerk']);
  if (department === undefined) throw depositsProblem('deposits.principles_not_yours');
  const subject = { kind: 'organisation', id: department };
  await act(ctx, { action: 'deposits.principles.publish', subject }, async (tx) => {
    await tx.db
      .insertInto('deposit_principles')
      .values({
        id: await ctx.services.ids.next(tx.db),
        organisation_id: department,
        title,
        production: texts.production || null,
        management: texts.management || null,
        handing_in: texts.handing_in || null,
        sharing: texts.sharing || null,
        published_at: ctx.now,
        published_by: accountOf(ctx.actor),
      })
      .execute();
  });
  return (await principlesOf(ctx, department))!;
}

/** The newest of a department. */
export const principlesOf = async (ctx: Ctx, department: Id) =>
  (await newest(ctx, sql<SqlBool>`organisation_id = ${department}`))[0];

export const listPrinciples = (ctx: Ctx) => newest(ctx, sql<SqlBool>`true`);

interface Row extends Record<Topic, string | null> {
  organisation_id: Id;
  title: string;
  published_at: string;
}

async function newest(ctx: Ctx, where: RawBuilder<SqlBool>) {
  const { rows } = await sql<Row>`
    select distinct on (organisation_id) * from deposit_principles where ${where}
    order by organisation_id, id desc limit 500`.execute(ctx.db);
  const names = await organisationNames(
    ctx,
    rows.map(({ organisation_id }) => organisation_id),
  );
  return rows.map((row) => ({
    department: names.get(row.organisation_id) ?? '',
    title: row.title,
    topics: TOPICS.map((id) => ({ id, label: PRINCIPLE_TOPICS[id], text: row[id] })),
    missing: TOPICS.filter((id) => row[id] === null).map((id) => PRINCIPLE_TOPICS[id]),
    published_on: civilDateAt(row.published_at),
  }));
}
