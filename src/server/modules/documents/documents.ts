import { Readable } from 'node:stream';
import { z } from 'zod';
import type { InputOf } from '../../../shared/contract.ts';
import { readCode, shownCode } from '../../../shared/documents/code.ts';
import { DOCUMENT_KINDS, type DocumentKind } from '../../../shared/documents/kinds.ts';
import { documentModel } from '../../../shared/documents/model.ts';
import { documentsProblem } from '../../../shared/documents/problems.ts';
import type { documentsRoutes } from '../../../shared/documents/routes.ts';
import { act } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import { page, readCursor } from '../../kernel/cursor.ts';
import type { Download } from '../../kernel/http/mount.ts';
import { mayDownload, ownedBy } from './access.ts';
import { setDocument, setWord } from './set-document.ts';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** Bytes a document may have. */
const LARGEST = 50_000_000;

const selectDocuments = (ctx: Ctx) => ctx.db.selectFrom('issued_document').selectAll();
type Row = Awaited<ReturnType<ReturnType<typeof selectDocuments>['executeTakeFirstOrThrow']>>;
interface Produced extends Row {
  sha256: string;
}

/** @throws documents.code_unknown */
async function byCode(ctx: Ctx, typed: string): Promise<Row> {
  const code = readCode(typed);
  const row = code && (await selectDocuments(ctx).where('code', '=', code).executeTakeFirst());
  if (!row) throw documentsProblem('documents.code_unknown', { code: typed });
  return row;
}

/** A document with its bytes made: by the effect after its issue, or now by the first who asks. */
async function produced(ctx: Ctx, row: Row): Promise<Produced> {
  if (row.sha256 !== null) return row as Produced;
  const { bytes, pages } = await setDocument(ctx, documentModel.parse(row.model));
  const { sha256, size } = await ctx.services.files.put(Readable.from([bytes]), LARGEST);
  const subject = { kind: 'document', id: row.id };
  await act(ctx, { action: 'documents.document.produce', subject, detail: { sha256, size, pages } }, (tx) =>
    tx.db
      .updateTable('issued_document')
      .set({ sha256, size: String(size), pages })
      .where('id', '=', row.id)
      .where('sha256', 'is', null)
      .execute(),
  );
  return { ...row, sha256, size: String(size), pages };
}

/** Effect: makes the bytes of a document after its issue. */
export async function produceDocument(ctx: Ctx, payload: unknown): Promise<void> {
  const { id } = z.object({ id: z.string() }).parse(payload);
  const row = await selectDocuments(ctx).where('id', '=', id).executeTakeFirst();
  if (row) await produced(ctx, row);
}

/** What anybody with the code may know. @throws documents.code_unknown */
export async function readDocument(ctx: Ctx, code: string) {
  const row = await produced(ctx, await byCode(ctx, code));
  return {
    ...labelsOf(row),
    issuer: row.issuer,
    programme: row.programme,
    sha256: row.sha256,
    size: Number(row.size),
    pages: row.pages!,
    may_download: mayDownload(ctx.actor, row),
  };
}

const labelsOf = (row: Row) => ({
  code: shownCode(row.code),
  kind: row.kind as DocumentKind,
  kind_label: DOCUMENT_KINDS[row.kind as DocumentKind],
  number: row.number_text,
  title: row.title,
  issued_on: row.issued_on,
});

/** @throws documents.code_unknown | documents.file_withheld */
export const downloadDocument = async (ctx: Ctx, code: string, format: 'pdf' | 'docx'): Promise<Download> =>
  fileOf(ctx, await readable(ctx, code), format);

export interface SubjectOfDocument {
  kind: string;
  id: string;
}

const ofSubject = (ctx: Pick<Ctx, 'db'>, { kind: subject, id }: SubjectOfDocument, kind: DocumentKind) =>
  ctx.db
    .selectFrom('issued_document')
    .selectAll()
    .where('subject_kind', '=', subject)
    .where('subject_id', '=', id)
    .where('kind', '=', kind)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();

/** Whether a document of a kind was issued for a subject. */
export const wasIssued = async (
  ctx: Pick<Ctx, 'db'>,
  subject: SubjectOfDocument,
  kind: DocumentKind,
): Promise<boolean> => (await ofSubject(ctx, subject, kind)) !== undefined;

/** The file of the newest document of a subject, for modules that have said who may have it; undefined without one. */
export async function fileOfSubject(
  ctx: Ctx,
  subject: SubjectOfDocument,
  kind: DocumentKind,
): Promise<Download | undefined> {
  const row = await ofSubject(ctx, subject, kind);
  return row && fileOf(ctx, row, 'pdf');
}

/** The file of a document by its code, for modules that have said who may have it. @throws documents.code_unknown */
export const fileOfCode = async (ctx: Ctx, code: string): Promise<Download> =>
  fileOf(ctx, await byCode(ctx, code), 'pdf');

async function fileOf(ctx: Ctx, row: Row, format: 'pdf' | 'docx'): Promise<Download> {
  if (format === 'docx') {
    const { bytes } = await setWord(ctx, documentModel.parse(row.model));
    return { bytes, name: `${row.title} ${row.number_text}.docx`, mediaType: DOCX, size: bytes.length };
  }
  const { sha256, size } = await produced(ctx, row);
  return {
    bytes: await ctx.services.files.read(sha256),
    name: `${row.title} ${row.number_text}.pdf`,
    mediaType: 'application/pdf',
    size: Number(size),
    inline: true,
  };
}

/** @throws documents.code_unknown | documents.file_withheld */
export async function readDocumentData(ctx: Ctx, code: string) {
  const row = await readable(ctx, code);
  return { code: shownCode(row.code), number: row.number_text, kind: row.kind as DocumentKind, data: row.data };
}

async function readable(ctx: Ctx, code: string): Promise<Row> {
  const row = await byCode(ctx, code);
  if (!mayDownload(ctx.actor, row)) throw documentsProblem('documents.file_withheld');
  return row;
}

/** Documents issued to the caller. */
export async function listOwnDocuments(
  ctx: Ctx,
  { limit, cursor }: InputOf<typeof documentsRoutes.listOwnDocuments>['query'],
) {
  const after = readCursor({}, cursor, z.tuple([z.string()]));
  let query = selectDocuments(ctx)
    .where('owner_id', '=', ownedBy(ctx))
    .orderBy('id', 'desc')
    .limit(limit + 1);
  if (after) query = query.where('id', '<', after[0]);
  const { items, next } = page({}, await query.execute(), limit, (row) => [row.id]);
  return { items: items.map(labelsOf), next };
}
