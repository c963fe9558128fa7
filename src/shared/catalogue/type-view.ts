import { createCodeList } from './code-list.ts';
import type { CodeSpec, ReferenceLists, ResourceType } from './resource-type.ts';

/** Kinds whose values come from a list that types share. */
const REFERENCES = ['country', 'discipline', 'region'] as const satisfies readonly (keyof ReferenceLists)[];

/** A type as plain JSON for the browser's form; `typeFromView` makes the type of it again. */
export type TypeView = Omit<ResourceType, 'byId' | 'lists' | 'references'> & {
  /** Shared lists that the type's fields use, without the other spellings that only files have. */
  references: { [name in keyof ReferenceLists]?: CodeSpec[] };
};

export function typeView(type: ResourceType): TypeView {
  const { byId: _byId, lists: _lists, references: _references, ...plain } = type;
  return { ...plain, references: referencesOf(type) };
}

function referencesOf({ fields, references }: ResourceType): TypeView['references'] {
  const view: TypeView['references'] = {};
  for (const name of REFERENCES) {
    const list = references[name];
    if (list && fields.some(({ kind }) => kind === name)) view[name] = list.entries.map(withoutAliases);
  }
  return view;
}

const withoutAliases = ({ aliases: _aliases, ...entry }: CodeSpec): CodeSpec => entry;

export function typeFromView(view: TypeView): ResourceType {
  const { references, ...plain } = view;
  return {
    ...plain,
    byId: new Map(view.fields.map((field) => [field.id, field])),
    lists: new Map(Object.entries(view.code_lists).map(([id, entries]) => [id, createCodeList(entries)])),
    references: Object.fromEntries(
      Object.entries(references).map(([name, entries]) => [name, createCodeList(entries)]),
    ),
  };
}
