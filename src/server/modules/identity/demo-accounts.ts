import type { Ctx } from '../../kernel/context.ts';

/** Whoever tries the product chooses a role by its account; their password is told where the program was started, not here. */
export async function listDemoAccounts({ db, services }: Ctx) {
  if (services.config.mode !== 'trial') return { items: [] };
  const items = await db
    .selectFrom('account')
    .select(['account', 'name'])
    .where('demo', '=', true)
    .where('state', '=', 'active')
    .orderBy('id')
    .limit(200)
    .execute();
  return { items };
}
