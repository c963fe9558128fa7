import type { sessionRoutes } from '../../../shared/identity/session-routes.ts';
import type { ServerHandlers } from '../../kernel/http/mount.ts';
import { listDemoAccounts } from './demo-accounts.ts';
import { readLink, requestPasswordReset, useLink } from './links.ts';
import { changeEmail, changePassword } from './own-account.ts';
import { confirmSecondFactor, removeSecondFactor, startSecondFactor } from './second-factor.ts';
import { giveSecondFactor, signIn, signOut } from './session.ts';
import { afresh, readSession } from './session-view.ts';

export const sessionHandlers: ServerHandlers<typeof sessionRoutes> = {
  signIn: (ctx, { body }) => signIn(ctx, body),
  readSession: (ctx) => readSession(ctx),
  listDemoAccounts: (ctx) => listDemoAccounts(ctx),
  signOut: (ctx) => signOut(ctx),
  giveSecondFactor: (ctx, { body }) => giveSecondFactor(ctx, body.code),
  async changePassword(ctx, { body }) {
    await changePassword(ctx, body.current, body.password);
    return afresh(ctx);
  },
  async changeEmail(ctx, { body }) {
    await changeEmail(ctx, body.password, body.email);
    return afresh(ctx);
  },
  startSecondFactor: (ctx, { body }) => startSecondFactor(ctx, body.password),
  confirmSecondFactor: (ctx, { body }) => confirmSecondFactor(ctx, body.code),
  removeSecondFactor: (ctx, { body }) => removeSecondFactor(ctx, body.password, body.code),
  requestPasswordReset: (ctx, { body }) => requestPasswordReset(ctx, body.account),
  readLink: (ctx, { body }) => readLink(ctx, body.token),
  useLink: (ctx, { body }) => useLink(ctx, body.token, body.password),
};
