import { type CitedRecord, isDataset, markOf, oneLine, publishedWork, wordsOf } from './cited-record.ts';
import { type CitedName, citedNames, initialsOf } from './citation-names.ts';

/** More responsible persons than this are shortened to the first three (GB/T 7714, 8.1.2). */
const NAMED = 3;

/**
 * Differences of the editions as far as they concern an online resource: 2025 writes Chinese entries with full-width
 * marks, gives the platform with the date of publication in brackets, and no longer sets family names in capitals.
 */
interface Edition {
  comma: string;
  colon: string;
  brackets: readonly [string, string];
  family: (name: string) => string;
  issued: (publisher: string, date: string | null, year: string | null) => string;
}

const edition2015: Edition = {
  comma: ', ',
  colon: ': ',
  brackets: ['(', ')'],
  family: (name) => name.toUpperCase(),
  issued: (publisher, date, year) =>
    `${[publisher, ...(year === null ? [] : [year])].join(', ')}${date === null ? '' : `(${date})`}`,
};

const bracketed = (publisher: string, date: string | null, year: string | null, open: string, close: string): string =>
  date === null && year === null ? publisher : `${publisher}${open}${date ?? year}${close}`;

const edition2025 = (english: boolean): Edition => ({
  comma: english ? ', ' : '，',
  colon: english ? ': ' : '：',
  brackets: english ? ['(', ')'] : ['（', '）'],
  family: (name) => name,
  issued: (publisher, date, year) => bracketed(publisher, date, year, english ? ' (' : '（', english ? ')' : '）'),
});

/** GB/T 7714-2025, numeric. */
export const gbt2025 = (record: CitedRecord): string => entry(record, edition2025(wordsOf(record).english));
/** GB/T 7714-2015, numeric. */
export const gbt2015 = (record: CitedRecord): string => entry(record, edition2015);

function entry(record: CitedRecord, edition: Edition): string {
  return publishedWork(record) ? workEntry(record, edition) : resourceEntry(record, edition);
}

/** A paper, thesis, book and so on, as it was published: `[J]. 刊名, 年, 卷(期): 页.` */
function workEntry(record: CitedRecord, edition: Edition): string {
  const { work } = publishedWork(record)!;
  const [mark, { title }] = [markOf(record), wordsOf(record)];
  const text = (value: string | null): string => oneLine(value ?? '');
  const year = text(work.year).slice(0, 4) || (record.year === null ? '' : String(record.year));
  const pages = work.pages === null ? '' : `${edition.colon}${text(work.pages)}`;
  const [open, close] = edition.brackets;
  const serial = `${text(work.volume)}${work.issue === null ? '' : `${open}${text(work.issue)}${close}`}`;
  const publisher = [work.place, work.publisher]
    .map(text)
    .filter((part) => part !== '')
    .join(edition.colon);
  const imprint = [publisher, year].filter((part) => part !== '').join(edition.comma);
  const source: Readonly<Record<string, string>> = {
    J: `${[text(work.container), year, serial].filter((part) => part !== '').join(edition.comma)}${pages}`,
    N: `${[text(work.container), record.publishedOn ?? year].filter((part) => part !== '').join(edition.comma)}`,
    P: record.publishedOn ?? year,
  };
  const named = mark === 'P' || mark === 'S' ? `${title}${edition.colon}${text(work.number)}` : title;
  const parts = [
    responsible(citedNames(record.creators), edition),
    mark === 'C' ? `${named}[C]//${text(work.container)}` : `${named}[${mark}]`,
    source[mark] ?? `${imprint}${pages}`,
    oneLine(record.identifier?.display ?? ''),
  ];
  return `${parts.filter((part) => part !== '').join('. ')}.`;
}

function resourceEntry(record: CitedRecord, edition: Edition): string {
  const { title, publisher } = wordsOf(record);
  const year = record.publishedOn?.slice(0, 4) ?? (record.year === null ? null : String(record.year));
  const parts = [
    responsible(citedNames(record.creators), edition),
    `${title}[${markOf(record)}/OL]`,
    isDataset(record) || record.version > 1 ? `V${record.version}` : '',
    `${edition.issued(publisher, record.publishedOn, year)}[${record.accessedOn}]`,
    oneLine(record.address),
    oneLine(record.identifier?.display ?? ''),
  ];
  return `${parts.filter((part) => part !== '').join('. ')}.`;
}

function responsible(names: readonly CitedName[], { comma, family }: Edition): string {
  const shown = names
    .slice(0, NAMED)
    .map((name) => (name.kind === 'whole' ? name.name : `${family(name.family)} ${initialsOf(name.given)}`));
  if (names.length <= NAMED) return shown.join(comma);
  const chinese = names.slice(0, NAMED).some((name) => name.kind === 'whole' && name.han);
  return [...shown, chinese ? '等' : 'et al'].join(comma);
}
