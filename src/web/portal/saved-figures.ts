import type { Given } from './self-check-data.ts';

const KEY = 'keyuan.self-check';
const NOTHING: Given = { values: {}, units: {} };

/** What this browser keeps of earlier self-checks: figures by name, whichever class asked for them. */
export function savedFigures(): Given {
  try {
    const saved = JSON.parse(localStorage.getItem(KEY) ?? 'null') as Given | null;
    return saved && typeof saved.values === 'object' && typeof saved.units === 'object' ? saved : NOTHING;
  } catch {
    // Storage may be forbidden, or hold something else.
    return NOTHING;
  }
}

/** Keeps the figures of a form beside those of other forms; one that was emptied goes. @param asked figures of the form */
export function saveFigures(asked: readonly string[], given: Given): void {
  const { values, units } = savedFigures();
  const others = <T>(all: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(all).filter(([id]) => !asked.includes(id)));
  const merged: Given = { values: { ...others(values), ...given.values }, units: { ...others(units), ...given.units } };
  try {
    localStorage.setItem(KEY, JSON.stringify(merged));
  } catch {
    // Without storage the address still carries them.
  }
}

export function forgetFigures(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Nothing was kept then.
  }
}
