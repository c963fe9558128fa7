import type { CodeList, CodeSpec } from './resource-type.ts';

const ASCII = /^[\x20-\x7e]*$/;
const LOOSE = /[\s\p{Cf}]+/gu;

/** Case, width and spaces do not tell codes apart. */
export const codeKey = (text: string): string =>
  (ASCII.test(text) ? text : text.normalize('NFKC')).toLowerCase().replace(LOOSE, '');

/**
 * Makes look-ups over a code list. A value always wins over a label, a label over an alias; a label that two entries
 * share (鼓楼区) finds neither.
 */
export function createCodeList(entries: readonly CodeSpec[]): CodeList {
  const byValue = new Map(entries.map((entry) => [entry.value, entry]));
  const byKey = new Map<string, CodeSpec>();
  const shared = new Set<string>();
  const add = (text: string, entry: CodeSpec): void => {
    const key = codeKey(text);
    const held = byKey.get(key);
    if (held === undefined) byKey.set(key, entry);
    else if (held !== entry) shared.add(key);
  };
  for (const entry of entries) byKey.set(codeKey(entry.value), entry);
  const values = new Set(byKey.keys());
  for (const entry of entries) for (const text of [entry.zh, entry.en]) add(text, entry);
  const labels = new Set(byKey.keys());
  for (const entry of entries)
    for (const alias of entry.aliases ?? []) if (!labels.has(codeKey(alias))) add(alias, entry);
  for (const key of shared) if (!values.has(key)) byKey.delete(key);
  return {
    entries,
    get: (value) => byValue.get(value),
    find: (text) => byValue.get(text) ?? byKey.get(codeKey(text)),
  };
}

/** Looking for a near spelling goes no further than this: longer texts are no codes. */
const LONGEST = 60;

/** The entry whose value, label or alias is most like a text; undefined where nothing comes near. */
export function nearestCode(list: CodeList, text: string): CodeSpec | undefined {
  const key = codeKey(text);
  if (key === '' || key.length > LONGEST) return undefined;
  let best: { entry: CodeSpec; distance: number } | undefined;
  for (const entry of list.entries) {
    if (entry.obsolete) continue;
    for (const name of [entry.value, entry.zh, entry.en, ...(entry.aliases ?? [])]) {
      const other = codeKey(name);
      const distance = likeness(key, other);
      if (distance < (best?.distance ?? 0.51)) best = { entry, distance };
    }
  }
  return best?.entry;
}

/** 0 for the same, 1 for nothing in common; a text that holds the other counts as near. */
function likeness(a: string, b: string): number {
  if (b === '' || b.length > LONGEST) return 1;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short.length >= 2 && long.includes(short)) return 0.5 - (0.4 * short.length) / long.length;
  return editDistance(a, b) / long.length;
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      current[j] = Math.min(previous[j]! + 1, current[j - 1]! + 1, previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    previous = current;
  }
  return previous[b.length]!;
}

/** An entry in words for messages, in both languages at once: 300 地方品种 Landrace. */
export const codeInWords = ({ value, zh, en }: CodeSpec): string => [...new Set([value, zh, en])].join(' ');
