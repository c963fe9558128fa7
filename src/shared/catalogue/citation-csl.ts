import { type CitedRecord, dateParts, isDataset, numberOf, oneLine, publishedWork, wordsOf } from './cited-record.ts';
import type { CitedWork } from './cited-work.ts';
import { citedNames } from './citation-names.ts';

/** Variables that are empty are left out. */
const workVariables = (work: CitedWork): Record<string, string> =>
  Object.fromEntries(
    [
      ['container-title', work.container],
      ['publisher', work.publisher],
      ['publisher-place', work.place],
      ['volume', work.volume],
      ['issue', work.issue],
      ['page', work.pages],
      ['number', work.number],
      ['ISSN', work.issn],
      ['ISBN', work.isbn],
    ].flatMap(([name, value]) => (value ? [[name, oneLine(value)]] : [])),
  ) as Record<string, string>;

const date = (parts: number[]) => ({ 'date-parts': [parts] });

/** CSL-JSON 1.0.2, an array of one item; Chinese names and organisations are literals, so no style takes them apart. */
export function cslJson(record: CitedRecord): string {
  const { title, publisher, english } = wordsOf(record);
  const names = citedNames(record.creators);
  const cstr = numberOf(record, 'cstr');
  const doi = numberOf(record, 'doi');
  const kind = publishedWork(record);
  const year = kind?.work.year ? Number(kind.work.year.slice(0, 4)) : record.year;
  const issued = record.publishedOn === null || kind ? (year === null ? null : [year]) : dateParts(record.publishedOn);
  const item = {
    id: oneLine(record.identifier?.display ?? record.address),
    type: kind?.csl ?? (isDataset(record) ? 'dataset' : 'document'),
    title,
    ...(names.length > 0 && {
      author: names.map((name) =>
        name.kind === 'whole' ? { literal: name.name } : { family: name.family, given: name.given },
      ),
    }),
    ...(kind ? workVariables(kind.work) : { publisher, version: String(record.version) }),
    ...(issued && { issued: date(issued) }),
    accessed: date(dateParts(record.accessedOn)),
    ...(doi !== null && { DOI: doi }),
    URL: oneLine(record.address),
    ...(cstr !== null && { note: `CSTR: ${cstr}` }),
    language: english ? 'en' : 'zh-CN',
  };
  return JSON.stringify([item], null, 2);
}
