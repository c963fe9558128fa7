import { buffer } from 'node:stream/consumers';
import type { Ctx } from '../../kernel/context.ts';

/**
 * Pictures a browser may show on our pages: told by their first bytes in hex, never by their name. SVG is a program, not a
 * picture.
 */
const PICTURES: readonly (readonly [mediaType: string, signature: RegExp])[] = [
  ['image/png', /^89504e470d0a1a0a/],
  ['image/jpeg', /^ffd8ff/],
  ['image/gif', /^47494638(?:37|39)61/],
  ['image/webp', /^52494646.{8}57454250/],
];
const OTHERS: readonly (readonly [mediaType: string, signature: RegExp])[] = [
  ['application/pdf', /^255044462d/],
  ['application/gzip', /^1f8b/],
  ['application/zip', /^504b(?:0304|0506)/],
];
/** Kinds of zip and of text, by the end of the name. */
const BY_NAME: Readonly<Record<string, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
  txt: 'text/plain',
  json: 'application/json',
  nc: 'application/x-netcdf',
  tif: 'image/tiff',
  tiff: 'image/tiff',
  fasta: 'text/plain',
  fa: 'text/plain',
};
const UNKNOWN = 'application/octet-stream';

/** What a stored file is, by its first bytes and, where these say too little, by its name. */
export async function mediaTypeOf({ services }: Ctx, sha256: string, name: string): Promise<string> {
  const bytes = (await buffer(await services.files.read(sha256, { start: 0, end: 31 }))).toString('hex');
  const told = [...PICTURES, ...OTHERS].find(([, signature]) => signature.test(bytes))?.[0];
  const named = BY_NAME[/\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ''];
  if (told === undefined) return named !== undefined && !named.includes('openxml') ? named : UNKNOWN;
  return told === 'application/zip' && named?.includes('openxml') ? named : told;
}

export const isPicture = (mediaType: string): boolean => PICTURES.some(([picture]) => picture === mediaType);
