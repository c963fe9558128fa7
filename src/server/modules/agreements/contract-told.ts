import type { Tx } from '../../kernel/act.ts';
import type { Id } from '../../kernel/ids.ts';

/** What the service records want to know of the contract of a part. */
export interface ContractTold {
  number: string | null;
  /** Fen; the price where the contract is in force, else what was paid. */
  incomeFen: number;
}

/** The price of a part of a request; undefined where nothing was charged. */
export async function contractTold(tx: Tx, subject: string): Promise<ContractTold | undefined> {
  const row = await tx.db
    .selectFrom('service_contract')
    .select(['id', 'number', 'state', 'total_fen'])
    .where('subject', '=', subject)
    .where('state', 'in', ['offered', 'in_force'])
    .executeTakeFirst();
  if (!row) return undefined;
  const paid = await tx.db
    .selectFrom('contract_payment')
    .select(({ fn }) => fn.sum<string | null>('fen').as('fen'))
    .where('contract_id', '=', row.id as Id)
    .executeTakeFirstOrThrow();
  return {
    number: row.number,
    incomeFen: row.state === 'in_force' ? Number(row.total_fen) : Number(paid.fen ?? 0),
  };
}
