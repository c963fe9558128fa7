import { type Selectable, sql } from 'kysely';
import { readCode, shownCode } from '../../../shared/documents/code.ts';
import { documentsProblem } from '../../../shared/documents/problems.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { Tables } from '../../kernel/db/tables.ts';
import type { Id } from '../../kernel/ids.ts';

export type DocumentRow = Selectable<Tables['issued_document']>;
export type DocumentState = 'valid' | 'withdrawn' | 'replaced';

/** @throws documents.code_unknown */
export async function byCode(ctx: Pick<Ctx, 'db'>, typed: string): Promise<DocumentRow> {
  const code = readCode(typed);
  const row =
    code && (await ctx.db.selectFrom('issued_document').selectAll().where('code', '=', code).executeTakeFirst());
  if (!row) throw documentsProblem('documents.code_unknown', { code: typed });
  return row;
}

/** A paper of a subject, as lists show it. */
export interface ListedPaper {
  id: Id;
  subject: Id;
  /** As printed, in groups. */
  code: string;
  kind: string;
  kind_label: { zh: string; en: string };
  number: string;
  title: string;
  issuer: string;
  direction: 'in' | 'out';
  issued_on: string;
  action: string;
  public: boolean;
  state: DocumentState;
}

export interface PaperList {
  /** Kind of the subjects, and which. */
  kind: string;
  ids: readonly Id[];
  /** Desks of the reader; `all` for the program. */
  desks: ReadonlySet<string> | 'all';
  code?: string | undefined;
  /** Only those sent out that anybody reads. */
  open?: boolean;
  before?: Id | undefined;
  limit: number;
}

/** Papers of some subjects that somebody at these desks reads among those who see the subjects, the newest first. */
export async function listPapers(
  db: ReadDb,
  { kind, ids, desks, code, open, before, limit }: PaperList,
): Promise<ListedPaper[]> {
  if (ids.length === 0) return [];
  let query = db
    .selectFrom('issued_document')
    .select(['id', 'code', 'kind', 'kind_zh', 'kind_en', 'number_text', 'title', 'issuer', 'direction'])
    .select(['issued_on', 'action', 'public', 'state', 'subject_id'])
    .where('subject_kind', '=', kind)
    .where('subject_id', 'in', ids)
    .where('rule_set', 'is not', null)
    .orderBy('id', 'desc')
    .limit(limit);
  if (desks !== 'all')
    query = query.where(sql<boolean>`(public or readers is null or readers && ${[...desks]}::text[])`);
  if (open === true) query = query.where('public', '=', true).where('direction', '=', 'out');
  if (before !== undefined) query = query.where('id', '<', before);
  if (code !== undefined) query = query.where('code', '=', readCode(code) ?? '');
  return (await query.execute()).map((row) => ({
    id: row.id,
    subject: row.subject_id!,
    code: shownCode(row.code),
    kind: row.kind,
    kind_label: { zh: row.kind_zh, en: row.kind_en },
    number: row.number_text,
    title: row.title,
    issuer: row.issuer,
    direction: row.direction as 'in' | 'out',
    issued_on: row.issued_on,
    action: row.action!,
    public: row.public,
    state: row.state as DocumentState,
  }));
}

/** What a public document is about; undefined of one that is not for everybody, or of none. */
export async function subjectOfPublic(
  ctx: Pick<Ctx, 'db'>,
  typed: string,
): Promise<{ kind: string; id: string } | undefined> {
  const row = await ctx.db
    .selectFrom('issued_document')
    .select(['subject_kind', 'subject_id'])
    .where('code', '=', readCode(typed) ?? '')
    .where('public', '=', true)
    .executeTakeFirst();
  return row?.subject_kind && row.subject_id ? { kind: row.subject_kind, id: row.subject_id } : undefined;
}
