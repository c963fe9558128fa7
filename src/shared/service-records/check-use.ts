import { identifierKey, parseIdentifier } from '../catalogue/identifiers.ts';
import type { CivilDate } from '../dates.ts';
import type { FieldFault } from '../problems.ts';
import type { UseContent } from './use-schemas.ts';

const squeezed = (text: string): string =>
  text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s,，]/g, '');

/**
 * A Chinese application number: year, kind, serial and a check digit after the point (ZC 0006-2003, 4.4: the twelve digits
 * times 2…9, 2…5, modulo 11, X for ten).
 * @returns undefined where the text is no such number at all
 */
export function applicationNumberHolds(text: string): boolean | undefined {
  const match = /^(?:ZL|CN)?((?:19|20)\d{2}[12389]\d{7})\.?([\dX])$/.exec(squeezed(text));
  if (!match) return undefined;
  const sum = [...match[1]!].reduce((total, digit, at) => total + Number(digit) * ((at % 8) + 2), 0);
  return 'X0123456789'.at(((sum % 11) + 1) % 11) === match[2];
}

/** CN 101234567 A, CN 113456789 B, US 10,123,456 B2, EP 3123456 A1, WO 2020/123456, PCT/CN2020/123456. */
const PUBLISHED = /^(?:CN\d{7,9}[ABCUYS]\d?|(?!CN)[A-Z]{2}[\d/-]{5,16}[A-Z]?\d?|PCT\/[A-Z]{2}\d{4}\/\d{5,6})$/;

export const patentNumberHolds = (text: string): boolean =>
  applicationNumberHolds(text) ?? PUBLISHED.test(squeezed(text));

/** GB/T 7714-2015, NY/T 1234.1—2020, DB44/T 100-2019, T/CAS 5-2021, ISO 20387:2018. */
export const standardNumberHolds = (text: string): boolean =>
  /^[A-Z]{1,6}\d{0,6}(?:\/[A-Z]{1,8})*\d+(?:\.\d+)*(?:[-—–:：]+\d{4})$/.test(squeezed(text));

/** What is wrong with a reported work that can be seen without the database. */
export function useFaults(content: UseContent, today: CivilDate): FieldFault[] {
  const faults: FieldFault[] = [];
  const ask = (holds: boolean, path: string, code: string, zh: string, en: string): void => {
    if (!holds) faults.push({ path: `body.${path}`, code, zh, en });
  };
  const { kind, doi, number, year } = content;
  if (doi) {
    const read = parseIdentifier(doi);
    ask(
      read.valid && read.scheme === 'doi',
      'doi',
      'doi',
      `“${doi}”不是 DOI（应如 10.1000/182）`,
      `“${doi}” is no DOI`,
    );
  }
  if (kind === 'patent') {
    ask(Boolean(number), 'number', 'missing', '请填写专利号', 'Give the number of the patent');
    if (number)
      ask(
        patentNumberHolds(number),
        'number',
        'patent_number',
        `“${number}”不是专利号（申请号应如 200310102344.5，校验位须相符；公开号应如 CN113456789B）`,
        `“${number}” is no patent number: its form or its check digit is wrong`,
      );
  }
  if (kind === 'standard') {
    ask(Boolean(number), 'number', 'missing', '请填写标准号', 'Give the number of the standard');
    if (number)
      ask(
        standardNumberHolds(number),
        'number',
        'standard_number',
        `“${number}”不是标准号（应如 GB/T 7714-2015）`,
        `“${number}” is no number of a standard, such as GB/T 7714-2015`,
      );
  }
  ask(
    Boolean(doi) || Boolean(number) || Boolean(year),
    'year',
    'missing',
    '没有 DOI 或编号时须填写年份',
    'Without DOI or number give the year',
  );
  ask((year ?? 0) <= Number(today.slice(0, 4)) + 1, 'year', 'future', '年份晚于明年', 'The year lies after next year');
  return faults;
}

/** By this the same work is known again. */
export function useKey({ kind, doi, number, title, year }: UseContent): string {
  if (doi) return `doi:${identifierKey(parseIdentifier(doi).normalized)}`;
  if (number) return `${kind}:${squeezed(number)}`;
  return `title:${title
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '')}:${year ?? ''}`.slice(0, 500);
}
