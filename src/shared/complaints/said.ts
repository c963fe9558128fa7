/** What was said, without case, spaces and marks: two letters that differ in no more say the same. */
export const plainWords = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

export const LIMITS = {
  /** From one address within an hour; more are taken in, but looked at first: a campus shares one address. */
  many: 3,
  /** From one address within a day; beyond it nothing is taken in, and the sender is told so. */
  most: 60,
  /** Days in which the same words about the same platform are a repetition. */
  repeatedDays: 30,
  /** Bytes of one file. */
  file: 10 * 1024 * 1024,
  /** Files sent ahead from one address within a day. */
  files: 120,
} as const;

/** Whether a complaint is looked at before it is taken up, and why. It is never turned away for it. */
export const heldFor = (facts: { lastHour: number; saidBefore: boolean }): 'many' | 'repeated' | null =>
  facts.saidBefore ? 'repeated' : facts.lastHour >= LIMITS.many ? 'many' : null;
