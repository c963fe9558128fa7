import type { importRoutes } from '../../../shared/imports/routes.ts';
import type { ServerHandlers } from '../../kernel/http/mount.ts';
import { typeOf } from './access.ts';
import {
  cancelImport,
  downloadRefused,
  listImportFaults,
  listImports,
  listUndoLeft,
  readImport,
  shown,
} from './batches.ts';
import { previewImport } from './preview.ts';
import { wakeRunner } from './runner.ts';
import { askUndo } from './undo.ts';
import { startImport } from './start.ts';
import { templateOf } from './template.ts';
import { storeFile } from './upload.ts';

export const handlers: ServerHandlers<typeof importRoutes> = {
  uploadFile: (ctx, { query, body }) => storeFile(ctx, body, query.name),
  previewImport: (ctx, { body }) => previewImport(ctx, body),
  async startImport(ctx, { body }) {
    const batch = await startImport(ctx, body);
    wakeRunner(ctx);
    return (await shown(ctx, [batch]))[0]!;
  },
  listImports: (ctx, { query }) => listImports(ctx, query),
  readImport: (ctx, { params }) => readImport(ctx, params.id),
  listImportFaults: (ctx, { params, query }) => listImportFaults(ctx, params.id, query),
  downloadRefused: (ctx, { params }) => downloadRefused(ctx, params.id),
  cancelImport: async (ctx, { params }) => (await shown(ctx, [await cancelImport(ctx, params.id)]))[0]!,
  async undoImport(ctx, { params, body }) {
    const batch = await askUndo(ctx, params.id, body.reason);
    wakeRunner(ctx);
    return (await shown(ctx, [batch]))[0]!;
  },
  listUndoLeft: (ctx, { params, query }) => listUndoLeft(ctx, params.id, query),
  downloadTemplate: async (ctx, { params, query }) => templateOf(typeOf(ctx, params.type), query.format, ctx.lang),
};
