import { type CitedName, citedNames } from '../../../shared/catalogue/citation-names.ts';
import { hasHan } from '../../../shared/catalogue/cited-record.ts';
import { identifierInWords, identifierUrl, parseIdentifier } from '../../../shared/catalogue/identifiers.ts';
import { readReference } from '../../../shared/catalogue/relations.ts';
import { licenceAddress } from '../../../shared/catalogue/licences.ts';
import { dataciteTypeOf } from '../../../shared/catalogue/type-variant.ts';
import type { FieldSpec } from '../../../shared/catalogue/resource-type.ts';
import type { Bilingual } from '../../../shared/i18n.ts';
import { type CivilDate, civilDateAt } from '../../../shared/dates.ts';
import type { OpenRecord } from '../catalogue/index.ts';
import { listOf } from './mapped.ts';

/** What every format says in its own way and no field says alone. */

export const langOf = (text: string): 'zh' | 'en' => (hasHan(text) ? 'zh' : 'en');

export interface Named {
  scheme: string;
  value: string;
  /** CSTR:31253.11.x */
  display: string;
  url: string | null;
}

const named = ({ scheme, value }: { scheme: string; value: string }): Named => ({
  scheme,
  value,
  display: identifierInWords(scheme, value),
  url: identifierUrl(scheme, value),
});

/** Identifiers that stand, the DOI first, then the CSTR. */
export const identifiersOf = ({ identifiers }: OpenRecord): Named[] =>
  identifiers.map(named).toSorted((a, b) => rank(a) - rank(b));
const rank = ({ scheme }: Named): number =>
  ['doi', 'cstr'].indexOf(scheme) + (['doi', 'cstr'].includes(scheme) ? 0 : 9);

/** What a text of somebody's stands for: an identifier by its scheme, or undefined. */
export function readIdentifier(text: string): Named | undefined {
  const { scheme, normalized, valid } = parseIdentifier(text);
  return valid ? named({ scheme, value: normalized }) : undefined;
}

/** Where it is cited from: its own identifier's address, else the page here. */
export const citeAs = (record: OpenRecord): string =>
  identifiersOf(record).find(({ scheme, url }) => url !== null && (scheme === 'doi' || scheme === 'cstr'))?.url ??
  record.address;

/** Day or year of first publication: as the holder gives it, else of publication here. */
export const issuedOn = ({ fields, publishedAt }: OpenRecord): CivilDate =>
  listOf(fields['publication_date'])[0] ?? civilDateAt(publishedAt);

/** Its kind in DataCite's words; literature is of several. */
export const kindOf = ({ type, fields }: OpenRecord): string => dataciteTypeOf(type, fields);

/** Who made it: the creators given, else who answers for it. */
export function makersOf(record: OpenRecord): CitedName[] {
  const given = citedNames(listOf(record.fields['creators']));
  if (given.length > 0) return given;
  const { fields, platform } = record;
  return citedNames([listOf(fields['provider_name'])[0] ?? platform.host_name ?? platform.name_zh]);
}

/** The description given, else what can be said without one: every format wants some. */
export function describedAs({ fields, type, platform, title }: OpenRecord): string {
  const text = listOf(fields['description'])[0] ?? `${title}：${platform.name_zh}的${type.label.zh}资源。`;
  // Whoever takes it over must know, too.
  return platform.demo ? `（示例数据，不对应真实资源）${text}` : text;
}

export interface Stated {
  /** In DataCite's words, where the field has one. */
  relation: string | undefined;
  /** What the field calls it. */
  label: Bilingual;
  text: string;
  field: FieldSpec;
}

/** What a record says it is related to, as it was written. */
export const relationsOf = ({ type, fields, address }: OpenRecord): Stated[] =>
  type.fields
    .filter(({ relation, map }) => relation !== undefined || map?.['datacite']?.split('/')[0] === 'relatedIdentifier')
    .filter(({ id }) => id !== 'cstr')
    .flatMap((field) =>
      listOf(fields[field.id]).map((text) => ({
        relation: field.relation?.type,
        label: field.label,
        text: whole(text, address),
        field,
      })),
    );

/** A record here is named by its whole address outside. */
const whole = (text: string, address: string): string => {
  const { scheme, value } = readReference(text, new URL(address).origin);
  return scheme === 'resource' ? `${new URL(address).origin}/resources/${value}` : text;
};

export interface Licence {
  /** SPDX id or the code of the list. */
  code: string;
  address: string | null;
}

export function licenceOf({ fields }: OpenRecord): Licence | undefined {
  const code = listOf(fields['license'])[0];
  return code === undefined ? undefined : { code, address: licenceAddress(code) };
}

const LANGUAGES: Readonly<Record<string, string>> = {
  中文: 'zh',
  汉语: 'zh',
  简体中文: 'zh',
  英文: 'en',
  英语: 'en',
  chinese: 'zh',
  english: 'en',
};

/** Languages as BCP 47 tags; what cannot be told is left out. */
export const languagesOf = ({ fields }: OpenRecord): string[] =>
  listOf(fields['language']).flatMap((text) => {
    const plain = text.trim().toLowerCase();
    const tag = LANGUAGES[plain] ?? plain;
    return /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/.test(tag) ? [tag] : [];
  });
