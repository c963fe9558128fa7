import { z } from 'zod';

// Control characters other than tab and line ends: PostgreSQL refuses some, and none belongs in a text somebody reads.
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

const readable = (text: string): boolean => !CONTROL.test(text) && !LONE_SURROGATE.test(text);

const fault = { params: { zh: '含有不可见的控制字符', en: 'contains control characters' } };

/** One line of text that people read: trimmed, NFC, no control characters. */
export const line = (max: number) =>
  z
    .string()
    .overwrite((text) => text.normalize('NFC').replace(/\s+/g, ' ').trim())
    .min(1)
    .max(max)
    .refine(readable, fault);

/** Text of several lines; may be empty. */
export const prose = (max: number) =>
  z
    .string()
    .overwrite((text) => text.normalize('NFC').trim())
    .max(max)
    .refine(readable, fault);

/** What somebody types into a search box of a list. */
export const searchText = prose(200).default('');

export const idText = z.string().regex(/^\d{1,18}$/);
export const limit = z.coerce.number().int().min(1).max(100).default(20);
export const cursor = z.string().max(500).optional();
export const next = z.string().nullable().describe('cursor of the next page');
export const bilingual = z.object({ zh: z.string(), en: z.string() });
