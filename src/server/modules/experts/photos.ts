import { Readable } from 'node:stream';
import sharp from 'sharp';
import type { z } from 'zod';
import { expertsProblem } from '../../../shared/experts/problems.ts';
import type { photoView } from '../../../shared/experts/schemas.ts';
import { act } from '../../kernel/act.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import { kernelProblem } from '../../../shared/kernel/problems.ts';
import type { Download } from '../../kernel/http/mount.ts';
import type { Id } from '../../kernel/ids.ts';
import { keepFile, storedFiles } from '../../kernel/stored-files.ts';
import { visitCase } from './visit-case.ts';

export type PhotoView = z.input<typeof photoView>;

/** Bytes of what is sent. */
const LIMIT = 20 * 1024 * 1024;
/** A picture of more points than any phone makes is refused before it is unpacked. */
const MOST_PIXELS = 120_000_000;
const MOST_PHOTOS = 60;
/** Longest side, in points. */
const SIZES = { full: 2560, preview: 480 } as const;
const FORMATS = new Set(['jpeg', 'png', 'webp', 'heif', 'avif']);

/**
 * Keeps a photo: turned upright, made no larger than needed, written anew as JPEG without anything that cameras and phones write into
 * pictures (place, time, device, owner). The sender's file and its name are not kept.
 * @throws experts.visit_closed | not_an_image | too_many_photos
 */
export async function addPhoto(
  ctx: Ctx,
  id: Id,
  caption: string,
  bytes: AsyncIterable<Uint8Array>,
): Promise<PhotoView> {
  const { writes } = await visitCase(ctx, id);
  if (!writes) throw expertsProblem('experts.visit_closed');
  const sent = await whole(bytes);
  const [full, preview] = await Promise.all([redrawn(sent, SIZES.full), redrawn(sent, SIZES.preview)]);
  const { files } = ctx.services;
  const stored = {
    full: await files.put(Readable.from([full.data]), LIMIT),
    preview: await files.put(Readable.from([preview.data]), LIMIT),
  };
  return act(ctx, { action: 'experts.photo.add', subject: { kind: 'case', id } }, async (tx) => {
    const before = await tx.db
      .selectFrom('visit_photo')
      .select((eb) => eb.fn.countAll<string>().as('count'))
      .where('case_id', '=', id)
      .executeTakeFirstOrThrow();
    if (Number(before.count) >= MOST_PHOTOS) throw expertsProblem('experts.too_many_photos', { most: MOST_PHOTOS });
    const photo = await ctx.services.ids.next(tx.db);
    const keep = (size: 'full' | 'preview') =>
      keepFile(ctx, tx, { ...stored[size], name: `${photo}-${size}.jpg`, mediaType: 'image/jpeg' });
    const row = {
      id: photo,
      case_id: id,
      file_id: (await keep('full')).id,
      preview_id: (await keep('preview')).id,
      caption,
      width: full.info.width,
      height: full.info.height,
      account_id: accountOf(ctx.actor)!,
      at: ctx.now,
    };
    await tx.db.insertInto('visit_photo').values(row).execute();
    return { id: photo, caption, width: row.width, height: row.height, at: ctx.now };
  });
}

async function whole(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of bytes) {
    size += part.length;
    if (size > LIMIT) throw kernelProblem('kernel.too_large', { limit: LIMIT });
    parts.push(part);
  }
  return Buffer.concat(parts);
}

async function redrawn(
  bytes: Buffer,
  side: number,
): Promise<{ data: Buffer; info: { width: number; height: number } }> {
  try {
    const picture = sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error' });
    const { format } = await picture.metadata();
    if (!FORMATS.has(format)) throw new Error(format);
    return await picture
      .rotate()
      .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .jpeg({ quality: side > 1000 ? 85 : 75, mozjpeg: false })
      .toBuffer({ resolveWithObject: true });
  } catch {
    throw expertsProblem('experts.not_an_image');
  }
}

export async function photosOf(ctx: Ctx, id: Id): Promise<PhotoView[]> {
  return ctx.db
    .selectFrom('visit_photo')
    .select(['id', 'caption', 'width', 'height', 'at'])
    .where('case_id', '=', id)
    .orderBy('id')
    .execute();
}

/** @throws experts.visit_closed | kernel.file_unknown */
export async function removePhoto(ctx: Ctx, id: Id, photo: Id): Promise<void> {
  const { writes } = await visitCase(ctx, id);
  if (!writes) throw expertsProblem('experts.visit_closed');
  await act(ctx, { action: 'experts.photo.remove', subject: { kind: 'case', id }, detail: { photo } }, async (tx) => {
    const { numDeletedRows } = await tx.db
      .deleteFrom('visit_photo')
      .where('case_id', '=', id)
      .where('id', '=', photo)
      .executeTakeFirst();
    if (numDeletedRows === 0n) throw kernelProblem('kernel.file_unknown');
  });
}

/** @throws kernel.file_unknown */
export async function downloadPhoto(ctx: Ctx, id: Id, photo: Id, size: 'preview' | 'full'): Promise<Download> {
  await visitCase(ctx, id);
  const found = await ctx.db
    .selectFrom('visit_photo')
    .select(['file_id', 'preview_id'])
    .where('case_id', '=', id)
    .where('id', '=', photo)
    .executeTakeFirst();
  if (!found) throw kernelProblem('kernel.file_unknown');
  const wanted = size === 'preview' ? found.preview_id : found.file_id;
  const file = (await storedFiles(ctx.db, [wanted])).get(wanted)!;
  return {
    bytes: await ctx.services.files.read(file.sha256),
    name: file.name,
    mediaType: 'image/jpeg',
    size: file.size,
    inline: true,
  };
}
