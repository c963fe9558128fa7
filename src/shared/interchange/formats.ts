/** Forms in which a record can be had besides its page, `?format=…`. */
export interface RecordForm {
  id: string;
  label: { zh: string; en: string };
  /** Media type of the answer to `?format=`. */
  mediaType: string;
  /** What it conforms to, as an address. */
  profile?: string;
  /** Describes the record, rather than cites it. */
  metadata: boolean;
}

export const RECORD_FORMS = [
  {
    id: 'core',
    label: { zh: '核心元数据 XML', en: 'Core metadata XML' },
    mediaType: 'application/xml',
    metadata: true,
  },
  {
    id: 'datacite',
    label: { zh: 'DataCite 4.7 XML', en: 'DataCite 4.7 XML' },
    mediaType: 'application/xml',
    profile: 'http://datacite.org/schema/kernel-4',
    metadata: true,
  },
  {
    id: 'oai_dc',
    label: { zh: '都柏林核心 XML', en: 'Dublin Core XML' },
    mediaType: 'application/xml',
    profile: 'http://www.openarchives.org/OAI/2.0/oai_dc/',
    metadata: true,
  },
  {
    id: 'schema',
    label: { zh: 'schema.org JSON-LD', en: 'schema.org JSON-LD' },
    mediaType: 'application/ld+json',
    profile: 'https://schema.org/',
    metadata: true,
  },
  {
    id: 'dcat-jsonld',
    label: { zh: 'DCAT-AP JSON-LD', en: 'DCAT-AP JSON-LD' },
    mediaType: 'application/ld+json',
    profile: 'http://www.w3.org/ns/dcat#',
    metadata: true,
  },
  {
    id: 'dcat-ttl',
    label: { zh: 'DCAT-AP Turtle', en: 'DCAT-AP Turtle' },
    mediaType: 'text/turtle',
    profile: 'http://www.w3.org/ns/dcat#',
    metadata: true,
  },
  { id: 'bibtex', label: { zh: 'BibTeX', en: 'BibTeX' }, mediaType: 'application/x-bibtex', metadata: false },
  { id: 'ris', label: { zh: 'RIS', en: 'RIS' }, mediaType: 'application/x-research-info-systems', metadata: false },
  {
    id: 'csl-json',
    label: { zh: 'CSL-JSON', en: 'CSL-JSON' },
    mediaType: 'application/vnd.citationstyles.csl+json',
    metadata: false,
  },
] as const satisfies readonly RecordForm[];
export type RecordFormId = (typeof RECORD_FORMS)[number]['id'];
