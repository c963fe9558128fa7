import { documentsRoutes } from '../../../shared/documents/routes.ts';
import { defineModule } from '../../kernel/module.ts';
import { downloadDocument, listOwnDocuments, produceDocument, readDocument, readDocumentData } from './documents.ts';
import { stopRenderer } from './set-document.ts';

export { fileOfCode, fileOfSubject, wasIssued } from './documents.ts';
export { type Issued, issueDocument, issueReceipt } from './issue.ts';
export { checkedModel, setDocument, setWord } from './set-document.ts';

export const documents = defineModule({
  name: 'documents',
  table: documentsRoutes,
  handlers: {
    readDocument: (ctx, { params }) => readDocument(ctx, params.code),
    downloadDocument: (ctx, { params, query }) => downloadDocument(ctx, params.code, query.format),
    readDocumentData: (ctx, { params }) => readDocumentData(ctx, params.code),
    listOwnDocuments: (ctx, { query }) => listOwnDocuments(ctx, query),
  },
  effects: { 'documents.produce': produceDocument },
  start: (context) => {
    const { services } = context('documents');
    return () => stopRenderer(services);
  },
});
