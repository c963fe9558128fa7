import type { RecordFields, ResourceType } from './resource-type.ts';

/** Where a published work appeared, by the variables of the Citation Style Language that types name in `map.csl`. */
export interface CitedWork {
  container: string | null;
  publisher: string | null;
  place: string | null;
  volume: string | null;
  issue: string | null;
  pages: string | null;
  /** Of a patent, standard or report. */
  number: string | null;
  issn: string | null;
  isbn: string | null;
  year: string | null;
}

const VARIABLES: Readonly<Record<keyof CitedWork, string>> = {
  container: 'container-title',
  publisher: 'publisher',
  place: 'publisher-place',
  volume: 'volume',
  issue: 'issue',
  pages: 'page',
  number: 'number',
  issn: 'ISSN',
  isbn: 'ISBN',
  year: 'issued',
};

/** What each mark of GB/T 7714 is called elsewhere, and what must be known to cite it as a published work. */
const KINDS: Readonly<
  Record<string, { csl: string; bibtex: string; ris: string; schema: string; needs: keyof CitedWork }>
> = {
  J: { csl: 'article-journal', bibtex: 'article', ris: 'JOUR', schema: 'ScholarlyArticle', needs: 'container' },
  N: { csl: 'article-newspaper', bibtex: 'newspaper', ris: 'NEWS', schema: 'NewsArticle', needs: 'container' },
  C: {
    csl: 'paper-conference',
    bibtex: 'inproceedings',
    ris: 'CPAPER',
    schema: 'ScholarlyArticle',
    needs: 'container',
  },
  D: { csl: 'thesis', bibtex: 'thesis', ris: 'THES', schema: 'Thesis', needs: 'publisher' },
  M: { csl: 'book', bibtex: 'book', ris: 'BOOK', schema: 'Book', needs: 'publisher' },
  R: { csl: 'report', bibtex: 'report', ris: 'RPRT', schema: 'Report', needs: 'publisher' },
  S: { csl: 'standard', bibtex: 'standard', ris: 'STAND', schema: 'CreativeWork', needs: 'number' },
  P: { csl: 'patent', bibtex: 'patent', ris: 'PAT', schema: 'CreativeWork', needs: 'number' },
};

/** What the work is called in other formats; undefined for what is cited as a resource of its platform. */
export const workKind = (work: CitedWork | null, mark: string) => {
  const kind = KINDS[mark];
  return work && kind && work[kind.needs] !== null ? { ...kind, work } : undefined;
};

/** Undefined variables are null; null where the type knows of none. */
export function workOf(type: ResourceType, fields: RecordFields): CitedWork | null {
  const byVariable = new Map(type.fields.flatMap(({ id, map }) => (map?.['csl'] ? [[map['csl'], id] as const] : [])));
  if (byVariable.size === 0) return null;
  const valueOf = (variable: string): string | null => {
    const value = fields[byVariable.get(variable) ?? ''];
    return value === undefined ? null : String(Array.isArray(value) ? value[0] : value);
  };
  return Object.fromEntries(
    Object.entries(VARIABLES).map(([name, variable]) => [name, valueOf(variable)]),
  ) as unknown as CitedWork;
}

/** “101-109” is 101 and 109; an article number has no last page. */
export function pageSpan(pages: string | null): { first: string | null; last: string | null } {
  const [, first, last] = /^\s*([^\s\-–—,;]+)\s*(?:[-–—]+\s*([^\s,;]+))?/.exec(pages ?? '') ?? [];
  return { first: first ?? null, last: last ?? null };
}
