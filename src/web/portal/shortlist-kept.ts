/** The list (清单) stays on the device: ids of records, and of services with an `s` before them, the newest last. */
export const isListed = (id: string): boolean => /^s?\d{1,18}$/.test(id);

const KEY = 'keyuan.shortlist';
const MOST = 50;
const CHANGED = 'keyuan:shortlist';

/** Nothing where the device keeps nothing. */
export function readKept(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? kept.filter((id): id is string => typeof id === 'string' && isListed(id)) : [];
  } catch {
    return [];
  }
}

export function writeKept(ids: readonly string[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify([...new Set(ids)].slice(-MOST)));
  } catch {
    // A device that keeps nothing still has the list in the address.
  }
  dispatchEvent(new Event(CHANGED));
}

/** @returns stops listening */
export function onKept(changed: () => void): () => void {
  addEventListener(CHANGED, changed);
  addEventListener('storage', changed);
  return () => {
    removeEventListener(CHANGED, changed);
    removeEventListener('storage', changed);
  };
}

/** The address of the list: it says what is on it, so that it works without script and can be passed on. */
export const shortlistPath = (ids: readonly string[]): string =>
  ids.length === 0 ? '/shortlist' : `/shortlist?r=${ids.join(',')}`;
