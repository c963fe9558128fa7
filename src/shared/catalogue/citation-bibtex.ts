import { type CitedRecord, isDataset, numberOf, oneLine, publishedWork, wordsOf } from './cited-record.ts';
import type { CitedWork } from './cited-work.ts';
import { type CitedName, citedNames } from './citation-names.ts';

/** BibTeX counts braces without regard to backslashes, so a brace in a text becomes a command within a pair. */
const SPECIAL: Readonly<Record<string, string>> = {
  '\\': '{\\textbackslash}',
  '{': '{\\textbraceleft}',
  '}': '{\\textbraceright}',
  '~': '{\\textasciitilde}',
  '^': '{\\textasciicircum}',
};

const escaped = (text: string): string =>
  oneLine(text).replace(/[\\{}~^$%&#_]/g, (mark) => SPECIAL[mark] ?? `\\${mark}`);

/** Addresses are taken as they stand, so what would end the field is percent-encoded. */
const address = (text: string): string => oneLine(text).replace(/[\\{}\s]/g, (mark) => encodeURIComponent(mark));

const nameOf = (name: CitedName): string =>
  name.kind === 'whole' ? `{${escaped(name.name)}}` : `{${escaped(name.family)}}, {${escaped(name.given)}}`;

/** An entry for BibLaTeX and the gbt7714 styles: titles and whole names protected, `cstr` beside `doi`. */
export function bibtex(record: CitedRecord): string {
  const { title, publisher, english } = wordsOf(record);
  const names = citedNames(record.creators);
  const year = record.publishedOn?.slice(0, 4) ?? record.year;
  const kind = publishedWork(record);
  const fields: Entry[] = [
    ['author', names.length === 0 ? null : names.map(nameOf).join(' and ')],
    ['title', `{${escaped(title)}}`],
    ...(kind ? workFields(kind.work) : resourceFields(record, publisher)),
    ['year', kind?.work.year?.slice(0, 4) ?? year],
    ['date', record.publishedOn],
    ['doi', verbatim(numberOf(record, 'doi'))],
    ['cstr', verbatim(numberOf(record, 'cstr'))],
    ['url', address(record.address)],
    ['urldate', record.accessedOn],
    ['langid', english ? 'english' : 'chinese'],
  ];
  const lines = fields.flatMap(([name, value]) => (value === null ? [] : [`  ${name} = {${value}},`]));
  return [`@${kind?.bibtex ?? (isDataset(record) ? 'dataset' : 'misc')}{${keyOf(record)},`, ...lines, '}'].join('\n');
}

type Entry = [string, string | number | null];
const resourceFields = (record: CitedRecord, publisher: string): Entry[] => [
  ['version', record.version],
  ['publisher', `{${escaped(publisher)}}`],
];

const braced = (text: string | null): string | null => (text === null ? null : `{${escaped(text)}}`);
const workFields = (work: CitedWork): Entry[] => [
  ['journaltitle', braced(work.container)],
  ['publisher', braced(work.publisher)],
  ['location', braced(work.place)],
  ['volume', work.volume && escaped(work.volume)],
  ['number', (work.issue ?? work.number) && escaped((work.issue ?? work.number)!)],
  ['pages', work.pages && escaped(work.pages).replace(/[-–—]+/g, '--')],
  ['issn', work.issn && escaped(work.issn)],
  ['isbn', work.isbn && escaped(work.isbn)],
];

const verbatim = (value: string | null): string | null => (value === null ? null : address(value));

/** Key of the entry: `keyuan` with the number at the end of the record's address. */
const keyOf = (record: CitedRecord): string => `keyuan${/(\d+)\/?$/.exec(record.address)?.[1] ?? ''}v${record.version}`;
