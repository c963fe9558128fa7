import { createHash, randomBytes } from 'node:crypto';

/** A key in an address: 256 random bits, of which only the digest is kept. */
export const newKey = (): string => randomBytes(32).toString('base64url');

export const digestOf = (key: string): string => createHash('sha256').update(key).digest('hex');
