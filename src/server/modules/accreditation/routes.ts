import type { accreditationRoutes } from '../../../shared/accreditation/routes.ts';
import type { ServerHandlers } from '../../kernel/http/mount.ts';
import { listCalls, readCall } from './calls.ts';
import { recordEarlier } from './earlier.ts';
import { admitAgain } from './exclusion.ts';
import {
  checkNotice,
  keyFile,
  listFile,
  listKeys,
  listNotices,
  readNotice,
  signatureFile,
  signedFile,
  VERDICTS,
} from './notices.ts';
import { publishTogether } from './publish.ts';
import { exportRegister } from './register-export.ts';
import { listRegister, readEntry } from './register.ts';

export const handlers: ServerHandlers<typeof accreditationRoutes> = {
  listCalls: (ctx, { query }) => listCalls(ctx, query),
  readCall: (ctx, { params }) => readCall(ctx, params.id),
  listNotices: (ctx, { query }) => listNotices(ctx, query),
  readNotice: (ctx, { params }) => readNotice(ctx, params.id),
  downloadSignedNotice: (ctx, { params }) => signedFile(ctx, params.id),
  downloadNoticeList: (ctx, { params }) => listFile(ctx, params.id),
  downloadNoticeSignature: (ctx, { params }) => signatureFile(ctx, params.id),
  listNoticeKeys: listKeys,
  downloadNoticeKey: (ctx, { params }) => keyFile(ctx, params.fingerprint),
  async checkSignedNotice(ctx, { body }) {
    const { kind } = await checkNotice(ctx, JSON.stringify(body));
    // The shape has passed the contract already.
    if (kind === 'not_a_notice') throw new Error('a signed notice that is none');
    return { result: kind, text: VERDICTS[kind] };
  },
  publishNotices: async (ctx, { body }) => readNotice(ctx, await publishTogether(ctx, body)),
  listRegister: (ctx, { query }) => listRegister(ctx, query),
  exportRegister: (ctx, { query }) => exportRegister(ctx, query),
  readRegisterEntry: (ctx, { params }) => readEntry(ctx, params.id),
  recordEarlierEntry: async (ctx, { body }) => readEntry(ctx, await recordEarlier(ctx, body)),
  async admitAgain(ctx, { params, body }) {
    await admitAgain(ctx, params.id, body);
    return readEntry(ctx, params.id);
  },
};
