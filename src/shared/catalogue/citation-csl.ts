import { type CitedRecord, dateParts, isDataset, numberOf, oneLine, wordsOf } from './cited-record.ts';
import { citedNames } from './citation-names.ts';

const date = (parts: number[]) => ({ 'date-parts': [parts] });

/** CSL-JSON 1.0.2, an array of one item; Chinese names and organisations are literals, so no style takes them apart. */
export function cslJson(record: CitedRecord): string {
  const { title, publisher, english } = wordsOf(record);
  const names = citedNames(record.creators);
  const cstr = numberOf(record, 'cstr');
  const doi = numberOf(record, 'doi');
  const issued =
    record.publishedOn === null ? (record.year === null ? null : [record.year]) : dateParts(record.publishedOn);
  const item = {
    id: oneLine(record.identifier?.display ?? record.address),
    type: isDataset(record) ? 'dataset' : 'document',
    title,
    ...(names.length > 0 && {
      author: names.map((name) =>
        name.kind === 'whole' ? { literal: name.name } : { family: name.family, given: name.given },
      ),
    }),
    publisher,
    ...(issued && { issued: date(issued) }),
    accessed: date(dateParts(record.accessedOn)),
    version: String(record.version),
    ...(doi !== null && { DOI: doi }),
    URL: oneLine(record.address),
    ...(cstr !== null && { note: `CSTR: ${cstr}` }),
    language: english ? 'en' : 'zh-CN',
  };
  return JSON.stringify([item], null, 2);
}
