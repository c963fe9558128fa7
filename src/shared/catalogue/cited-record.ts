import type { CivilDate } from '../dates.ts';
import type { Lang } from '../i18n.ts';
import { type CitedWork, workKind } from './cited-work.ts';

/** What a citation is made of: the record as published, and the day and language it is cited in. */
export interface CitedRecord {
  title: string;
  titleEn: string | null;
  /** In order; Western personal names as “Family, Given”. */
  creators: readonly string[];
  publisher: string;
  publisherEn: string | null;
  /** Document type of GB/T 7714, `DS`; brackets and carrier (`[DS/OL]`) are understood too. */
  gbt7714Mark: string;
  dataciteType: string;
  publishedOn: CivilDate | null;
  year: number | null;
  version: number;
  /** As shown with its prefix: `CSTR:31253.11.x`. */
  identifier: { scheme: string; display: string; url: string | null } | null;
  address: string;
  accessedOn: CivilDate;
  /** Where it was published, if it is a paper, thesis, book or the like. */
  work: CitedWork | null;
  lang: Lang;
}

/** Letters of the Han script, with the iteration mark and the zero used in names. */
export const hasHan = (text: string): boolean => /[\p{Script=Han}々〇]/u.test(text);

/** One line: no control characters, no line ends of any kind, no lone halves of a pair. */
export const oneLine = (text: string): string =>
  text
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '�')
    .replace(/[\s\p{Cc}\u2028\u2029\ufeff]+/gu, ' ')
    .trim();

/** Title and publisher in the language of the page where the record has them. */
export function wordsOf(record: CitedRecord): { title: string; publisher: string; english: boolean } {
  const title = oneLine((record.lang === 'en' && record.titleEn) || record.title);
  const english = !hasHan(title);
  return { title, english, publisher: oneLine((english && record.publisherEn) || record.publisher) };
}

/** The identifier without its prefix, if it is of that scheme. */
export const numberOf = ({ identifier }: CitedRecord, scheme: string): string | null =>
  identifier?.scheme === scheme ? oneLine(identifier.display).replace(/^[a-z]+:\s*/i, '') : null;

export const dateParts = (date: CivilDate): number[] => date.split('-').map(Number);

/** `DS` out of `DS`, `[DS]` or `[DS/OL]`; what has no mark of its own is Z. */
export const markOf = ({ gbt7714Mark }: CitedRecord): string => /[A-Z]{1,2}/.exec(gbt7714Mark)?.[0] ?? 'Z';

/** The published work a record is of, with its names in other formats. */
export const publishedWork = (record: CitedRecord) => workKind(record.work, markOf(record));

export const isDataset = ({ dataciteType }: CitedRecord): boolean => dataciteType === 'Dataset';
