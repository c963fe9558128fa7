import { useSyncExternalStore } from 'react';
import { ApiError } from '../ui/api.ts';
import { lineOf } from './failure.tsx';

/** A field while it is written. Its text stays here until the server has it, whatever happens meanwhile. */
export interface Entry {
  value: unknown;
  revision: number;
  state: 'same' | 'unsaved' | 'saving' | 'saved' | 'failed' | 'conflict';
  /** Why it was not saved. */
  why: string;
  /** What an action would refuse. */
  faults: readonly string[];
  /** What somebody else saved meanwhile. */
  other: { value: unknown; revision: number } | undefined;
}

interface Saved {
  revision: number;
  faults: readonly { message: string }[];
}
interface Served {
  id: string;
  typed: unknown;
  revision: number;
  editable: boolean;
}
type Save = (path: string, value: unknown, revision: number) => Promise<Saved>;

export interface CaseDraft {
  readonly entry: (id: string) => Entry;
  /** Everything that was served or written; another object after every change. */
  readonly all: () => Readonly<Record<string, Entry>>;
  readonly set: (id: string, value: unknown) => void;
  /** Saves a field now, or all of them. @returns whether everything is with the server */
  readonly flush: (id?: string) => Promise<boolean>;
  readonly resolve: (id: string, keep: 'mine' | 'theirs') => void;
  /** What the server has, where nothing is being written here. */
  readonly serve: (fields: readonly Served[]) => void;
  readonly pending: () => boolean;
  readonly subscribe: (listener: () => void) => () => void;
}

/** Milliseconds without a key after which a field is saved, and after which a failed one is tried again. */
const PAUSE = 800;
const AGAIN = 15_000;

const EMPTY: Entry = { value: null, revision: 0, state: 'same', why: '', faults: [], other: undefined };

/** The fields of a case, each saved by itself under its own revision. */
export function createCaseDraft(save: Save, onSaved: () => void): CaseDraft {
  let entries: Readonly<Record<string, Entry>> = {};
  const listeners = new Set<() => void>();
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const running = new Map<string, Promise<void>>();
  const entry = (id: string): Entry => entries[id] ?? EMPTY;
  const change = (id: string, part: Partial<Entry>): void => {
    entries = { ...entries, [id]: { ...entry(id), ...part } };
    for (const listener of listeners) listener();
  };
  const later = (id: string, milliseconds: number): void => {
    clearTimeout(timers.get(id));
    timers.set(
      id,
      setTimeout(() => void send(id), milliseconds),
    );
  };
  const fail = (id: string, cause: unknown): void => {
    const body = cause instanceof ApiError ? cause.body : undefined;
    if (body?.code === 'procedures.field_changed' || body?.code === 'plans.field_changed') {
      change(id, { state: 'conflict', why: body.title, other: body['current'] as Entry['other'] });
      return;
    }
    change(id, { state: 'failed', why: lineOf(cause) });
    if (!body || body.status === 0 || body.status >= 500) later(id, AGAIN);
  };
  const once = async (id: string): Promise<void> => {
    const { value, revision } = entry(id);
    change(id, { state: 'saving' });
    try {
      const saved = await save(id, value, revision);
      const typedOn = entry(id).value !== value;
      change(id, {
        revision: saved.revision,
        faults: saved.faults.map(({ message }) => message),
        state: typedOn ? 'unsaved' : 'saved',
        why: '',
      });
      if (typedOn) later(id, PAUSE);
      else onSaved();
    } catch (cause) {
      fail(id, cause);
    }
  };
  const send = async (id: string): Promise<void> => {
    clearTimeout(timers.get(id));
    await running.get(id);
    if (!['unsaved', 'failed'].includes(entry(id).state)) return;
    const work = once(id).finally(() => running.delete(id));
    running.set(id, work);
    await work;
  };
  const pending = (): boolean => Object.values(entries).some(({ state }) => state !== 'same' && state !== 'saved');
  return {
    entry,
    all: () => entries,
    pending,
    set: (id, value) => {
      change(id, {
        value,
        ...(entry(id).state !== 'conflict' && entry(id).state !== 'saving' && { state: 'unsaved' }),
      });
      if (entry(id).state === 'unsaved') later(id, PAUSE);
    },
    flush: async (id) => {
      const ids = id === undefined ? Object.keys(entries) : [id];
      await Promise.all(ids.map(send));
      // What was typed while it was under way.
      await Promise.all(ids.filter((one) => entry(one).state === 'unsaved').map(send));
      return !pending();
    },
    resolve: (id, keep) => {
      const { other } = entry(id);
      if (!other) return;
      change(id, { revision: other.revision, other: undefined, why: '' });
      if (keep === 'theirs') return change(id, { value: other.value, state: 'saved' });
      change(id, { state: 'unsaved' });
      void send(id);
    },
    serve: (fields) => {
      for (const { id, typed, revision, editable } of fields) {
        const { state, revision: known } = entry(id);
        const busy = state !== 'same' && state !== 'saved';
        // An answer that was under way while the field was saved is older than what stands here.
        if (editable && !busy && (entries[id] === undefined || revision > known))
          change(id, { value: typed, revision, state: 'same', faults: [] });
      }
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export const useEntry = (draft: CaseDraft, id: string): Entry =>
  useSyncExternalStore(draft.subscribe, () => draft.entry(id));
export const usePending = (draft: CaseDraft): boolean => useSyncExternalStore(draft.subscribe, draft.pending);
