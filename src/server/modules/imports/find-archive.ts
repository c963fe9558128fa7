import { importsProblem } from '../../../shared/imports/problems.ts';
import { type Archive, xmlPart } from './archive.ts';
import { type DatasetFacts, readDatasetFacts } from './dataset-facts.ts';
import { type Descriptor, type Part, type PartField, readDescriptor } from './descriptor.ts';
import { type Bytes, detectEncoding } from './encoding.ts';
import { localName, OWN_ROW_TYPE, placeOf } from '../../../shared/imports/extension-places.ts';
import { markedEncoding } from './file-kind.ts';
import { LIMITS } from './limits.ts';
import { countCsvRows, detectDelimiter, readCsv, type TextLayout } from './read-csv.ts';

/** A table of an archive with all that is needed to read it. */
export interface PartLayout {
  rowType: string;
  /** Path in the archive. */
  path: string;
  text: TextLayout;
  headerLines: number;
  key: number | null;
  /** Columns that are read, in the order of their headings. */
  fields: PartField[];
  /** Columns the file has, described or not. */
  width: number;
  /** Rows, empty lines included. */
  rows: number;
}

/** How the tables of an archive make one: rows of the first, joined by id with those of the others. */
export interface ArchiveLayout {
  records: PartLayout;
  joined: PartLayout[];
  facts: DatasetFacts | null;
}

export interface FoundArchive {
  layout: ArchiveLayout;
  headings: string[];
}

const OCCURRENCE = 'Occurrence';

/**
 * Finds the tables of a Darwin Core Archive, or the one table of an archive that has no description, and looks through all of them:
 * what cannot be read to its end is refused before anything is written.
 */
export async function findInArchive(archive: Archive): Promise<FoundArchive> {
  const root = rootOf(archive.names);
  const names = archive.names.map((name) => name.slice(root.length));
  const at = (path: string): Bytes => archive.bytes(root + path, LIMITS.table);
  const described = names.includes('meta.xml');
  const descriptor = described
    ? readDescriptor(await xmlPart(archive, `${root}meta.xml`))
    : { ...plainDescriptor(names), metadata: undefined };
  const metadata = metadataOf(names, descriptor.metadata);
  const parts = [descriptor.core, ...descriptor.extensions];
  for (const { file } of parts) if (!names.includes(file)) throw missing(file);
  const facts = metadata === undefined ? null : readDatasetFacts(metadata, await xmlPart(archive, root + metadata));
  const [core, ...extensions] = await inTurn(parts, (part) => settle(part, at(part.file), root, described));
  const layout = { ...starOf(core!, extensions), facts };
  return { layout, headings: headingsOf(layout) };
}

const missing = (path: string) => importsProblem('imports.archive_missing', { path: path.slice(0, 200) });

async function inTurn<T, R>(items: readonly T[], change: (item: T) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  for (const item of items) done.push(await change(item));
  return done;
}

/** Everything in one folder: often made so, though not meant to be. */
function rootOf(names: readonly string[]): string {
  const folder = /^[^/]+\//.exec(names[0] ?? '')?.[0];
  return folder !== undefined && names.every((name) => name.startsWith(folder)) ? folder : '';
}

function metadataOf(names: readonly string[], declared: string | undefined): string | undefined {
  if (declared !== undefined && !names.includes(declared)) throw missing(declared);
  return declared ?? names.find((name) => name.toLowerCase() === 'eml.xml');
}

/** Without description there may be one table, and `eml.xml`. */
function plainDescriptor(names: readonly string[]): Pick<Descriptor, 'core' | 'extensions'> {
  const tables = names.filter((name) => name.toLowerCase() !== 'eml.xml');
  if (tables.length === 0) throw importsProblem('imports.not_a_table');
  if (tables.length > 1) throw importsProblem('imports.archive_no_descriptor', { count: tables.length });
  const core: Part = {
    rowType: '',
    file: tables[0]!,
    encoding: 'utf-8',
    delimiter: undefined,
    quote: '"',
    headerLines: 1,
    key: null,
    fields: [],
  };
  return { core, extensions: [] };
}

async function settle(part: Part, bytes: Bytes, root: string, described: boolean): Promise<PartLayout> {
  const encoding = await encodingOf(part, bytes);
  const delimiter = part.delimiter ?? (await detectDelimiter(bytes, encoding, part.file));
  const text: TextLayout = { encoding, delimiter, quote: part.quote };
  const head = await firstRows(bytes, text, part.headerLines + LOOKED_AT);
  const first = head[0] ?? [];
  const fields = described ? part.fields : first.map(plainField).slice(0, LIMITS.columns);
  const below = head.slice(part.headerLines).map((cells) => cells.length);
  demandColumns({ ...part, fields }, below.length > 0 ? Math.max(...below) : first.length);
  const count = await countCsvRows(bytes, text);
  return {
    rowType: part.rowType,
    path: root + part.file,
    text,
    headerLines: part.headerLines,
    key: part.key,
    fields,
    width: first.length,
    rows: Math.max(0, count - part.headerLines),
  };
}

/** Rows whose columns are counted: what meta.xml tells must fit one of them at least. */
const LOOKED_AT = 20;

async function firstRows(bytes: Bytes, text: TextLayout, count: number): Promise<string[][]> {
  const found: string[][] = [];
  if (count <= 0) return found;
  for await (const { cells } of readCsv(bytes, text)) {
    found.push(cells);
    if (found.length === count) break;
  }
  return found;
}

const plainField = (heading: string, index: number): PartField => ({
  index,
  term: heading.trim() === '' ? `#${index + 1}` : heading.trim().slice(0, 200),
  fallback: null,
  split: null,
});

/** What the bytes say goes before what is declared, as many archives declare UTF-8 whatever they hold. */
async function encodingOf({ encoding, file }: Part, bytes: Bytes): Promise<string> {
  for await (const chunk of bytes()) {
    const marked = markedEncoding(chunk.subarray(0, 4096));
    if (marked !== undefined && marked !== 'utf-8') return marked;
    break;
  }
  const refused = importsProblem('imports.archive_encoding', { part: file, encoding: encoding.slice(0, 40) });
  let decoder: TextDecoder;
  try {
    decoder = new TextDecoder(encoding, { fatal: true });
  } catch {
    throw refused;
  }
  if (decoder.encoding === 'utf-8') return detectEncoding(bytes);
  try {
    for await (const chunk of bytes()) decoder.decode(chunk, { stream: true });
    decoder.decode();
  } catch (cause) {
    throw cause instanceof TypeError ? refused : cause;
  }
  return decoder.encoding;
}

function demandColumns({ file, fields, key }: Part, columns: number): void {
  if (columns === 0) return;
  const highest = Math.max(key ?? -1, ...fields.map(({ index }) => index ?? -1));
  if (highest >= columns) throw importsProblem('imports.archive_field', { part: file, index: highest, columns });
}

/** The occurrences are the records where the core tells of the events they belong to. */
function starOf(core: PartLayout, extensions: readonly PartLayout[]): Pick<ArchiveLayout, 'records' | 'joined'> {
  const occurrences = extensions.find(({ rowType }) => localName(rowType) === OCCURRENCE);
  if (localName(core.rowType) !== 'Event' || !occurrences) return { records: core, joined: [...extensions] };
  return { records: occurrences, joined: [core, ...extensions.filter((part) => part !== occurrences)] };
}

const KEYS: Readonly<Record<string, string>> = {
  Occurrence: 'occurrenceID',
  Taxon: 'taxonID',
  Event: 'eventID',
  MaterialEntity: 'materialEntityID',
};

/** A heading for every column: the term; of an extension, the term it goes to with its own name in brackets, or its own name alone. */
function headingsOf({ records, joined }: ArchiveLayout): string[] {
  const taken = new Set<string>();
  const take = (...names: string[]): string => {
    const free = names.find((name) => name !== '' && !taken.has(name)) ?? `${names[0]} #${taken.size + 1}`;
    taken.add(free);
    return free;
  };
  const own = records.fields.map(({ term }) => take(localName(term), term));
  const keyName = KEYS[localName(records.rowType)] ?? 'id';
  const key = hasKeyColumn(records) ? [taken.has(keyName) ? take('id', 'core id') : take(`${keyName} [id]`)] : [];
  const others = joined.flatMap(({ rowType, fields }) =>
    fields.map(({ term }) => {
      const name = `${localName(rowType)}/${localName(term)}`;
      const place = placeOf(rowType, term);
      if (rowType === OWN_ROW_TYPE || localName(rowType) === 'Event') return take(localName(term), name, term);
      return place === undefined ? take(name, term) : take(`${place} [${name}]`, term);
    }),
  );
  return [...own, ...key, ...others];
}

/** The id is a column of its own unless a field is read from the same place. */
export const hasKeyColumn = ({ key, fields }: PartLayout): boolean =>
  key !== null && !fields.some(({ index }) => index === key);
