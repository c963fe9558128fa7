import { Readable } from 'node:stream';
import { z } from 'zod';
import type { InputOf } from '../../../shared/contract.ts';
import { shownCode } from '../../../shared/documents/code.ts';
import { documentModel } from '../../../shared/documents/model.ts';
import type { PaperFacts } from '../../../shared/documents/paper.ts';
import { documentsProblem } from '../../../shared/documents/problems.ts';
import type { documentsRoutes } from '../../../shared/documents/routes.ts';
import { act } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import { page, readCursor } from '../../kernel/cursor.ts';
import type { Download } from '../../kernel/http/mount.ts';
import { ruleSetVersion } from '../policy/index.ts';
import { mayDownload, ownedBy } from './access.ts';
import { byCode, type DocumentRow, type DocumentState } from './store.ts';
import { openCopy } from './papers.ts';
import { setDocument, setWord } from './set-document.ts';
import { valueLabels } from './value-labels.ts';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

const PDF_TYPE = 'application/pdf';

/** Bytes a document may have. */
const LARGEST = 50_000_000;

interface Produced extends DocumentRow {
  sha256: string;
}

/** A document with its bytes made: by the effect after its issue, or now by the first who asks. */
async function produced(ctx: Ctx, row: DocumentRow): Promise<Produced> {
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
  const row = await ctx.db.selectFrom('issued_document').selectAll().where('id', '=', id).executeTakeFirst();
  if (row) await produced(ctx, row);
}

/** What anybody with the code may know. @throws documents.code_unknown */
export async function readDocument(ctx: Ctx, code: string) {
  const row = await produced(ctx, await byCode(ctx, code));
  return {
    ...labelsOf(row),
    direction: row.direction as 'in' | 'out',
    issuer: row.issuer,
    programme: row.programme,
    sha256: row.sha256,
    size: Number(row.size),
    pages: row.pages!,
    may_download: mayDownload(ctx.actor, row),
    state: row.state as DocumentState,
    state_reason: row.state_reason,
    state_on: row.state_on,
    replaced_by: row.replaced_by === null ? null : await codeOfDocument(ctx, row.replaced_by),
    standing: row.standing as { zh: string; en: string; since: string } | null,
  };
}

const codeOfDocument = async (ctx: Ctx, id: string): Promise<string> =>
  shownCode(
    (await ctx.db.selectFrom('issued_document').select('code').where('id', '=', id).executeTakeFirstOrThrow()).code,
  );

const labelsOf = (row: DocumentRow) => ({
  code: shownCode(row.code),
  kind: row.kind,
  kind_label: { zh: row.kind_zh, en: row.kind_en },
  number: row.number_text,
  title: row.title,
  issued_on: row.issued_on,
});

/** @throws documents.code_unknown | documents.file_withheld */
export const downloadDocument = async (ctx: Ctx, code: string, wanted: FileWanted): Promise<Download> =>
  fileOf(ctx, await readable(ctx, code), wanted);

/** PDF or Word; `open`: the copy for those the case is about. */
export interface FileWanted {
  format: 'pdf' | 'docx';
  copy: 'whole' | 'open';
}
const PDF: FileWanted = { format: 'pdf', copy: 'whole' };

export interface SubjectOfDocument {
  kind: string;
  id: string;
}

const ofSubject = (ctx: Pick<Ctx, 'db'>, { kind: subject, id }: SubjectOfDocument, kind: string) =>
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
export const wasIssued = async (ctx: Pick<Ctx, 'db'>, subject: SubjectOfDocument, kind: string): Promise<boolean> =>
  (await ofSubject(ctx, subject, kind)) !== undefined;

/** The file of the newest document of a subject, for modules that have said who may have it; undefined without one. */
export async function fileOfSubject(ctx: Ctx, subject: SubjectOfDocument, kind: string): Promise<Download | undefined> {
  const row = await ofSubject(ctx, subject, kind);
  return row && fileOf(ctx, row, PDF);
}

/** The file of a document by its code, for modules that have said who may have it. @throws documents.code_unknown */
export const fileOfCode = async (ctx: Ctx, code: string, wanted: FileWanted = PDF): Promise<Download> =>
  fileOf(ctx, await byCode(ctx, code), wanted);

async function fileOf(ctx: Ctx, row: DocumentRow, { format, copy }: FileWanted): Promise<Download> {
  const named = (ending: string): string => `${row.title} ${row.number_text}${ending}`;
  const model = copy === 'open' ? await openCopy(ctx, row) : documentModel.parse(row.model);
  if (format === 'docx') {
    const { bytes } = await setWord(ctx, model);
    return { bytes, name: named('.docx'), mediaType: DOCX, size: bytes.length };
  }
  if (copy === 'open') {
    const { bytes } = await setDocument(ctx, model);
    return { bytes, name: named('.pdf'), mediaType: PDF_TYPE, size: bytes.length, inline: true };
  }
  const { sha256, size } = await produced(ctx, row);
  return {
    bytes: await ctx.services.files.read(sha256),
    name: named('.pdf'),
    mediaType: PDF_TYPE,
    size: Number(size),
    inline: true,
  };
}

/** @throws documents.code_unknown | documents.file_withheld */
export async function readDocumentData(ctx: Ctx, code: string) {
  const row = await readable(ctx, code);
  return {
    code: shownCode(row.code),
    number: row.number_text,
    kind: row.kind,
    data: row.data,
    labels: named(ctx, row),
  };
}

/** What the values are called that a correction may change. */
function named(ctx: Ctx, { rule_set, rule_set_version, kind, facts }: DocumentRow) {
  if (rule_set === null) return {};
  const { action, values } = facts as PaperFacts;
  return valueLabels(ruleSetVersion(ctx, rule_set, rule_set_version!), { kind, action }, Object.keys(values));
}

async function readable(ctx: Ctx, code: string): Promise<DocumentRow> {
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
  let query = ctx.db
    .selectFrom('issued_document')
    .selectAll()
    .where('owner_id', '=', ownedBy(ctx))
    .orderBy('id', 'desc')
    .limit(limit + 1);
  if (after) query = query.where('id', '<', after[0]);
  const { items, next } = page({}, await query.execute(), limit, (row) => [row.id]);
  return { items: items.map(labelsOf), next };
}
