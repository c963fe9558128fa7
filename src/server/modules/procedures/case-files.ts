import type { Procedure } from '../../../shared/policy/procedures.ts';
import { partyOf } from '../../../shared/procedures/decide.ts';
import { fromStates } from '../../../shared/policy/procedure-table.ts';
import { kernelProblem } from '../../../shared/kernel/problems.ts';
import { proceduresProblem } from '../../../shared/procedures/problems.ts';
import { act, type Tx } from '../../kernel/act.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import type { Download } from '../../kernel/http/mount.ts';
import type { Id } from '../../kernel/ids.ts';
import type { StoredBytes } from '../../kernel/files.ts';
import { keepFile, storedFiles } from '../../kernel/stored-files.ts';
import { personOf, visibleCase } from './access.ts';
import { fieldSeen } from './field-readers.ts';
import { showsParent } from './parent-fields.ts';
import { placeOf } from './place.ts';
import { rulesOf } from './rules.ts';
import type { CaseRow } from './store.ts';
import { openEdits } from './typed-fields.ts';

/** Bytes: 20 MiB, what the four instruments' forms ask for. */
const LIMIT = 20 * 1024 * 1024;

export interface CaseFile {
  id: Id;
  field: string;
  name: string;
  size: number;
  sha256: string;
}

/**
 * Keeps a file for a field of a case; it counts once an action or a draft names it.
 * @param inspect throws to refuse what the bytes hold; nothing of them is then recorded
 * @throws kernel.too_large | procedures.field_closed
 */
export async function uploadCaseFile(
  ctx: Ctx,
  id: Id,
  { field, name }: { field: string; name: string },
  bytes: AsyncIterable<Uint8Array>,
  inspect: (stored: StoredBytes) => Promise<void> = async () => {},
): Promise<CaseFile> {
  const actor = await personOf(ctx);
  const row = await visibleCase(ctx, id);
  const { procedure } = rulesOf(ctx, row);
  const place = await placeOf(ctx.db, row);
  if (
    row.closed_at !== null ||
    procedure.fields[field]?.type !== 'file' ||
    !writersOf(procedure, row, field).some((by) => partyOf(by, { place }, actor))
  )
    throw proceduresProblem('procedures.field_closed', { field });
  const stored = await ctx.services.files.put(bytes, LIMIT);
  await inspect(stored);
  return act(
    ctx,
    { action: 'procedures.file.upload', subject: { kind: 'case', id }, detail: { field, ...stored } },
    async (tx) => {
      const file = await keepFile(ctx, tx, { ...stored, name, mediaType: 'application/octet-stream' });
      const caseFile = await ctx.services.ids.next(tx.db);
      await tx.db
        .insertInto('case_file')
        .values({
          id: caseFile,
          case_id: id,
          file_id: file.id,
          field,
          uploaded_by: accountOf(ctx.actor)!,
          uploaded_at: ctx.now,
        })
        .execute();
      return { id: caseFile, field, name: file.name, size: stored.size, sha256: stored.sha256 };
    },
  );
}

/** Lists of whos who may enter a field now: with the case, or with an action. */
export const writersOf = (procedure: Procedure, row: Pick<CaseRow, 'state' | 'data'>, field: string): string[][] => [
  ...openEdits(procedure, row)
    .filter(({ fields }) => fields.includes(field))
    .map(({ by }) => by),
  ...procedure.transitions
    .filter(
      (step) =>
        fromStates(procedure, step).includes(row.state) && step.asks.some((ask) => ask.replace('?', '') === field),
    )
    .map(({ by }) => by),
];

/** A file of a case, for those who see the field it belongs to. @throws kernel.file_unknown */
export async function downloadCaseFile(ctx: Ctx, id: Id, fileId: Id): Promise<Download> {
  const row = await visibleCase(ctx, id);
  const { procedure } = rulesOf(ctx, row);
  const found = await ctx.db
    .selectFrom('case_file')
    .select(['case_id', 'file_id', 'field', 'uploaded_by'])
    .where('case_id', 'in', row.parent_id === null ? [id] : [id, row.parent_id])
    .where('id', '=', fileId)
    .executeTakeFirst();
  const seen =
    found &&
    (found.case_id === id
      ? found.uploaded_by === accountOf(ctx.actor) || (await fieldSeen(ctx, row, found.field!))
      : showsParent(procedure, row) && procedure.parent_fields.includes(found.field!));
  if (!found || seen !== true) throw kernelProblem('kernel.file_unknown');
  const file = (await storedFiles(ctx.db, [found.file_id])).get(found.file_id)!;
  return {
    bytes: await ctx.services.files.read(file.sha256),
    name: file.name,
    mediaType: 'application/octet-stream',
    size: file.size,
  };
}

/** Values of file fields name files of this case. @throws kernel.file_unknown */
export async function demandFiles(
  tx: Tx,
  row: Pick<CaseRow, 'id'> | undefined,
  procedure: Procedure,
  values: Readonly<Record<string, unknown>>,
): Promise<void> {
  const ids = Object.entries(values).flatMap(([field, value]) =>
    procedure.fields[field]?.type === 'file' && typeof value === 'string' && value !== '' ? [value] : [],
  );
  if (ids.length === 0) return;
  const found = row
    ? await tx.db.selectFrom('case_file').select('id').where('case_id', '=', row.id).where('id', 'in', ids).execute()
    : [];
  if (found.length < new Set(ids).size) throw kernelProblem('kernel.file_unknown');
}

/** The bytes of a file of a case, for modules that look into them; undefined when the case has none of that id. */
export async function fileOfCase(
  ctx: Pick<Ctx, 'db'>,
  caseId: Id,
  fileId: Id,
): Promise<{ name: string; size: number; sha256: string } | undefined> {
  const found = await ctx.db
    .selectFrom('case_file')
    .select('file_id')
    .where('case_id', '=', caseId)
    .where('id', '=', fileId)
    .executeTakeFirst();
  return found && (await storedFiles(ctx.db, [found.file_id])).get(found.file_id);
}

/** Names and sizes of the files of a case. */
export async function filesOf(ctx: Ctx, row: CaseRow): Promise<CaseFile[]> {
  const rows = await ctx.db.selectFrom('case_file').selectAll().where('case_id', '=', row.id).orderBy('id').execute();
  const stored = await storedFiles(
    ctx.db,
    rows.map(({ file_id }) => file_id),
  );
  return rows.map(({ id, field, file_id }) => ({ id, field: field!, ...stored.get(file_id)! }));
}
