/**
 * Unified social credit code 统一社会信用代码 (GB 32100-2015): 1 registering department, 1 kind, 6 region,
 * 9 organisation code, 1 check character. The letters I, O, S, V and Z are not used.
 */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const MODULUS = 31;
const FORM = /^[0-9A-HJ-NP-RTUW-Y]{2}\d{6}[0-9A-HJ-NP-RTUW-Y]{10}$/;

export type UsccFault = 'form' | 'check_character';

/** Half width, upper case, without spaces and hyphens: how people paste it. */
export const normaliseUscc = (text: string): string => text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();

/**
 * The 18th character for the first 17: the sum of character values times 3^(i-1) mod 31, taken from 31.
 * @param first17 characters of the code's alphabet
 */
export function usccCheckCharacter(first17: string): string {
  let sum = 0;
  let weight = 1;
  for (const character of first17) {
    sum += ALPHABET.indexOf(character) * weight;
    weight = (weight * 3) % MODULUS;
  }
  return ALPHABET[(MODULUS - (sum % MODULUS)) % MODULUS]!;
}

/** What is wrong with a normalised code; undefined when it holds. */
export function usccFault(code: string): UsccFault | undefined {
  if (!FORM.test(code)) return 'form';
  return usccCheckCharacter(code.slice(0, 17)) === code[17] ? undefined : 'check_character';
}
