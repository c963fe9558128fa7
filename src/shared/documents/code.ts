/** Characters of a verification code (Crockford's base 32): none is taken for another. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
export const CODE_LENGTH = 16;

/** A code from 16 random bytes: 80 bits, so that nobody finds one by trying. */
export const codeOf = (random: Uint8Array): string =>
  Array.from(random.slice(0, CODE_LENGTH), (byte) => ALPHABET[byte % 32]).join('');

/** The code somebody typed: small letters, spaces, hyphens and the usual mistakes are taken as meant; else undefined. */
export function readCode(typed: string): string | undefined {
  const code = typed.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  return /^[0-9A-HJKMNP-TV-Z]{16}$/.test(code) ? code : undefined;
}

/** As printed: groups of four. */
export const shownCode = (code: string): string => code.match(/.{1,4}/g)!.join('-');
