import { documentsRoutes } from '../../../shared/documents/routes.ts';
import { defineModule } from '../../kernel/module.ts';
import { downloadDocument, listOwnDocuments, produceDocument, readDocument, readDocumentData } from './documents.ts';
import { replaceDocument, withdrawDocument } from './standing.ts';
import { stopRenderer } from './set-document.ts';

export { fileOfCode, fileOfSubject, type FileWanted, wasIssued } from './documents.ts';
export { draftPaper, issuePaper, paperKind } from './papers.ts';
export { type ListedPaper, listPapers, subjectOfPublic } from './store.ts';
export { noteStanding } from './standing.ts';
export { type Issued, issueDocument, issueReceipt } from './issue.ts';
export { type Labels, setLabels } from './labels.ts';
export { checkedModel, printableModel, setDocument, setWord } from './set-document.ts';

export const documents = defineModule({
  name: 'documents',
  table: documentsRoutes,
  handlers: {
    readDocument: (ctx, { params }) => readDocument(ctx, params.code),
    downloadDocument: (ctx, { params, query }) => downloadDocument(ctx, params.code, query),
    readDocumentData: (ctx, { params }) => readDocumentData(ctx, params.code),
    withdrawDocument: async (ctx, { params, body }) =>
      readDocument(ctx, await withdrawDocument(ctx, params.code, body.reason)),
    replaceDocument: async (ctx, { params, body }) => readDocument(ctx, await replaceDocument(ctx, params.code, body)),
    listOwnDocuments: (ctx, { query }) => listOwnDocuments(ctx, query),
  },
  effects: { 'documents.produce': produceDocument },
  start: (context) => {
    const { services } = context('documents');
    return () => stopRenderer(services);
  },
});
