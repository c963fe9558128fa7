import type { Need } from './asked.ts';

export type Lack = NonNullable<Need['lack']>;

export const lack = (code: string, zh: string, en: string): Lack => ({ code, zh, en });

/** Members that are undefined say nothing and are left out. */
export const dropEmpty = (need: { [K in keyof Need]: Need[K] | undefined }): Need =>
  Object.fromEntries(Object.entries(need).filter(([, value]) => value !== undefined)) as unknown as Need;
