import { type CitedRecord, isDataset, numberOf, oneLine, publishedWork, wordsOf } from './cited-record.ts';
import { type CitedWork, pageSpan } from './cited-work.ts';
import { type CitedName, citedNames } from './citation-names.ts';

/** A comma parts family from given name in RIS, so one in a whole name becomes the full-width mark. */
const author = (name: CitedName): string =>
  name.kind === 'whole' ? name.name.replace(/,\s*/g, '，') : `${name.family}, ${name.given}`;

function workLines(work: CitedWork): [string, string | null][] {
  const { first, last } = pageSpan(work.pages);
  return [
    ['T2', work.container],
    ['VL', work.volume],
    ['IS', work.issue ?? work.number],
    ['SP', first],
    ['EP', last],
    ['SN', work.issn ?? work.isbn],
    ['CY', work.place],
  ];
}

/** RIS: one tag a line, lines ended by CR LF, `ER` at the end. */
export function ris(record: CitedRecord): string {
  const { title, publisher, english } = wordsOf(record);
  const cstr = numberOf(record, 'cstr');
  const kind = publishedWork(record);
  const year = record.publishedOn?.slice(0, 4) ?? record.year;
  const lines: [string, string | number | null][] = [
    ['TY', kind?.ris ?? (isDataset(record) ? 'DATA' : 'GEN')],
    ['TI', title],
    ...citedNames(record.creators).map((name): [string, string] => ['AU', author(name)]),
    ...(kind ? workLines(kind.work) : []),
    ['PY', kind?.work.year?.slice(0, 4) ?? year],
    ['DA', record.publishedOn?.replaceAll('-', '/') ?? null],
    ['PB', kind ? kind.work.publisher : publisher],
    ['ET', kind ? null : record.version],
    ['DO', numberOf(record, 'doi')],
    ['AN', cstr === null ? null : `CSTR:${cstr}`],
    ['UR', record.address],
    ['Y2', record.accessedOn.replaceAll('-', '/')],
    ['LA', english ? 'en' : 'zh'],
    ['ER', ''],
  ];
  return lines.flatMap(([tag, value]) => (value === null ? [] : [`${tag}  - ${oneLine(String(value))}\r\n`])).join('');
}
