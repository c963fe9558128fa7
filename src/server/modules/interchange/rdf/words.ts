import { type Literal, type Node, type Reference, type Value, webIri } from './graph.ts';

/** Short ways to say values; each gives none for what is missing. */

export const text = (value: string | null | undefined, lang?: string): Literal[] =>
  value === null || value === undefined || value === ''
    ? []
    : [lang === undefined ? { text: value } : { text: value, lang }];

/** Days, months and years as what they are; a text that is none is left out. */
export function date(value: string | undefined): Literal[] {
  if (value === undefined) return [];
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return [{ text: value, datatype: 'xsd:date' }];
  if (/^\d{4}-\d\d$/.test(value)) return [{ text: value, datatype: 'xsd:gYearMonth' }];
  return /^\d{4}$/.test(value) ? [{ text: value, datatype: 'xsd:gYear' }] : [];
}

export const refer = (iri: string | undefined): Reference[] => (iri === undefined ? [] : [{ iri }]);
export const web = (values: readonly string[]): Reference[] => values.flatMap((value) => refer(webIri(value)));

export const node = (
  types: readonly string[],
  properties: Readonly<Record<string, readonly Value[] | undefined>>,
  id?: string,
): Node => ({ types, properties, ...(id !== undefined && { id }) });

const EU = 'http://publications.europa.eu/resource/authority';

/** Terms of the vocabularies that DCAT-AP names, typed as it asks. */
export const accessRight = (access: 'open' | 'conditional' | 'closed'): Node =>
  node(
    ['dct:RightsStatement'],
    {},
    `${EU}/access-right/${{ open: 'PUBLIC', conditional: 'RESTRICTED', closed: 'NON_PUBLIC' }[access]}`,
  );

const LANGUAGES: Readonly<Record<string, string>> = {
  zh: 'ZHO',
  en: 'ENG',
  bo: 'BOD',
  ug: 'UIG',
  mn: 'MON',
  ja: 'JPN',
  ru: 'RUS',
  fr: 'FRA',
  de: 'DEU',
};
export const languages = (tags: readonly string[]): Node[] =>
  tags.flatMap((tag) => {
    const known = LANGUAGES[tag.slice(0, 2)];
    return known === undefined ? [] : [node(['dct:LinguisticSystem'], {}, `${EU}/language/${known}`)];
  });

const FREQUENCIES: Readonly<Record<string, string>> = {
  real_time: 'UPDATE_CONT',
  hourly: 'HOURLY',
  daily: 'DAILY',
  weekly: 'WEEKLY',
  ten_days: 'MONTHLY_3',
  monthly: 'MONTHLY',
  quarterly: 'QUARTERLY',
  half_yearly: 'ANNUAL_2',
  annual: 'ANNUAL',
  irregular: 'IRREG',
  none: 'NEVER',
};
export const frequency = (code: string | undefined): Node[] => {
  const known = code === undefined ? undefined : FREQUENCIES[code];
  return known === undefined ? [] : [node(['dct:Frequency'], {}, `${EU}/frequency/${known}`)];
};

const FILE_TYPES: Readonly<Record<string, string>> = {
  csv: 'CSV',
  tsv: 'TSV',
  xls: 'XLS',
  xlsx: 'XLSX',
  excel: 'XLSX',
  json: 'JSON',
  xml: 'XML',
  pdf: 'PDF',
  txt: 'TXT',
  netcdf: 'NETCDF',
  geotiff: 'TIFF',
  tiff: 'TIFF',
  tif: 'TIFF',
  zip: 'ZIP',
  jpeg: 'JPEG',
  jpg: 'JPEG',
  png: 'PNG',
  shapefile: 'SHP',
  shp: 'SHP',
  geojson: 'GEOJSON',
};
/** A format of the list, else in its own words. */
export const mediaType = (format: string): Node => {
  const known = FILE_TYPES[format.trim().toLowerCase()];
  return known === undefined
    ? node(['dct:MediaTypeOrExtent'], { 'rdfs:label': text(format) })
    : node(['dct:MediaTypeOrExtent'], {}, `${EU}/file-type/${known}`);
};

const UNITS: Readonly<Record<string, number>> = { b: 1, kb: 1e3, mb: 1e6, gb: 1e9, tb: 1e12, pb: 1e15 };
/** 12.5 GB as bytes; nothing where a unit is missing. */
export function bytes(volume: string | undefined): Literal[] {
  const match = /^([\d.]+)\s*([kmgtp]?b)$/i.exec(volume?.trim() ?? '');
  const size = match && Number(match[1]) * UNITS[match[2]!.toLowerCase()]!;
  return size !== null && Number.isFinite(size)
    ? [{ text: BigInt(Math.round(size)).toString(), datatype: 'xsd:nonNegativeInteger' }]
    : [];
}
