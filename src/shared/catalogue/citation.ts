import { bibtex } from './citation-bibtex.ts';
import { cslJson } from './citation-csl.ts';
import { gbt2015, gbt2025 } from './citation-gbt7714.ts';
import { ris } from './citation-ris.ts';
import type { CitedRecord } from './cited-record.ts';

export { citationMeta, jsonLdOf } from './citation-meta.ts';
export type { CitedRecord } from './cited-record.ts';

export const CITATION_FORMATS = ['gbt7714-2025', 'gbt7714-2015', 'bibtex', 'ris', 'csl-json'] as const;
export type CitationFormat = (typeof CITATION_FORMATS)[number];

const FORMATS: Readonly<Record<CitationFormat, { label: string; write: (record: CitedRecord) => string }>> = {
  'gbt7714-2025': { label: 'GB/T 7714—2025', write: gbt2025 },
  'gbt7714-2015': { label: 'GB/T 7714—2015', write: gbt2015 },
  bibtex: { label: 'BibTeX', write: bibtex },
  ris: { label: 'RIS', write: ris },
  'csl-json': { label: 'CSL-JSON', write: cslJson },
};

/** A record's citations, ready to be copied (国家 第二十四条、湖北 第十八条: users cite what they use). */
export const citationsOf = (record: CitedRecord): { format: string; label: string; text: string }[] =>
  CITATION_FORMATS.map((format) => ({ format, label: FORMATS[format].label, text: FORMATS[format].write(record) }));
