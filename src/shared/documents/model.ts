import { z } from 'zod';
import { civilDate } from '../identity/schemas.ts';

const text = z.string().max(20_000);
const line = z.string().max(500);
const level = z.union([z.literal(1), z.literal(2), z.literal(3)]);

const block = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('heading'), level, text: line }),
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
  /** Who signs by hand: lines under a statement, or boxes (with a place for the date) under a sheet. */
  z.strictObject({
    kind: z.literal('sign'),
    look: z.enum(['lines', 'boxes']),
    labels: z.array(line).min(1).max(12),
    date: line.optional(),
  }),
  /** A cover: names and underlined values in the middle of a page, at its foot who and when. What follows begins a new page. */
  z.strictObject({
    kind: z.literal('cover'),
    rows: z.array(z.tuple([line, line])).max(20),
    foot: z.array(line).max(3),
  }),
]);

/**
 * What a document says, without its layout: one model, read by every renderer. All words, numbers and dates in it are
 * final; a renderer adds none but page numbers.
 */
export const documentModel = z.strictObject({
  lang: z.enum(['zh', 'en']).default('zh'),
  /**
   * `official`: a document of an authority in the grid of GB/T 9704; `form`: receipts, results, tables; `sheet`: a form to
   * fill in and sign; `certificate`: on its side, framed.
   */
  style: z.enum(['official', 'form', 'sheet', 'certificate']),
  title: line,
  issuer: line,
  date: civilDate,
  /** Red head of an official document (发文机关标志), several issuing jointly, with its number. */
  head: z.strictObject({ mark: line, joint: z.array(line).max(6).default([]), number: line }).optional(),
  /** Number of a document without a red head. */
  number: line.optional(),
  to: line.optional(),
  /** Said at the top of every page: 试用 - 不具效力. */
  mark: line.optional(),
  /** Across every page: 草稿. */
  watermark: z.string().max(10).optional(),
  blocks: z.array(block).max(5000),
  attachments: z.array(line).default([]),
  /** Who signs, several where they issue jointly; `seal` leaves the place of a seal. */
  signoff: z
    .strictObject({
      organisation: line,
      joint: z.array(line).max(6).default([]),
      date: line,
      seal: z.boolean().default(false),
    })
    .optional(),
  /** Imprint (版记) at the foot of the last page: who gets a copy, who had it printed, when. */
  imprint: z.strictObject({ copies: line.optional(), organisation: line, date: line }).optional(),
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
