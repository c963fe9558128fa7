import type { Bilingual } from '../i18n.ts';
import { normaliseUscc, usccFault } from '../identity/uscc.ts';

export const PARTY_KINDS = ['unit', 'person'] as const;
export type PartyKind = (typeof PARTY_KINDS)[number];

export const partyOf = (value: unknown): PartyKind | undefined => PARTY_KINDS.find((kind) => kind === value);

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = '10X98765432';

/** Whether the last sign of a citizen's identity number is right (GB 11643-1999, ISO 7064 MOD 11-2). */
export const isIdentityNumber = (text: string): boolean =>
  /^\d{17}[\dX]$/.test(text) &&
  CHECKS[WEIGHTS.reduce((sum, weight, at) => sum + weight * Number(text[at]), 0) % 11] === text[17];

/** What is wrong with the code by which an objector is known: credit code of a unit, identity document of a person. */
export function codeFault(party: PartyKind, given: string): Bilingual | undefined {
  const code = normaliseUscc(given);
  if (party === 'unit')
    return usccFault(code) === undefined
      ? undefined
      : { zh: '统一社会信用代码不对（18 位，含校验码）', en: 'the credit code is wrong (18 signs with a check sign)' };
  const right = code.length === 18 && /^\d{17}/.test(code) ? isIdentityNumber(code) : /^[0-9A-Z]{6,20}$/.test(code);
  return right
    ? undefined
    : {
        zh: '证件号码不对（居民身份证 18 位，含校验码；其他证件 6 至 20 位）',
        en: 'the number of the identity document is wrong',
      };
}
