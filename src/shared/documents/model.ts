import { z } from 'zod';
import { civilDate } from '../identity/schemas.ts';

const text = z.string().max(20_000);
const line = z.string().max(500);

const block = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('heading'),
    level: z.union([z.literal(1), z.literal(2), z.literal(3)]),
    text: line,
  }),
  z.strictObject({ kind: z.literal('paragraph'), text }),
  /** Names and values, one below the other. */
  z.strictObject({ kind: z.literal('facts'), rows: z.array(z.tuple([line, text])).max(500) }),
  z.strictObject({
    kind: z.literal('table'),
    caption: line.optional(),
    columns: z
      .array(
        z.strictObject({
          title: line,
          /** Share of the width, against the other columns. */
          width: z.number().positive().default(1),
          align: z.enum(['left', 'center', 'right']).default('left'),
        }),
      )
      .min(1)
      .max(12),
    rows: z.array(z.array(text)).max(5000),
  }),
  /** A word set apart: what is provisional, on trial, or refused. */
  z.strictObject({ kind: z.literal('notice'), text }),
  /** The place of a seal, with the word beside it. */
  z.strictObject({ kind: z.literal('seal'), text: line }),
  z.strictObject({ kind: z.literal('page_break') }),
]);

/**
 * What a document says, without its layout: one model, read by every renderer. All words, numbers and dates in it are
 * final; a renderer adds none but page numbers.
 */
export const documentModel = z.strictObject({
  lang: z.enum(['zh', 'en']).default('zh'),
  /** `official`: a document of an authority in the grid of GB/T 9704; `form`: receipts, results, tables. */
  style: z.enum(['official', 'form']),
  title: line,
  issuer: line,
  date: civilDate,
  /** Red head of an official document, with its number. */
  head: z.strictObject({ mark: line, number: line }).optional(),
  to: line.optional(),
  /** Said at the top of every page: 试用 - 不具效力. */
  mark: line.optional(),
  blocks: z.array(block).max(5000),
  attachments: z.array(line).default([]),
  /** Who signs; `seal` leaves the place of a seal. */
  signoff: z.strictObject({ organisation: line, date: line, seal: z.boolean().default(false) }).optional(),
  /** Verification code with the address of its page, at the foot with a QR code. */
  verify: z.strictObject({ code: line, url: line, label: line }).optional(),
});

export type DocumentModel = z.output<typeof documentModel>;
export type DocumentInput = z.input<typeof documentModel>;
export type Block = DocumentModel['blocks'][number];

/** Every text of a model with the path of its field. */
export function* textsOf(value: unknown, path = ''): Generator<[path: string, text: string]> {
  if (typeof value === 'string') yield [path, value];
  else if (typeof value === 'object' && value !== null)
    for (const [key, part] of Object.entries(value)) yield* textsOf(part, path === '' ? key : `${path}.${key}`);
}
