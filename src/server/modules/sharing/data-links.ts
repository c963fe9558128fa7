import { sharingProblem } from '../../../shared/sharing/problems.ts';
import { act } from '../../kernel/act.ts';
import { accountOf, type Ctx, systemActor } from '../../kernel/context.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { ByteRange } from '../../kernel/http/send-file.ts';
import type { Download } from '../../kernel/http/mount.ts';
import type { Id } from '../../kernel/ids.ts';
import { citationText, dataFiles, grantedFile } from '../catalogue/index.ts';
import { demandBy } from './access.ts';
import { demandDeliverable } from './deliverable.ts';
import { tell } from './events.ts';
import { digestOf, newKey } from './keys.ts';
import { type Item, itemIn, lockPart, type Part, readItem, readPart, touchPart } from './part-lock.ts';
import { recordDelivery } from './record.ts';
import { demandFit, saveItem } from './item-change.ts';

/** Days a link to restricted data holds; another one is to be had on the page of the request. */
const LINK_DAYS = 7;

/** Data stay to be had after the first download, until the platform takes them back. */
const isOpen = ({ kind, state, row }: Item): boolean =>
  kind === 'data' && (state === 'sent' || state === 'fulfilled') && row.taken_back_at === null && row.done === null;

/**
 * Makes a link by which approved data are taken, also by programs; only its digest is kept.
 * @throws sharing.request_unknown | kernel.not_allowed | sharing.step_not_now, and what `demandDeliverable` refuses
 */
export const openDataLink = (ctx: Ctx, id: Id, itemId: Id) =>
  act(
    ctx,
    { action: 'sharing.link.open', subject: { kind: 'request_part', id }, detail: { item: itemId } },
    async (tx) => {
      const part = await lockPart(ctx, tx, id);
      demandBy(part, 'requester');
      const item = itemIn(part, itemId);
      if (!isOpen(item)) demandFit(item, 'download');
      await demandDeliverable(ctx, tx, part, [item]);
      const token = newKey();
      const expires_at = new Date(Date.parse(ctx.now) + LINK_DAYS * 86_400_000).toISOString();
      await tx.db
        .insertInto('request_link')
        .values({
          id: await ctx.services.ids.next(tx.db),
          item_id: itemId,
          digest: digestOf(token),
          expires_at,
          created_at: ctx.now,
        })
        .execute();
      return { address: `/api/data-links/${token}`, expires_at };
    },
  );

interface Linked {
  id: Id;
  expires_at: string;
  part: Part;
  item: Item;
}

/** What a token opens now. @throws sharing.link_unknown, whatever the reason */
async function linked(ctx: Ctx, token: string): Promise<Linked> {
  const link = await ctx.db
    .selectFrom('request_link')
    .selectAll()
    .where('digest', '=', digestOf(token))
    .executeTakeFirst();
  if (!link || link.revoked_at !== null || Date.parse(link.expires_at) <= Date.parse(ctx.now))
    throw sharingProblem('sharing.link_unknown');
  const part = await partOfItem(ctx.db, link.item_id);
  const item = itemIn(part, link.item_id);
  if (!isOpen(item) || item.row.resource_id === null) throw sharingProblem('sharing.link_unknown');
  return { id: link.id, expires_at: link.expires_at, part, item };
}

/** The part of an item, for the program itself: a link asks for no account. */
async function partOfItem(db: ReadDb, item: Id): Promise<Part> {
  return readPart({ actor: systemActor('data-link') }, db, (await readItem(db, item)).row.part_id);
}

/** Files behind a link. @throws sharing.link_unknown */
export async function readDataLink(ctx: Ctx, token: string) {
  const { item, expires_at } = await linked(ctx, token);
  const { files, opensOn } = await dataFiles(ctx, item.row.resource_id!);
  return {
    title: item.title,
    expires_at,
    opens_on: opensOn,
    cite_as: await citationText(ctx, item.row.resource_id!),
    files: files.map(({ id, name, size, sha256 }) => ({
      id,
      name,
      size,
      sha256,
      address: opensOn === null ? `/api/data-links/${token}/files/${id}` : null,
    })),
  };
}

/**
 * The bytes of a file behind a link. Every taking is recorded before its bytes go, pieces too.
 * @throws sharing.link_unknown | catalogue.file_unknown | catalogue.file_embargoed, and what `demandDeliverable` refuses
 */
export async function takeLinkedFile(ctx: Ctx, token: string, file: Id): Promise<Download> {
  const found = await linked(ctx, token);
  const download = await grantedFile(ctx, found.item.row.resource_id!, file);
  const { bytes, size } = download;
  return {
    ...download,
    bytes: async (range) => {
      await recordTaking(ctx, found, { file, name: download.name, sha256: download.sha256!, size: size!, range });
      return (bytes as (range?: ByteRange) => ReturnType<typeof ctx.services.files.read>)(range);
    },
  };
}

interface Taking {
  file: Id;
  name: string;
  sha256: string;
  /** Of the whole file. */
  size: number;
  range: ByteRange | undefined;
}

/** The first taking fulfils the item, and enters the service records. */
const recordTaking = (ctx: Ctx, { id: link, part: { id }, item }: Linked, taking: Taking) =>
  act(
    ctx,
    { action: 'sharing.data.download', subject: { kind: 'request_part', id }, detail: { item: item.id, ...taking } },
    async (tx) => {
      const part = await lockPart({ ...ctx, actor: systemActor('data-link') }, tx, id);
      const now = itemIn(part, item.id);
      // The platform may have taken the data back since the link was read.
      if (!isOpen(now)) throw sharingProblem('sharing.link_unknown');
      await demandDeliverable(ctx, tx, part, [now]);
      await tx.db
        .insertInto('request_download')
        .values({
          id: await ctx.services.ids.next(tx.db),
          item_id: item.id,
          link_id: link,
          file_id: taking.file,
          name: taking.name,
          sha256: taking.sha256,
          first_byte: String(taking.range?.start ?? 0),
          last_byte: String(taking.range?.end ?? Math.max(0, taking.size - 1)),
          account_id: accountOf(ctx.actor),
          address: ctx.request.address,
          at: ctx.now,
        })
        .execute();
      if (now.state !== 'sent') return;
      const service_record_id = await recordDelivery({ ctx, tx, part, item: now }, 'download');
      await saveItem(tx, item.id, { state: 'fulfilled', service_record_id });
      await tell(ctx, tx, id, { kind: 'downloaded', side: 'requester', item: item.id, text: taking.name });
      await touchPart(ctx, tx, part, 'requester');
    },
  );
