import { sql } from 'kysely';
import type { InputOf } from '../../../shared/contract.ts';
import type { proceduresRoutes } from '../../../shared/procedures/routes.ts';
import { proceduresProblem } from '../../../shared/procedures/problems.ts';
import type { Desk } from '../../../shared/procedures/desks.ts';
import { act } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { accountNames } from '../identity/index.ts';
import { desksOfActor, personOf } from './access.ts';

interface SavedFilter {
  id: Id;
  name: string;
  query: Record<string, string>;
  shared: boolean;
  own: boolean;
  by: string;
}

interface Row {
  id: Id;
  account_id: Id;
  name: string;
  query: Record<string, string>;
  desks: Desk[];
}

/** Desks that are an office: not those of a person alone. */
const offices = (desks: ReadonlySet<Desk>): Desk[] => [...desks].filter((desk) => !desk.includes('|account|'));

const MOST = 100;

/** Own filters and those shared at the caller's desks, by name. */
export async function listCaseFilters(ctx: Ctx): Promise<SavedFilter[]> {
  const { account } = await personOf(ctx);
  const shared = offices(await desksOfActor(ctx));
  const { rows } = await sql<Row>`
    select id, account_id, name, query, desks from case_filter
    where account_id = ${account} or desks && ${shared}::text[] order by name, id limit ${2 * MOST}`.execute(ctx.db);
  const names = await accountNames(
    ctx.db,
    rows.map(({ account_id }) => account_id),
  );
  return rows.map((row) => viewOf(row, account, names));
}

const viewOf = (
  { id, account_id, name, query, desks }: Row,
  account: Id,
  names: ReadonlyMap<Id, string>,
): SavedFilter => ({
  id,
  name,
  query,
  shared: desks.length > 0,
  own: account_id === account,
  by: names.get(account_id) ?? '',
});

/** @throws procedures.filters_full */
export async function saveCaseFilter(
  ctx: Ctx,
  { name, query, shared }: InputOf<typeof proceduresRoutes.saveCaseFilter>['body'],
): Promise<SavedFilter> {
  const { account, desks } = await personOf(ctx);
  return act(ctx, { action: 'procedures.filter.save', detail: { name, shared } }, async (tx) => {
    const { count } = await tx.db
      .selectFrom('case_filter')
      .select((eb) => eb.fn.countAll<string>().as('count'))
      .where('account_id', '=', account)
      .executeTakeFirstOrThrow();
    if (Number(count) >= MOST) throw proceduresProblem('procedures.filters_full', { limit: MOST });
    const row = {
      id: await ctx.services.ids.next(tx.db),
      account_id: account,
      name,
      query: JSON.stringify(query),
      desks: shared ? offices(desks) : [],
      created_at: ctx.now,
    };
    const { id } = await tx.db
      .insertInto('case_filter')
      .values(row)
      .onConflict((conflict) =>
        conflict.columns(['account_id', 'name']).doUpdateSet({ query: row.query, desks: row.desks }),
      )
      .returning('id')
      .executeTakeFirstOrThrow();
    tx.on('case_filter', id);
    return viewOf(
      { id, account_id: account, name, query, desks: row.desks },
      account,
      await accountNames(tx.db, [account]),
    );
  });
}

/** @throws procedures.filter_unknown, also for one of somebody else */
export async function removeCaseFilter(ctx: Ctx, id: Id): Promise<void> {
  const { account } = await personOf(ctx);
  await act(ctx, { action: 'procedures.filter.remove', subject: { kind: 'case_filter', id } }, async (tx) => {
    const { numDeletedRows } = await tx.db
      .deleteFrom('case_filter')
      .where('id', '=', id)
      .where('account_id', '=', account)
      .executeTakeFirst();
    if (numDeletedRows === 0n) throw proceduresProblem('procedures.filter_unknown');
  });
}
