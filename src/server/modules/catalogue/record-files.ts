import { rulesFor } from '../../../shared/agreements/special-rules.ts';
import { FILE_LIMITS, type FILE_ACCESS, type FILE_ROLES } from '../../../shared/catalogue/file-schemas.ts';
import { catalogueProblem } from '../../../shared/catalogue/problems.ts';
import { EDITORS, GUARDIANS } from '../../../shared/catalogue/people.ts';
import { type CivilDate, isCivilDate } from '../../../shared/dates.ts';
import { act, checkRevision, type Tx } from '../../kernel/act.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import type { Download } from '../../kernel/http/mount.ts';
import type { Id } from '../../kernel/ids.ts';
import { baseName } from '../../kernel/files.ts';
import { mayOnPlatform } from '../identity/index.ts';
import { currentRuleSets } from '../policy/index.ts';
import { demand } from './access.ts';
import { isPicture, mediaTypeOf } from './file-media.ts';
import { findPublic, hostOf, readAhead, recordById, type WholeRecord } from './public.ts';
import { type FileRow, lockResource } from './store.ts';

type Access = (typeof FILE_ACCESS)[number];

/** Files of a record with where the caller may take each. @throws catalogue.resource_unknown | catalogue.withdrawn */
export async function listRecordFiles(ctx: Ctx, id: Id) {
  const { inside, open } = await standing(ctx, id);
  return { items: (await filesOf(ctx, id)).map((row) => viewOf(row, inside || isOpen(row, open))) };
}

/** Those of a public record, as anybody sees them. */
export const publicFiles = (ctx: Pick<Ctx, 'today' | 'services'>, record: WholeRecord) =>
  record.files.map((row) => viewOf(row, isOpen(row, isRecordOpen(ctx, record))));

/** The civil date from which the data of a record may be taken; null once it has come, or where there is no embargo. */
export function embargoOf({ today }: Pick<Ctx, 'today'>, { fields }: Pick<WholeRecord, 'fields'>): CivilDate | null {
  const until = fields['embargo_until'];
  return typeof until === 'string' && isCivilDate(until) && today < until ? until : null;
}

type Standing = Pick<WholeRecord, 'access' | 'fields' | 'type'>;

/** What a special law keeps from the public, such as data of single persons, is on request whatever the record says. */
const neverPublic = (ctx: Pick<Ctx, 'today' | 'services'>, { type, fields }: Standing): boolean =>
  currentRuleSets(ctx).some((set) =>
    rulesFor(set, [{ typeId: type, fields }]).some(({ value }) => value.never_public !== undefined),
  );

const isRecordOpen = (ctx: Pick<Ctx, 'today' | 'services'>, record: Standing): boolean =>
  record.access === 'open' && embargoOf(ctx, record) === null && !neverPublic(ctx, record);

/** Those of some records that have data files. */
export async function recordsWithFiles(ctx: Ctx, ids: readonly Id[]): Promise<Set<Id>> {
  await readAhead(ctx, ids);
  const records = await Promise.all(ids.map((id) => recordById(ctx, id)));
  return new Set(records.flatMap((record) => (record?.files.some(({ role }) => role === 'file') ? [record.id] : [])));
}

/** Data files of a public record for those who may have been granted them, with how they are open to everybody. */
export async function dataFiles(ctx: Ctx, id: Id) {
  const record = await findPublic(ctx, id);
  const open = isRecordOpen(ctx, record);
  const asks = record.access !== 'open' || neverPublic(ctx, record);
  return {
    opensOn: embargoOf(ctx, record),
    files: record.files
      .filter(({ role }) => role === 'file')
      .map((row) => ({
        ...viewOf(row, isOpen(row, open)),
        open: isOpen(row, open),
        // An embargo ends by itself; consent has to be given.
        needsConsent: !isOpen(row, !asks),
      })),
  };
}

/**
 * A data file for somebody to whom it was granted.
 * @throws catalogue.file_unknown | catalogue.file_embargoed
 */
export async function grantedFile(ctx: Ctx, id: Id, file: Id): Promise<Download> {
  const record = await findPublic(ctx, id);
  const row = record.files.find((one) => one.id === file && one.role === 'file');
  if (!row) throw catalogueProblem('catalogue.file_unknown');
  const until = embargoOf(ctx, record);
  if (until !== null) throw catalogueProblem('catalogue.file_embargoed', { name: row.name, date: until });
  return downloadOf(ctx, row);
}

const filesOf = ({ db }: Ctx, id: Id): Promise<FileRow[]> =>
  db
    .selectFrom('resource_file')
    .selectAll()
    .where('resource_id', '=', id)
    .where('removed_at', 'is', null)
    .orderBy('id')
    .execute();

/** A picture shows what there is and is for everybody; a file is as open as its record, at most. */
const isOpen = (row: Pick<FileRow, 'role' | 'access'>, recordOpen: boolean): boolean =>
  row.access === 'open' && (row.role === 'image' || recordOpen);

/** Whether the caller looks after the record, and whether the record is open to all. */
async function standing(ctx: Ctx, id: Id): Promise<{ inside: boolean; open: boolean }> {
  const record = await recordById(ctx, id);
  if (!record) throw catalogueProblem('catalogue.resource_unknown');
  if (mayOnPlatform(ctx, await hostOf(ctx, record), GUARDIANS)) return { inside: true, open: true };
  return { inside: false, open: isRecordOpen(ctx, await findPublic(ctx, id)) };
}

const viewOf = (row: FileRow, mayTake: boolean) => ({
  id: row.id,
  name: row.name,
  media_type: row.media_type,
  size: Number(row.size),
  sha256: row.sha256,
  role: row.role as (typeof FILE_ROLES)[number],
  access: row.access as Access,
  caption: row.caption,
  revision: row.revision,
  added_at: new Date(row.added_at).toISOString(),
  address: mayTake ? `/api/resources/${row.resource_id}/files/${row.id}` : null,
});

/** @throws catalogue.file_unknown | catalogue.file_on_request */
export async function readRecordFile(ctx: Ctx, id: Id, file: Id): Promise<Download> {
  const { inside, open } = await standing(ctx, id);
  const row = (await filesOf(ctx, id)).find((one) => one.id === file);
  if (!row) throw catalogueProblem('catalogue.file_unknown');
  if (!inside && !isOpen(row, open)) {
    const until = embargoOf(ctx, await findPublic(ctx, id));
    if (until !== null) throw catalogueProblem('catalogue.file_embargoed', { name: row.name, date: until });
    throw catalogueProblem('catalogue.file_on_request', { name: row.name });
  }
  return downloadOf(ctx, row);
}

function downloadOf(ctx: Ctx, row: FileRow): Download {
  return {
    bytes: (range) => ctx.services.files.read(row.sha256, range),
    name: row.name,
    mediaType: row.media_type,
    size: Number(row.size),
    sha256: row.sha256,
    inline: row.role === 'image',
  };
}

interface Added {
  name: string;
  role: (typeof FILE_ROLES)[number];
  access: Access;
  caption: string;
}

/** @throws kernel.too_large | catalogue.not_a_picture | catalogue.too_many_files | kernel.not_allowed */
export async function addRecordFile(ctx: Ctx, id: Id, given: Added, bytes: AsyncIterable<Uint8Array>) {
  await demandEditor(ctx, id);
  const name = baseName(given.name);
  const { sha256, size } = await ctx.services.files.put(bytes, FILE_LIMITS[given.role]);
  if (size === 0) throw catalogueProblem('catalogue.empty_file', { name });
  const media_type = await mediaTypeOf(ctx, sha256, name);
  if (given.role === 'image' && !isPicture(media_type)) throw catalogueProblem('catalogue.not_a_picture', { name });
  const detail = { name, size, sha256, role: given.role };
  return act(ctx, { action: 'catalogue.file.add', subject: { kind: 'resource', id }, detail }, async (tx) => {
    await lockEditable(tx, id);
    const { count } = await tx.db
      .selectFrom('resource_file')
      .select(({ fn }) => fn.countAll<string>().as('count'))
      .where('resource_id', '=', id)
      .where('removed_at', 'is', null)
      .executeTakeFirstOrThrow();
    if (Number(count) >= FILE_LIMITS.count)
      throw catalogueProblem('catalogue.too_many_files', { most: FILE_LIMITS.count });
    const row = await tx.db
      .insertInto('resource_file')
      .values({
        resource_id: id,
        id: await ctx.services.ids.next(tx.db),
        name,
        media_type,
        size: String(size),
        sha256,
        role: given.role,
        access: given.access,
        caption: given.caption === '' ? null : given.caption,
        added_by: accountOf(ctx.actor),
        added_by_name: ctx.actor.kind === 'anonymous' ? '' : ctx.actor.name,
        added_at: ctx.now,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    return viewOf(row, true);
  });
}

interface Change {
  revision: number;
  access: Access;
  caption: string;
}

export const changeRecordFile = (ctx: Ctx, id: Id, file: Id, { revision, access, caption }: Change) =>
  changeFile(ctx, 'catalogue.file.change', id, file, async (tx, row) => {
    checkRevision(revision, row);
    const changed = await tx.db
      .updateTable('resource_file')
      .set({ access, caption: caption === '' ? null : caption, revision: row.revision + 1 })
      .where('resource_id', '=', id)
      .where('id', '=', file)
      .returningAll()
      .executeTakeFirstOrThrow();
    return viewOf(changed, true);
  });

export const removeRecordFile = (ctx: Ctx, id: Id, file: Id): Promise<null> =>
  changeFile(ctx, 'catalogue.file.remove', id, file, async (tx) => {
    await tx.db
      .updateTable('resource_file')
      .set({ removed_at: ctx.now })
      .where('resource_id', '=', id)
      .where('id', '=', file)
      .execute();
    return null;
  });

async function changeFile<T>(
  ctx: Ctx,
  action: string,
  id: Id,
  file: Id,
  change: (tx: Tx, row: FileRow) => Promise<T>,
): Promise<T> {
  await demandEditor(ctx, id);
  return act(ctx, { action, subject: { kind: 'resource', id }, detail: { file } }, async (tx) => {
    await lockEditable(tx, id);
    const row = (await filesOf({ ...ctx, db: tx.db }, id)).find((one) => one.id === file);
    if (!row) throw catalogueProblem('catalogue.file_unknown');
    tx.note({ name: row.name, sha256: row.sha256 });
    return change(tx, row);
  });
}

async function demandEditor(ctx: Ctx, id: Id): Promise<void> {
  const record = await recordById(ctx, id);
  if (!record) throw catalogueProblem('catalogue.resource_unknown');
  demand(ctx, await hostOf(ctx, record), EDITORS);
}

/** A withdrawn record stays as it was left. */
async function lockEditable(tx: Tx, id: Id): Promise<void> {
  const row = await lockResource(tx.db, id);
  if (!row) throw catalogueProblem('catalogue.resource_unknown');
  if (row.state === 'withdrawn') throw catalogueProblem('catalogue.files_closed');
}
