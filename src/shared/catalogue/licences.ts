/** Licences that have an address of their own; others are given in words. */
const ADDRESSES: Readonly<Record<string, string>> = {
  'CC0-1.0': 'https://creativecommons.org/publicdomain/zero/1.0/',
  'ODbL-1.0': 'https://opendatacommons.org/licenses/odbl/1-0/',
};

/** The address of a licence of the code list (SPDX ids), or null. */
export function licenceAddress(code: string): string | null {
  const cc = /^CC-(BY(?:-(?:NC|ND|SA))*)-4\.0$/.exec(code);
  return cc ? `https://creativecommons.org/licenses/${cc[1]!.toLowerCase()}/4.0/` : (ADDRESSES[code] ?? null);
}
