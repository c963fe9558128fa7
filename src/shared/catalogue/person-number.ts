import type { FieldValue } from './resource-type.ts';

const CANDIDATE =
  /(?<![0-9A-Za-z])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![0-9A-Za-z])/g;
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const MARKS = '10X98765432';

/** Whether a text holds a citizen's identity number: 18 places with a date of birth and a fitting check character (GB 11643). */
export function holdsPersonNumber(value: FieldValue): boolean {
  const texts: readonly unknown[] = Array.isArray(value) ? value : [value];
  return texts.some(
    (text) => typeof text === 'string' && text.length >= 18 && (text.match(CANDIDATE) ?? []).some(isChecked),
  );
}

function isChecked(number: string): boolean {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(number[i]), 0);
  return MARKS[sum % 11] === number[17]!.toUpperCase();
}
