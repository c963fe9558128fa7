import { readCode } from '../../../shared/documents/code.ts';
import { complaintsProblem } from '../../../shared/complaints/problems.ts';
import { accountOf, type Ctx, scopesOf } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import type { Gate } from '../procedures/index.ts';
import { digestOf } from './secrets.ts';

export interface Mine {
  number: string;
  code: string;
}

/**
 * Whoever has the code of a complaint may follow it, and the account that kept it among its own; nobody else, and no name opens it.
 * @throws complaints.not_found
 */
export async function demandOwn(ctx: Ctx, { number, code }: Mine): Promise<Id> {
  const read = readCode(code);
  const id = number.normalize('NFKC').replace(/\s/g, '');
  const account = accountOf(ctx.actor);
  const found = /^\d{1,18}$/.test(id)
    ? await ctx.db
        .selectFrom('complaint')
        .select('case_id')
        .where('case_id', '=', id)
        .where((eb) =>
          eb.or([
            eb('code_digest', '=', read === undefined ? '' : digestOf(read)),
            ...(account === null ? [] : [eb('account_id', '=', account)]),
          ]),
        )
        .executeTakeFirst()
    : undefined;
  if (!found) throw complaintsProblem('complaints.not_found');
  return found.case_id;
}

const HOST_ROLES = ['host_admin', 'legal_representative', 'host_accountant'] as const;
const PLATFORM_ROLES = ['platform_head', 'platform_staff'] as const;

/** Gate `complaint_handler`: whoever serves the platform or its host does not decide about it (NAT-33). */
export const complaintHandler: Gate = async (ctx, row) => {
  const involved =
    scopesOf(ctx.actor, 'platform', PLATFORM_ROLES).includes(row.platform_id ?? '') ||
    scopesOf(ctx.actor, 'organisation', HOST_ROLES).includes(row.host_id ?? '');
  return involved
    ? [
        {
          path: 'actor',
          zh: '您在被投诉的平台或其依托单位任职，只能说明情况，不能办理',
          en: 'you serve the platform complained about, or its host: you may give a statement, not decide',
        },
      ]
    : [];
};
