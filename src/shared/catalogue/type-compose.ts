import { CHECK_NAMES, parseCheck } from './check-names.ts';
import { createCodeList } from './code-list.ts';
import type { CodeSpec, CommonSpec, FieldSpec, ReferenceLists, ResourceType, TypeSpec } from './resource-type.ts';

/** Where in the file a fault lies, as keys and indexes. */
export interface TypeFault {
  path: (string | number)[];
  message: string;
}

/** Puts the common fields into a type and checks what the schema cannot: that everything named exists, once. */
export function composeType(
  spec: TypeSpec,
  commons: ReadonlyMap<string, CommonSpec>,
  references: ReferenceLists,
): { type: ResourceType; faults: TypeFault[] } {
  const faults: TypeFault[] = [];
  const included = spec.include.flatMap((id, i) => {
    const common = commons.get(id);
    if (!common) faults.push({ path: ['include', i], message: `no common group “${id}” in the folder common` });
    return common ? [common] : [];
  });
  const all = [
    ...included.flatMap(({ fields }) => fields).map((field) => adjusted(field, spec)),
    ...spec.fields,
  ].filter(({ id }) => !spec.omit.includes(id));
  const groups = orderedGroups(spec, included);
  const fields = groups.flatMap((group) => all.filter((field) => field.group === group.id));
  const lists = Object.assign({}, ...included.map((common) => common.code_lists), spec.code_lists) as Record<
    string,
    CodeSpec[]
  >;
  const { include: _include, omit: _omit, adjust: _adjust, group_order: _order, ...own } = spec;
  const type: ResourceType = {
    ...own,
    groups: groups.filter(({ id }) => fields.some((field) => field.group === id)),
    fields,
    byId: new Map(fields.map((field) => [field.id, field])),
    code_lists: lists,
    lists: new Map(Object.entries(lists).map(([id, entries]) => [id, createCodeList(entries)])),
    references,
  };
  checkNames(spec, all, included, type, faults);
  return { type, faults };
}

const adjusted = (field: FieldSpec, { adjust }: TypeSpec): FieldSpec =>
  field.id in adjust ? ({ ...field, ...adjust[field.id], id: field.id } as FieldSpec) : field;

function orderedGroups(spec: TypeSpec, included: readonly CommonSpec[]): ResourceType['groups'] {
  const groups = [...included.flatMap((common) => common.groups), ...spec.groups];
  const order = spec.group_order ?? [];
  const rank = (id: string): number => (order.includes(id) ? order.indexOf(id) : order.length);
  return groups.toSorted((a, b) => rank(a.id) - rank(b.id));
}

function checkNames(
  spec: TypeSpec,
  all: readonly FieldSpec[],
  included: readonly CommonSpec[],
  type: ResourceType,
  faults: TypeFault[],
): void {
  const say: Say = (path, message) => void faults.push({ path, message });
  const groups = new Set([...included.flatMap((common) => common.groups), ...spec.groups].map(({ id }) => id));
  checkIncluded(spec, included, groups, say);
  checkUses(spec, type, say);
  checkFields(spec, all, { type, groups }, say);
  for (const [id, entries] of Object.entries(spec.code_lists)) {
    const values = entries.map(({ value }) => value);
    for (const [i, value] of values.entries())
      if (values.indexOf(value) !== i) say(['code_lists', id, i], `the value “${value}” comes twice`);
  }
}

type Say = (path: (string | number)[], message: string) => void;

/** What is left out, changed or put in order is there. */
function checkIncluded(spec: TypeSpec, included: readonly CommonSpec[], groups: ReadonlySet<string>, say: Say): void {
  const common = new Set(included.flatMap(({ fields }) => fields.map(({ id }) => id)));
  const offered = new Set([...common, ...spec.fields.map(({ id }) => id)]);
  for (const [i, id] of spec.omit.entries()) if (!offered.has(id)) say(['omit', i], `no included field “${id}”`);
  for (const id of Object.keys(spec.adjust)) if (!common.has(id)) say(['adjust', id], `no included field “${id}”`);
  for (const [i, id] of (spec.group_order ?? []).entries())
    if (!groups.has(id)) say(['group_order', i], `no group “${id}”`);
}

/** Fields that keys, titles and checks name. */
function checkUses(spec: TypeSpec, type: ResourceType, say: Say): void {
  const known = (id: string, path: (string | number)[]): void => {
    if (!type.byId.has(id)) say(path, `no field “${id}”`);
  };
  for (const [i, alternative] of spec.key.entries())
    for (const [j, id] of alternative.entries()) known(id, ['key', i, j]);
  for (const [i, id] of spec.content_key.entries()) known(id, ['content_key', i]);
  for (const [i, id] of spec.year_from.entries()) known(id, ['year_from', i]);
  for (const part of ['title', 'title_en', 'taxon'] as const)
    for (const [i, template] of spec[part].entries())
      for (const [, id] of template.matchAll(/\{(\w+)\}/g)) known(id!, [part, i]);
  if (type.variants) {
    const { field, of } = type.variants;
    const list = type.lists.get(type.byId.get(field)?.codes ?? '');
    known(field, ['variants', 'field']);
    for (const value of Object.keys(of)) if (!list?.get(value)) say(['variants', 'of', value], `no code “${value}”`);
  }
  for (const [i, text] of spec.checks.entries()) checkCheck(text, (message) => say(['checks', i], message), type);
}

function checkFields(
  spec: TypeSpec,
  all: readonly FieldSpec[],
  { type, groups }: { type: ResourceType; groups: ReadonlySet<string> },
  say: Say,
): void {
  const places = new Map(spec.fields.map((field, i) => [field, ['fields', i] as (string | number)[]]));
  const placeOf = (field: FieldSpec): (string | number)[] =>
    places.get(field) ?? (field.id in spec.adjust ? ['adjust', field.id] : ['include']);
  const seen = new Set<string>();
  for (const field of all) {
    if (seen.has(field.id)) say([...placeOf(field), 'id'], `the field “${field.id}” comes twice`);
    seen.add(field.id);
    for (const message of fieldFaults(field, type, groups)) say(placeOf(field), `${field.id}: ${message}`);
  }
  for (const message of sharedHeadings(type.fields)) say(['fields'], message);
}

function checkCheck(text: string, say: (message: string) => void, type: ResourceType): void {
  const check = parseCheck(text);
  if (!check || !(check.name in CHECK_NAMES)) {
    say(`no check “${text}”; there are ${Object.keys(CHECK_NAMES).join(', ')}`);
    return;
  }
  const wanted = CHECK_NAMES[check.name as keyof typeof CHECK_NAMES];
  if (check.fields.length !== wanted) say(`“${check.name}” takes ${wanted} fields`);
  for (const id of check.fields) if (!type.byId.has(id) && !/^\d/.test(id)) say(`no field “${id}”`);
}

function* relationFaults({ kind, scheme, mask }: FieldSpec): Generator<string> {
  if (kind !== 'identifier' || scheme !== 'other') yield 'a relation is of kind identifier with the scheme other';
  // What hides here would show on the page of the other resource.
  if (mask) yield 'a relation cannot be masked';
}

function fieldFaults(field: FieldSpec, type: ResourceType, groups: ReadonlySet<string>): string[] {
  const faults: string[] = [];
  if (!groups.has(field.group)) faults.push(`no group “${field.group}”`);
  if (field.kind === 'code' && field.codes === undefined) faults.push('a field of kind code names its list in `codes`');
  if (field.codes !== undefined && !type.lists.has(field.codes)) faults.push(`no code list “${field.codes}”`);
  if (field.kind === 'identifier' && field.scheme === undefined)
    faults.push('a field of kind identifier names its `scheme`');
  if (field.relation) faults.push(...relationFaults(field));
  if (field.pattern !== undefined && !isPattern(field.pattern)) faults.push('the pattern is not a regular expression');
  for (const condition of [field.when, field.mask?.unless]) {
    if (!condition) continue;
    const other = type.byId.get(condition.field);
    if (!other) faults.push(`no field “${condition.field}”`);
    const list = other?.codes === undefined ? undefined : type.lists.get(other.codes);
    for (const value of condition.in)
      if (list && !list.get(value)) faults.push(`“${value}” is no value of “${condition.field}”`);
  }
  return faults;
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}

const headingKey = (heading: string): string =>
  heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}]+/gu, '');

/** A column heading must mean one field. */
function sharedHeadings(fields: readonly FieldSpec[]): string[] {
  const owners = new Map<string, string>();
  const faults: string[] = [];
  for (const { id, label, aliases = [] } of fields) {
    for (const key of new Set([id, label.zh, label.en, ...aliases].map(headingKey))) {
      const owner = owners.get(key);
      if (owner !== undefined) faults.push(`the heading “${key}” means both “${owner}” and “${id}”`);
      owners.set(key, id);
    }
  }
  return faults;
}
