import { useSyncExternalStore } from 'react';
import type { FieldSpec, ResourceType } from '../../shared/catalogue/resource-type.ts';

/** What a control holds: text, chosen codes, yes or no. Several free values are one text, a value a line. */
export type Held = string | readonly string[] | boolean | undefined;

const CHOSEN = new Set(['code', 'country', 'region', 'discipline']);
export const isChosen = ({ kind }: Pick<FieldSpec, 'kind'>): boolean => CHOSEN.has(kind);

function heldOf(field: FieldSpec, value: unknown): Held {
  if (value === undefined || value === null || value === '') return undefined;
  if (field.many) {
    const items = (Array.isArray(value) ? value : [value]).map(String);
    return isChosen(field) ? items : items.join('\n');
  }
  if (field.kind === 'boolean' && typeof value === 'boolean') return value;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}

function givenOf(field: FieldSpec, held: Held): unknown {
  if (field.many && typeof held === 'string') {
    const lines = held.split('\n').map((line) => line.trim());
    return lines.filter((line) => line !== '');
  }
  return held;
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

type Values = Readonly<Record<string, Held>>;

/** The content of a record while it is edited. Each control listens for its own value, so typing redraws one of them. */
export interface Draft {
  readonly values: () => Values;
  readonly set: (id: string, value: Held) => void;
  /** As the server and `checkRecord` take it; empty fields are left out. */
  readonly given: () => Record<string, unknown>;
  readonly dirty: () => boolean;
  /** After saving: what was not touched meanwhile takes its normal form. */
  readonly settle: (sent: Values, saved: Readonly<Record<string, unknown>>) => void;
  readonly subscribe: (listener: () => void) => () => void;
}

export function createDraft(type: ResourceType, saved: Readonly<Record<string, unknown>>): Draft {
  const read = (fields: Readonly<Record<string, unknown>>): Record<string, Held> =>
    Object.fromEntries(type.fields.map((field) => [field.id, heldOf(field, fields[field.id])]));
  let base: Record<string, Held> = read(saved);
  let values = base;
  const listeners = new Set<() => void>();
  const change = (next: Record<string, Held>): void => {
    values = next;
    for (const listener of listeners) listener();
  };
  const given = (): Record<string, unknown> => {
    const entries = type.fields.map((field) => [field.id, givenOf(field, values[field.id])] as const);
    return Object.fromEntries(entries.filter(([, value]) => !isEmpty(value)));
  };
  return {
    values: () => values,
    given,
    set: (id, value) => change({ ...values, [id]: value }),
    dirty: () => type.fields.some(({ id }) => !same(values[id], base[id])),
    settle: (sent, fields) => {
      base = read(fields);
      change(Object.fromEntries(type.fields.map(({ id }) => [id, same(values[id], sent[id]) ? base[id] : values[id]])));
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function same(a: Held, b: Held): boolean {
  if (isEmpty(a) && isEmpty(b)) return true;
  return Array.isArray(a) && Array.isArray(b) ? a.join('\n') === b.join('\n') : a === b;
}

export const useHeld = (draft: Draft, id: string): Held =>
  useSyncExternalStore(draft.subscribe, () => draft.values()[id]);
export const useDirty = (draft: Draft): boolean => useSyncExternalStore(draft.subscribe, draft.dirty);
