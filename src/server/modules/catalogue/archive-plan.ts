import type { FieldSpec, ResourceType } from '../../../shared/catalogue/resource-type.ts';
import { EXTENSION_PLACES, OWN_ROW_TYPE, OWN_TERM } from '../../../shared/imports/extension-places.ts';
import { EXPORT_COLUMNS } from '../../../shared/imports/mapping.ts';

const DWC = 'http://rs.tdwg.org/dwc/terms/';
const DCTERMS = 'http://purl.org/dc/terms/';
const GERMPLASM = 'http://purl.org/germplasm/germplasmTerm#';
const MULTIMEDIA = 'http://rs.gbif.org/terms/1.0/Multimedia';
/** What stands between several values in a cell, as Darwin Core recommends. */
export const SEVERAL = ' | ';

export interface ArchiveColumn {
  term: string;
  /** By type, the field it holds; types without it leave it empty. */
  fields: ReadonlyMap<string, FieldSpec>;
  /** Where no field gives a value. */
  fixed?: string;
}

export interface ArchiveTable {
  rowType: string;
  file: string;
  columns: ArchiveColumn[];
  /** A row for each value of its one column instead of a row for each record. */
  perValue?: true;
}

/** How records of some types lie in a Darwin Core Archive. */
export interface ArchivePlan {
  core: ArchiveTable;
  extensions: ArchiveTable[];
}

const termOf = ({ map = {} }: FieldSpec): string | undefined =>
  map['dwc'] !== undefined ? DWC + map['dwc'] : map['dcterms'] === undefined ? undefined : DCTERMS + map['dcterms'];

/** Types whose records are of a taxon and have a number, by their mapping to Darwin Core. */
export function goesIntoArchive({ fields, key }: ResourceType): boolean {
  const numbers = new Set(key.flat());
  const has = (...terms: string[]): boolean => fields.some(({ map }) => terms.includes(map?.['dwc'] ?? ''));
  const isNumbered = fields.some(
    ({ id, map }) =>
      numbers.has(id) && ['catalogNumber', 'occurrenceID', 'materialEntityID'].includes(map?.['dwc'] ?? ''),
  );
  return isNumbered && has('scientificName', 'genus', 'vernacularName');
}

/** The field that a term means where several of a type are mapped to it: the one that bears its name, else the first. */
function bearersOf({ fields }: ResourceType): ReadonlySet<FieldSpec> {
  const bearers = new Map<string, FieldSpec>();
  for (const field of fields) {
    const term = termOf(field);
    if (term !== undefined && (!bearers.has(term) || term.endsWith(`/${field.id}`))) bearers.set(term, field);
  }
  return new Set(bearers.values());
}

export function planArchive(types: readonly ResourceType[]): ArchivePlan {
  const taken = new Map(types.map(({ id }) => [id, new Set<string>()]));
  const bearers = new Map(types.map((type) => [type.id, bearersOf(type)]));
  const columnsBy = (nameOf: (field: FieldSpec, type: string) => string | undefined): ArchiveColumn[] => {
    const columns = new Map<string, Map<string, FieldSpec>>();
    for (const type of types)
      for (const field of type.fields) {
        const name = nameOf(field, type.id);
        const own = taken.get(type.id)!;
        if (name === undefined || own.has(field.id) || columns.get(name)?.has(type.id)) continue;
        own.add(field.id);
        columns.set(name, (columns.get(name) ?? new Map<string, FieldSpec>()).set(type.id, field));
      }
    return [...columns].map(([term, fields]) => ({ term, fields }));
  };
  const media = columnsBy((field) => (field.map?.['dwc'] === 'associatedMedia' ? `${DCTERMS}identifier` : undefined));
  const germplasm = columnsBy((field) =>
    field.map?.['mcpd'] !== undefined && termOf(field) === undefined ? germplasmTerm(field.id) : undefined,
  );
  const core = columnsBy((field, type) => (bearers.get(type)!.has(field) ? termOf(field) : undefined));
  const basis = `${DWC}basisOfRecord`;
  if (!core.some(({ term }) => term === basis)) core.push({ term: basis, fields: new Map(), fixed: 'LivingSpecimen' });
  for (const column of core) if (column.term === basis) column.fixed = 'LivingSpecimen';
  const rest = columnsBy(({ id }) => OWN_TERM + id);
  const kind: ArchiveColumn = { term: OWN_TERM + EXPORT_COLUMNS.type, fields: new Map() };
  const extensions: (ArchiveTable | false)[] = [
    media.length > 0 && { rowType: MULTIMEDIA, file: 'multimedia.csv', columns: media, perValue: true },
    germplasm.length > 0 && { rowType: `${GERMPLASM}GermplasmAccession`, file: 'germplasm.csv', columns: germplasm },
    { rowType: OWN_ROW_TYPE, file: 'keyuan.csv', columns: [kind, ...rest] },
  ];
  return {
    core: { rowType: `${DWC}Occurrence`, file: 'occurrence.csv', columns: core },
    extensions: extensions.filter((table) => table !== false),
  };
}

const PLACES = Object.entries(EXTENSION_PLACES['GermplasmAccession']!);
const germplasmTerm = (fieldId: string): string | undefined => {
  const found = PLACES.find(([, place]) => place === fieldId);
  return found && GERMPLASM + found[0];
};

const escape = (text: string): string =>
  text.replace(/[&<>"]/g, (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[char]!);

/** `meta.xml`: what each file holds (TDWG, Darwin Core text guide). */
export function describeArchive({ core, extensions }: ArchivePlan): string {
  const fieldOf = ({ term, fields }: ArchiveColumn, index: number): string => {
    const many = [...fields.values()].some((field) => field.many);
    return `    <field index="${index + 1}" term="${escape(term)}"${many ? ` delimitedBy="${SEVERAL}"` : ''}/>`;
  };
  const part = (table: ArchiveTable, element: string, key: string): string =>
    [
      `  <${element} encoding="UTF-8" fieldsTerminatedBy="," linesTerminatedBy="\\n" fieldsEnclosedBy="&quot;" ignoreHeaderLines="1" rowType="${escape(table.rowType)}">`,
      `    <files><location>${table.file}</location></files>`,
      `    <${key} index="0"/>`,
      ...table.columns.map(fieldOf),
      `  </${element}>`,
    ].join('\n');
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<archive xmlns="http://rs.tdwg.org/dwc/text/" metadata="eml.xml">',
    part(core, 'core', 'id'),
    ...extensions.map((table) => part(table, 'extension', 'coreid')),
    '</archive>',
    '',
  ].join('\n');
}
