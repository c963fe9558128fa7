import { importsProblem } from '../../../shared/imports/problems.ts';
import { staysInside } from './archive-checks.ts';
import { LIMITS } from './limits.ts';
import { childrenOf, readXml, type XmlNode } from './xml-nodes.ts';

/** A column of a table in an archive. */
export interface PartField {
  /** Its place in the file; null: the same for all rows. */
  index: number | null;
  /** Full name of the term. */
  term: string;
  /** What stands for empty cells. */
  fallback: string | null;
  /** What parts several values in one cell. */
  split: string | null;
}

/** A table of a Darwin Core Archive, as `meta.xml` describes it (TDWG, Darwin Core text guide). */
export interface Part {
  rowType: string;
  file: string;
  /** As declared; what the bytes say goes first. */
  encoding: string;
  /** Undefined: to be found in the file. */
  delimiter: string | undefined;
  quote: string;
  headerLines: number;
  /** Column of the record's id, in an extension of the id of the record it belongs to. */
  key: number | null;
  fields: PartField[];
}

export interface Descriptor {
  core: Part;
  extensions: Part[];
  /** Path of the data set's description. */
  metadata: string | undefined;
}

const refused = (detail: string) => importsProblem('imports.archive_descriptor', { detail });

/**
 * Reads `meta.xml`.
 * @throws imports.archive_descriptor, imports.archive_elsewhere, imports.archive_separator, imports.xml_dtd
 */
export function readDescriptor(xml: string): Descriptor {
  const root = readXml('meta.xml', xml);
  if (root.name !== 'archive') throw refused(`<${root.name.slice(0, 50)}>`);
  const cores = childrenOf(root, 'core');
  const extensions = childrenOf(root, 'extension');
  if (cores.length !== 1) throw refused(`<core> × ${cores.length}`);
  if (extensions.length > LIMITS.extensions) throw refused(`<extension> × ${extensions.length}`);
  const metadata = root.get('metadata')?.trim();
  return {
    core: partOf(cores[0]!, 'id'),
    extensions: extensions.map((node) => partOf(node, 'coreid')),
    metadata: metadata ? pathOf(metadata) : undefined,
  };
}

/** @throws imports.archive_elsewhere: nothing outside the archive is read, neither on this machine nor on another */
function pathOf(text: string): string {
  const path = text
    .trim()
    .replaceAll('\\', '/')
    .replace(/^(\.\/)+/, '');
  if (/^[a-z][a-z0-9+.-]*:/i.test(path) || path.startsWith('//') || !staysInside(path))
    throw importsProblem('imports.archive_elsewhere', { path: text.trim().slice(0, 200) });
  return path;
}

function partOf(node: XmlNode, keyName: 'id' | 'coreid'): Part {
  const rowType = node.get('rowType')?.trim() ?? '';
  const locations = childrenOf(node, 'files').flatMap((files) => childrenOf(files, 'location'));
  const label = `<${node.name} rowType="${rowType.slice(0, 100)}">`;
  if (locations.length !== 1) throw refused(`${label}: <location> × ${locations.length}`);
  const file = pathOf(locations[0]!.text);
  const fields = childrenOf(node, 'field').map((field) => fieldOf(field, label));
  if (fields.length > LIMITS.columns) throw refused(`${label}: <field> × ${fields.length}`);
  const key = childrenOf(node, keyName)[0];
  if (keyName === 'coreid' && !key) throw refused(`${label}: <coreid>`);
  const line = unescaped(node.get('linesTerminatedBy') ?? '\n');
  if (!/^(\r?\n|\r)$/.test(line)) throw importsProblem('imports.archive_separator', { part: file, value: line });
  const delimiter = node.get('fieldsTerminatedBy');
  return {
    rowType,
    file,
    encoding: node.get('encoding')?.trim() || 'utf-8',
    delimiter: delimiter === undefined || delimiter === '' ? undefined : oneOf(unescaped(delimiter), file),
    quote: oneOf(unescaped(node.get('fieldsEnclosedBy') ?? '"'), file),
    headerLines: indexOf(node.get('ignoreHeaderLines')?.trim() || '0', label),
    key: key ? indexOf(key.get('index') ?? '', label) : null,
    fields,
  };
}

function fieldOf(node: XmlNode, label: string): PartField {
  const term = node.get('term')?.trim() ?? '';
  if (term === '') throw refused(`${label}: <field> term`);
  const index = node.get('index');
  const fallback = node.get('default') ?? null;
  if (index === undefined && fallback === null) throw refused(`${label}: ${term.slice(0, 100)} index`);
  return {
    term,
    index: index === undefined ? null : indexOf(index, label),
    fallback,
    split: node.get('delimitedBy') || null,
  };
}

function indexOf(text: string, label: string): number {
  if (!/^\d{1,4}$/.test(text.trim())) throw refused(`${label}: “${text.slice(0, 20)}”`);
  return Number(text);
}

/** Cells are parted and enclosed by one character. */
function oneOf(text: string, part: string): string {
  if (text.length > 1 || text === '\n' || text === '\r')
    throw importsProblem('imports.archive_separator', { part, value: text.slice(0, 20) });
  return text;
}

const ESCAPED: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', '\\': '\\' };
const unescaped = (text: string): string => text.replace(/\\([tnr\\])/g, (_, letter: string) => ESCAPED[letter]!);
