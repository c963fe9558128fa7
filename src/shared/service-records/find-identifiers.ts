import { identifierKey, parseIdentifier } from '../catalogue/identifiers.ts';

/** Identifiers and words of a text that may name a resource. Keys are those of `identifierKey`. */
export interface Named {
  cstr: string[];
  doi: string[];
  /** Words that look like numbers of a collection: letters with digits, alone or after a word (`CGMCC 1.1`). */
  numbers: string[];
}

const CSTR = /[A-Za-z0-9]{5}\.\d{2}\.[A-Za-z0-9][A-Za-z0-9._\-/:;()~+]*/g;
const DOI = /10\.\d{4,9}(?:\.\d+)*\/[^\s"'<>{}，。；、（）“”]+/g;
const NUMBER = /(?:\p{Lu}{2,}[ -])?[\p{L}]*\d[\p{L}\p{N}./-]*/gu;

const keys = (text: string, pattern: RegExp, scheme: string): string[] => [
  ...new Set(
    [...text.matchAll(pattern)].flatMap(([found]) => {
      const read = parseIdentifier(found);
      return read.valid && read.scheme === scheme ? [identifierKey(read.normalized)] : [];
    }),
  ),
];

export function namedIn(text: string): Named {
  const plain = text.normalize('NFKC');
  const numbers = [...plain.matchAll(NUMBER)].flatMap(([found]) => {
    const word = found.replace(/[./-]+$/, '');
    return [word, word.replace(/^\p{Lu}+[ -]/u, '')];
  });
  return {
    cstr: keys(plain, CSTR, 'cstr'),
    doi: keys(plain, DOI, 'doi'),
    numbers: [...new Set(numbers)].filter((word) => word.length >= 4 && /\p{L}/u.test(word)).slice(0, 500),
  };
}
