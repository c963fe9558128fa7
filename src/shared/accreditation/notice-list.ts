import { z } from 'zod';

const bilingual = z.strictObject({ zh: z.string(), en: z.string() });
const date = z.string().describe('civil date in Asia/Shanghai, YYYY-MM-DD');

export const noticeCite = z.strictObject({
  policy: z.string(),
  version: z.string(),
  instrument: bilingual,
  article: z.string(),
  clause: z.string(),
  basis: z.enum(['law', 'house']),
});

/** One platform on notice, as it was published. */
export const noticeListItem = z.strictObject({
  position: z.int().positive(),
  /** Number of its own sub-case: an objection names it. */
  case: z.string(),
  platform: z.string().nullable(),
  name_zh: z.string(),
  name_en: z.string().nullable(),
  host: z.string().nullable(),
  class: bilingual.nullable(),
  /** Region or supervising department. */
  region: bilingual.nullable(),
  supervising: z.string().nullable(),
  /** What else readers of the notice are told of the case. */
  details: z.array(z.strictObject({ label: bilingual, value: bilingual })),
  /** The notice that this one corrects for the platform. */
  corrects: z.string().nullable(),
});

/** What a public notice says, whole: this is what is digested and signed. Format 1. */
export const noticeList = z
  .strictObject({
    format: z.literal('keyuan.notice/1'),
    instance: z.string().describe('address of the installation'),
    notice: z.string(),
    programme: z.string(),
    kind: z.string().describe('procedure'),
    kind_label: bilingual,
    title: bilingual,
    authority: bilingual,
    trial: z.boolean().describe('nothing in it has legal effect'),
    published_at: z.string().describe('instant, UTC'),
    period: z.strictObject({
      from: date.describe('day of publication, from which it counts'),
      first: date,
      last: date.describe('until 24:00 Beijing time'),
      count: z.int().nullable(),
      unit: z.string().nullable(),
      provisional: z.boolean().describe('rests on a year whose days off are not known'),
    }),
    cite: noticeCite,
    text: z.string(),
    contact: z.string(),
    items: z.array(noticeListItem).min(1),
  })
  .meta({ id: 'NoticeList', description: 'A public notice as published; its canonical JSON (RFC 8785) is signed' });

export type NoticeList = z.output<typeof noticeList>;

/** A signed notice as one file. */
export const signedNotice = z
  .object({
    list: noticeList,
    sha256: z.string().describe('of the canonical JSON of `list`, in hex'),
    signature: z.string().describe('Ed25519 over the bytes of that JSON, base64'),
    key: z.object({ algorithm: z.literal('Ed25519'), fingerprint: z.string(), public_key: z.string() }),
  })
  .meta({ id: 'SignedNotice' });

export type SignedNotice = z.output<typeof signedNotice>;
