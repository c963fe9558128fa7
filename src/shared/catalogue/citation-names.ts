import { hasHan, oneLine } from './cited-record.ts';

/** A name as the formats need it: Chinese names and organisations whole, Western names in two parts. */
export type CitedName =
  | { kind: 'whole'; name: string; han: boolean }
  | { kind: 'parted'; family: string; given: string };

const ORGANISATION =
  /\b(?:universit|institut|academ|college|cent(?:er|re)\b|laborator|department|ministry|museum|societ|compan|bureau|station|hospital|school|committee|agency|foundation|ltd\b|inc\b|co\.)/i;

/** “Smith, John” is a person in two parts; 王小明 and “示范大学，生命科学学院” stay whole, whatever commas they carry. */
export function citedName(text: string): CitedName {
  const name = oneLine(text);
  if (hasHan(name)) return { kind: 'whole', name: chineseName(name), han: true };
  const parts = /^([^,，]+)[,，]\s*([^,，]+)$/.exec(name);
  if (!parts || ORGANISATION.test(name)) return { kind: 'whole', name, han: false };
  return { kind: 'parted', family: parts[1]!.trim(), given: parts[2]!.trim() };
}

/** 王, 小明 is 王小明: one or two characters, a comma, one or two more are a name that was cut up on its way here. */
function chineseName(name: string): string {
  const cut = /^(\p{Script=Han}{1,2})\s*[,，]\s*(\p{Script=Han}{1,2})$/u.exec(name);
  return cut ? `${cut[1]!}${cut[2]!}` : name;
}

export const citedNames = (creators: readonly string[]): CitedName[] =>
  creators.filter((creator) => oneLine(creator) !== '').map(citedName);

/** “Jean-Luc Marie” is J-L M: initials without points (GB/T 7714, 8.1.1). */
export const initialsOf = (given: string): string =>
  given
    .split(/[\s.]+/)
    .filter((part) => part !== '')
    .map((part) =>
      part
        .split('-')
        .map((piece) => Array.from(piece)[0]?.toUpperCase() ?? '')
        .join('-'),
    )
    .join(' ');

/** “Smith, John” or the whole name: what exchange formats take as one text. */
export const nameInOrder = (name: CitedName): string =>
  name.kind === 'whole' ? name.name : `${name.family}, ${name.given}`;

/** Whether a Chinese name that stands whole is a person’s rather than an organisation’s. */
export const looksPersonal = (name: string): boolean =>
  Array.from(name).length <= 4
    ? !/(?:院|所|局|中心|库|馆|公司|大学|学会|协会|站|课题组|厅|委)$/.test(name)
    : name.includes('·');
