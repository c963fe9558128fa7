import { z } from 'zod';

export const MESSAGE_KINDS = ['step', 'due', 'overdue', 'other'] as const;

const text = z.object({ zh: z.string().min(1), en: z.string().min(1) });

/** Payload of the effect `notify`: one person is told something, once. Any module queues it; the reader chooses how it comes. */
export const newMessage = z.object({
  account: z.string(),
  /** One per occasion and account. */
  key: z.string(),
  kind: z.enum(MESSAGE_KINDS),
  /** The case it is about: who does not see it is not told. */
  case: z.string().nullable(),
  subject: text,
  /** Paragraphs, without greeting and link. */
  body: text,
  /** Path within the workbench, `/cases/12`. */
  link: z.string().startsWith('/').nullable(),
  /** The rules name the reader as somebody who is told. */
  mandatory: z.boolean(),
});
export type NewMessage = z.output<typeof newMessage>;
