import type { accountRoutes } from '../../../shared/identity/account-routes.ts';
import type { ServerHandlers } from '../../kernel/http/mount.ts';
import {
  disableAccount,
  enableAccount,
  inviteAccount,
  inviteAgain,
  resetSecondFactor,
  unlockAccount,
  updateAccount,
} from './account-write.ts';
import { listAccounts, readAccount } from './accounts.ts';
import { giveGrant, revokeGrant } from './grant-write.ts';
import { listGrants } from './grants.ts';

export const accountHandlers: ServerHandlers<typeof accountRoutes> = {
  listAccounts: (ctx, { query }) => listAccounts(ctx, query),
  readAccount: (ctx, { params }) => readAccount(ctx, params.id),
  inviteAccount: (ctx, { body }) => inviteAccount(ctx, body),
  inviteAgain: (ctx, { params }) => inviteAgain(ctx, params.id),
  updateAccount: (ctx, { params, body }) => updateAccount(ctx, params.id, body),
  disableAccount: (ctx, { params, body }) => disableAccount(ctx, params.id, body.revision),
  enableAccount: (ctx, { params, body }) => enableAccount(ctx, params.id, body.revision),
  unlockAccount: (ctx, { params }) => unlockAccount(ctx, params.id),
  resetSecondFactor: (ctx, { params, body }) => resetSecondFactor(ctx, params.id, body.revision),
  listGrants: (ctx, { query }) => listGrants(ctx, query),
  giveGrant: (ctx, { body }) => giveGrant(ctx, body),
  revokeGrant: (ctx, { params }) => revokeGrant(ctx, params.id),
};
