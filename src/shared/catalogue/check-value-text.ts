import { note, type Notes } from './check-value-notes.ts';

const PLAIN = /^[\x20-\x7e]*$/;
// oxlint-disable-next-line no-control-regex
const LINE_BREAKS = /\r\n?|[\n\v\f\u0085\u2028\u2029]/g;
// oxlint-disable-next-line no-control-regex
const WHITE = /[\t\n\r\v\f\u0085\u2028\u2029]+/g;
/**
 * Controls, marks that turn the direction of writing, zero-width spaces, halves of surrogate pairs: nobody sees them, and
 * a database or an XML export does not take some of them. The joiners U+200C and U+200D stay: scripts need them.
 */
const UNSEEN =
  // oxlint-disable-next-line no-control-regex
  /[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\p{Cs}]/gu;

/** A text in its normal form: NFC, trimmed, on one line unless it may have several, without unseen characters. */
export function cleanText(given: string, severalLines: boolean, notes: Notes): string {
  if (PLAIN.test(given)) return given.trim();
  let text = severalLines ? given.replace(LINE_BREAKS, '\n') : given.replace(WHITE, ' ');
  let removed = 0;
  text = text.replace(UNSEEN, () => {
    removed++;
    return '';
  });
  if (removed > 0) note(notes, 'warning', 'record.control_removed', { count: removed });
  return text.normalize('NFC').trim();
}

const WIDE = /[\uff01-\uff5e\u3000\u00a0\u2000-\u200a\u202f\u2212]/g;

/** Full-width letters, digits and marks as their ASCII twins; spaces of all kinds; the minus sign. */
export const narrow = (text: string): string =>
  PLAIN.test(text)
    ? text
    : text
        .replace(WIDE, (mark) => {
          const code = mark.charCodeAt(0);
          return code >= 0xff01 ? String.fromCharCode(code - 0xfee0) : code === 0x2212 ? '-' : ' ';
        })
        .trim();

/** What programs write where there is nothing. */
const PROGRAMS = /^(?:NA|N\/A|#N\/A|null|NULL|\(null\)|undefined|NaN|nan)$/;
/** What people write there; in a text it may mean something. */
const PEOPLE = /^(?:[-–—/]{1,3}|n\.?a\.?|n\/a|none|nil|unknown|not known|\?+|无|暂无|不详|未知|待定|待补充|空)$/i;

export function isPlaceholder(given: string, inText: boolean): boolean {
  if (given.length > 12) return false;
  const text = narrow(given);
  return PROGRAMS.test(text) || (!inText && PEOPLE.test(text));
}

/** Length as people count it. */
export function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length++;
  return length;
}
