import { createHash, randomBytes } from 'node:crypto';

/** Text that opens a session or a link: 256 random bits, of which the database keeps only the digest. */
export const newToken = (): string => randomBytes(32).toString('base64url');

export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex');
