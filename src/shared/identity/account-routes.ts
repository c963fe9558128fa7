import { z } from 'zod';
import { defineRoutes } from '../contract.ts';
import { ADMINISTRATION } from './administration.ts';
import { ROLE_IDS, SCOPE_KINDS } from './roles.ts';
import { accountChange, accountInput, accountView, grantInput, grantView } from './schemas.ts';
import { cursor, idText, limit, next, searchText } from './text.ts';

const byId = z.object({ id: idText });
const revision = z.object({ revision: z.number().int() });

export const accountRoutes = defineRoutes({
  listAccounts: {
    method: 'GET',
    path: '/api/accounts',
    summary: 'Accounts in one’s scope, by account name',
    allow: ADMINISTRATION.list_accounts,
    query: z.object({
      q: searchText.describe('part of the account, name or mail address'),
      state: z.enum(['invited', 'active', 'disabled']).optional(),
      organisation: idText.optional(),
      role: z.enum(ROLE_IDS).optional().describe('holders of a role today'),
      limit,
      cursor,
    }),
    reply: z.object({ items: z.array(accountView), next }),
  },
  readAccount: {
    method: 'GET',
    path: '/api/accounts/:id',
    summary: 'One account',
    allow: ADMINISTRATION.list_accounts,
    params: byId,
    reply: accountView,
  },
  inviteAccount: {
    method: 'POST',
    path: '/api/accounts',
    summary: 'Create an account and mail a one-time link to its owner, good for 7 days',
    allow: ADMINISTRATION.invite_accounts,
    body: accountInput,
    reply: accountView,
    status: 201,
  },
  inviteAgain: {
    method: 'POST',
    path: '/api/accounts/:id/invitation',
    summary: 'Mail a new invitation; the earlier link ends',
    allow: ADMINISTRATION.invite_accounts,
    params: byId,
    body: z.object({}),
    reply: accountView,
  },
  updateAccount: {
    method: 'PATCH',
    path: '/api/accounts/:id',
    summary: 'Change what is known of a person',
    allow: ADMINISTRATION.edit_accounts,
    params: byId,
    body: accountChange,
    reply: accountView,
  },
  disableAccount: {
    method: 'POST',
    path: '/api/accounts/:id/disabling',
    summary: 'Disable an account; its sessions end',
    allow: ADMINISTRATION.edit_accounts,
    params: byId,
    body: revision,
    reply: accountView,
  },
  enableAccount: {
    method: 'POST',
    path: '/api/accounts/:id/enabling',
    summary: 'Enable a disabled account',
    allow: ADMINISTRATION.edit_accounts,
    params: byId,
    body: revision,
    reply: accountView,
  },
  unlockAccount: {
    method: 'POST',
    path: '/api/accounts/:id/unlocking',
    summary: 'Lift the lock that failed sign-ins set',
    allow: ADMINISTRATION.unlock_accounts,
    params: byId,
    body: z.object({}),
    reply: accountView,
  },
  resetSecondFactor: {
    method: 'POST',
    path: '/api/accounts/:id/second-factor-reset',
    summary: 'Remove the second factor of somebody who has lost it; sessions end',
    allow: ADMINISTRATION.reset_second_factors,
    params: byId,
    body: revision,
    reply: accountView,
  },
  listGrants: {
    method: 'GET',
    path: '/api/grants',
    summary: 'Grants of an account or within a scope, newest first',
    allow: ADMINISTRATION.list_grants,
    query: z.object({
      account: idText.optional(),
      role: z.enum(ROLE_IDS).optional(),
      scope_kind: z.enum(SCOPE_KINDS).optional(),
      scope_id: z.string().max(60).optional(),
      ended: z.enum(['true', 'false']).default('false').describe('revoked and expired ones too'),
      limit,
      cursor,
    }),
    reply: z.object({ items: z.array(grantView), next }),
  },
  giveGrant: {
    method: 'POST',
    path: '/api/grants',
    summary: 'Give a role within a scope',
    allow: ADMINISTRATION.give_grants,
    body: grantInput,
    reply: grantView,
    status: 201,
  },
  revokeGrant: {
    method: 'POST',
    path: '/api/grants/:id/revocation',
    summary: 'Revoke a grant',
    allow: ADMINISTRATION.give_grants,
    params: byId,
    body: z.object({}),
    reply: grantView,
  },
});
