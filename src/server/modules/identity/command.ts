import { parseArgs } from 'node:util';
import { z } from 'zod';
import { identityProblem } from '../../../shared/identity/problems.ts';
import { ROLE_IDS, type ScopeKind, SCOPE_KINDS, WHOLE_INSTANCE } from '../../../shared/identity/roles.ts';
import { accountName, email } from '../../../shared/identity/schemas.ts';
import { line } from '../../../shared/identity/text.ts';
import { act } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Command, CommandIo } from '../../kernel/module.ts';
import { insertAccount } from './account-write.ts';
import { linkNow } from './links.ts';
import { grantRoles, demandOrganisation, type RoleSeed } from './seed-accounts.ts';

const USAGE =
  'user add --account NAME --name 姓名 [--email E] [--organisation USCC|NAME] [--role ROLE --scope KIND:ID]… | user link --account NAME';

const options = {
  account: { type: 'string' },
  name: { type: 'string' },
  email: { type: 'string' },
  organisation: { type: 'string' },
  role: { type: 'string', multiple: true },
  scope: { type: 'string', multiple: true },
} as const;

const addition = z.object({ account: accountName, name: line(100), email: email.optional() });

/** Pairs the n-th `--role` with the n-th `--scope`; roles beyond the scopes are given for the whole installation. */
export function rolesGiven(roles: readonly string[], scopes: readonly string[]): RoleSeed[] {
  if (scopes.length > roles.length) throw new Error('每个 --scope 须有对应的 --role / every --scope needs its --role');
  return roles.map((given, index) => {
    const role = ROLE_IDS.find((id) => id === given);
    if (!role) throw new Error(`没有角色 “${given}” / no role “${given}”: ${ROLE_IDS.join(', ')}`);
    const [kind, ...rest] = (scopes[index] ?? `instance:${WHOLE_INSTANCE}`).split(':');
    if (!(SCOPE_KINDS as readonly string[]).includes(kind!) || rest.length === 0)
      throw new Error(`--scope ${scopes[index]}: ${SCOPE_KINDS.join(' | ')}:ID`);
    return { role, scopeKind: kind as ScopeKind, scopeId: rest.join(':') };
  });
}

/** `user add` enters an account and prints a one-time link to set its password; `user link` prints a new link. */
export const userCommand: Command = {
  summary: '账号 / add an account, or print a one-time link to set a password',
  usage: USAGE,
  async run(ctx, argv, io) {
    const { values, positionals } = parseArgs({ args: argv, options, allowPositionals: true });
    if (positionals[0] === 'add' && values.account !== undefined && values.name !== undefined)
      return printLink(io, await addUser(ctx, values));
    if (positionals[0] === 'link' && values.account !== undefined)
      return printLink(io, await newLink(ctx, values.account));
    io.err(`用法 Usage: ${USAGE}\n`);
    return 1;
  },
};

function printLink(io: CommandIo, link: string): number {
  io.out(`请用此链接设置密码（只能使用一次）/ set the password by this link, which works once:\n${link}\n`);
  return 0;
}

interface Values {
  account?: string | undefined;
  name?: string | undefined;
  email?: string | undefined;
  organisation?: string | undefined;
  role?: string[] | undefined;
  scope?: string[] | undefined;
}

async function addUser(ctx: Ctx, values: Values): Promise<string> {
  const parsed = addition.safeParse(values);
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error));
  const roles = rolesGiven(values.role ?? [], values.scope ?? []);
  const detail = { account: parsed.data.account, roles };
  return act(ctx, { action: 'identity.account.add', detail }, async (tx) => {
    const organisation_id = await demandOrganisation(tx, values.organisation);
    const id = await insertAccount(ctx, tx, { ...parsed.data, organisation_id, state: 'invited' });
    tx.on('account', id);
    await grantRoles(ctx, tx, id, roles);
    return linkNow(ctx, tx, id, 'invitation');
  });
}

async function newLink(ctx: Ctx, account: string): Promise<string> {
  const row = await ctx.db
    .selectFrom('account')
    .select(['id', 'state'])
    .where((eb) => eb(eb.fn('lower', ['account']), '=', account.toLowerCase()))
    .executeTakeFirst();
  if (!row) throw identityProblem('identity.account_unknown');
  if (row.state === 'disabled') throw identityProblem('identity.account_state', { state: row.state });
  const event = { action: 'identity.link.print', subject: { kind: 'account', id: row.id } };
  const purpose = row.state === 'invited' ? 'invitation' : 'password_reset';
  return act(ctx, event, (tx) => linkNow(ctx, tx, row.id, purpose));
}
