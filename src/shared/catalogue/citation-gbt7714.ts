import { type CitedRecord, isDataset, oneLine, wordsOf } from './cited-record.ts';
import { type CitedName, citedNames, initialsOf } from './citation-names.ts';

/** More responsible persons than this are shortened to the first three (GB/T 7714, 8.1.2). */
const NAMED = 3;

/**
 * Differences of the editions as far as they concern an online resource: 2025 writes Chinese entries with full-width
 * marks, gives the platform with the date of publication in brackets, and no longer sets family names in capitals.
 */
interface Edition {
  comma: string;
  family: (name: string) => string;
  issued: (publisher: string, date: string | null, year: string | null) => string;
}

const edition2015: Edition = {
  comma: ', ',
  family: (name) => name.toUpperCase(),
  issued: (publisher, date, year) =>
    `${[publisher, ...(year === null ? [] : [year])].join(', ')}${date === null ? '' : `(${date})`}`,
};

const bracketed = (publisher: string, date: string | null, year: string | null, open: string, close: string): string =>
  date === null && year === null ? publisher : `${publisher}${open}${date ?? year}${close}`;

const edition2025 = (english: boolean): Edition => ({
  comma: english ? ', ' : '，',
  family: (name) => name,
  issued: (publisher, date, year) => bracketed(publisher, date, year, english ? ' (' : '（', english ? ')' : '）'),
});

/** GB/T 7714-2025, numeric. */
export const gbt2025 = (record: CitedRecord): string => entry(record, edition2025(wordsOf(record).english));
/** GB/T 7714-2015, numeric. */
export const gbt2015 = (record: CitedRecord): string => entry(record, edition2015);

function entry(record: CitedRecord, edition: Edition): string {
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

/** `DS` out of `DS`, `[DS]` or `[DS/OL]`; what has no mark of its own is Z. */
const markOf = ({ gbt7714Mark }: CitedRecord): string => /[A-Z]{1,2}/.exec(gbt7714Mark)?.[0] ?? 'Z';

function responsible(names: readonly CitedName[], { comma, family }: Edition): string {
  const shown = names
    .slice(0, NAMED)
    .map((name) => (name.kind === 'whole' ? name.name : `${family(name.family)} ${initialsOf(name.given)}`));
  if (names.length <= NAMED) return shown.join(comma);
  const chinese = names.slice(0, NAMED).some((name) => name.kind === 'whole' && name.han);
  return [...shown, chinese ? '等' : 'et al'].join(comma);
}
