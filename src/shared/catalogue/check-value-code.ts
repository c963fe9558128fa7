import { note, type Notes, shown } from './check-value-notes.ts';
import { isPlaceholder, narrow } from './check-value-text.ts';
import { codeInWords, nearestCode } from './code-list.ts';
import type { CodeList, CodeSpec } from './resource-type.ts';

export type CodeReader = (given: string, notes: Notes) => string | undefined;

/** Answers kept for texts seen before: a file has few different codes and repeats its mistakes. */
const KEPT = 2000;
/** Codes listed in a message where nothing comes near. */
const LISTED = 8;

/** Reads values of a code list by value, label or alias, “300 地方品种” included. */
export function codeReader(list: CodeList): CodeReader {
  return (given, notes) => {
    const entry = findCode(list, given);
    if (entry) return accepted(list, entry, given, notes);
    if (!isPlaceholder(given, false)) noteUnknown(list, given, notes);
    else note(notes, 'warning', 'record.placeholder', { given });
    return undefined;
  };
}

export function findCode(list: CodeList, given: string): CodeSpec | undefined {
  const direct = list.find(given);
  if (direct !== undefined || given.length > 200) return direct;
  const text = narrow(given);
  // A spreadsheet's way with codes made of digits.
  if (/^\d+\.0+$/.test(text)) return list.get(text.replace(/\.0+$/, ''));
  const both = /^([^\s:、.)\]-]+)[\s:、.)\]-]+(.+)$/u.exec(text);
  const entry = both ? list.get(both[1]!) : undefined;
  return entry !== undefined && list.find(both![2]!) === entry ? entry : undefined;
}

function accepted(list: CodeList, entry: CodeSpec, given: string, notes: Notes): string {
  if (!entry.obsolete) return entry.value;
  if (entry.successor === undefined) {
    note(notes, 'warning', 'record.code_former', { given: codeInWords(entry) });
    return entry.value;
  }
  const successor = list.get(entry.successor);
  note(notes, 'warning', 'record.code_obsolete', {
    given: shown(given),
    successor: successor ? codeInWords(successor) : entry.successor,
  });
  return entry.successor;
}

const nearest = new WeakMap<CodeList, Map<string, CodeSpec | undefined>>();

function nearestKept(list: CodeList, given: string): CodeSpec | undefined {
  let kept = nearest.get(list);
  if (!kept) nearest.set(list, (kept = new Map()));
  if (!kept.has(given)) {
    if (kept.size >= KEPT) kept.clear();
    kept.set(given, nearestCode(list, given));
  }
  return kept.get(given);
}

export function noteUnknown(list: CodeList, given: string, notes: Notes): void {
  const near = given.length > 200 ? undefined : nearestKept(list, given);
  if (near) {
    note(notes, 'error', 'record.code_unknown', { given: shown(given), nearest: codeInWords(near) });
    return;
  }
  const current = list.entries.filter(({ obsolete }) => !obsolete);
  const some = current.slice(0, LISTED).map(codeInWords).join('; ') + (current.length > LISTED ? ' …' : '');
  note(notes, 'error', 'record.code_unlisted', { given: shown(given), some });
}

/** A code whose list is not there: only its form is looked at. */
export const formReader =
  (pattern: RegExp, form: string): CodeReader =>
  (given, notes) => {
    const text = narrow(given).toUpperCase();
    if (pattern.test(text)) return text;
    if (isPlaceholder(given, false)) note(notes, 'warning', 'record.placeholder', { given });
    else note(notes, 'error', 'record.code_form', { given: shown(given), form });
    return undefined;
  };

/**
 * ISO 3166-1 alpha-3. Gene banks also write numbers of their own (GRIN: 033 for “unknown”): nothing to refuse a record for.
 */
export function countryReader(list: CodeList | undefined): CodeReader {
  const byCode = list ? codeReader(list) : formReader(/^[A-Z]{3}$/, 'CHN (ISO 3166-1)');
  return (given, notes) => {
    if (!/^\d{1,3}$/.test(narrow(given)) || list?.find(given)) return byCode(given, notes);
    note(notes, 'warning', 'record.country_numeric', { given });
    return undefined;
  };
}

/**
 * GB/T 2260: codes of two, four or six digits (nine and twelve of the statistical division are cut), names also below
 * what the list holds. A city or county that the list does not hold is taken when its province is there.
 */
export function regionReader(list: CodeList | undefined): CodeReader {
  if (!list) return formReader(/^\d{6}$/, '420100 (GB/T 2260)');
  const byName = codeReader(list);
  return (given, notes) => {
    const digits = narrow(given).replace(/\.0+$/, '');
    if (/^(?:\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$/.test(digits)) {
      const code = digits.slice(0, 6).padEnd(6, '0');
      if (list.get(code) || list.get(`${code.slice(0, 2)}0000`)) return code;
    }
    if (list.find(given)) return byName(given, notes);
    const above = regionAbove(list, narrow(given));
    if (!above) return byName(given, notes);
    note(notes, 'warning', 'record.region_coarser', { given: shown(given), taken: codeInWords(above) });
    return above.value;
  };
}

/** The longest beginning of a name that is a division of the list: 湖北省武汉市洪山区 lies in 湖北省武汉市. */
function regionAbove(list: CodeList, name: string): CodeSpec | undefined {
  const text = name.replace(/^中国|^中华人民共和国/, '').slice(0, 60);
  for (let end = text.length; end >= 2; end--) {
    if (!/[省市区州县盟]/.test(text[end - 1]!)) continue;
    const entry = list.find(text.slice(0, end));
    if (entry) return entry;
  }
  return undefined;
}

/** GB/T 13745: names and codes of the first level, codes of five and seven digits below it. */
export function disciplineReader(list: CodeList | undefined): CodeReader {
  if (!list) return formReader(/^\d{3}(?:\d\d){0,2}$/, '210 (GB/T 13745)');
  const byName = codeReader(list);
  return (given, notes) => {
    const digits = narrow(given).replace(/[.·\s-]/g, '');
    const code = /^\d{3}(?:\d\d){0,2}/.exec(digits)?.[0];
    if (code !== undefined && list.get(code.slice(0, 3))) {
      const rest = digits.slice(code.length);
      if (rest === '' || !/\d/.test(rest)) return code;
    }
    return byName(given, notes);
  };
}
