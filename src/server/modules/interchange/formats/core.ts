import { civilDateAt } from '../../../../shared/dates.ts';
import type { OpenRecord } from '../../catalogue/index.ts';
import type { CoreElement, CoreProfile } from '../core-profile.ts';
import { identifiersOf, issuedOn } from '../described.ts';
import { valuesOf, wordsOf } from '../mapped.ts';
import { element, leaf, type Xml } from '../xml.ts';

const STANDARD = 'core';

/** Core metadata of science and technology resources, in the profile's order and names. No claim of official conformance. */
export const coreMetadata = (profile: CoreProfile, schemaAddress: string, record: OpenRecord): Xml =>
  element(
    'resource',
    {
      xmlns: profile.namespace,
      'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      'xsi:schemaLocation': `${profile.namespace} ${schemaAddress}`,
    },
    profile.elements.flatMap((spec) => (spec.parts ? compound(spec, record) : simple(spec, record))),
  );

function simple(spec: CoreElement, record: OpenRecord): Xml[] {
  const own = spec.system === undefined ? undefined : SYSTEM_VALUES[spec.system]?.(record);
  const values = own ?? inWords(record, spec.term, spec.type);
  return (spec.many ? [...new Set(values)] : values.slice(0, 1)).map((text) => leaf(spec.name, text));
}

function compound(spec: CoreElement, record: OpenRecord): Xml[] {
  const inner = spec.parts!.flatMap((part) => {
    const given = inWords(record, `${spec.term}/${part.term}`, part.type);
    const values = given.length > 0 ? given : [fallback(spec, part.term, record)].flatMap((text) => text ?? []);
    return (part.many ? values : values.slice(0, 1)).map((text) => leaf(part.name, text));
  });
  const xml = inner.join('');
  return xml === '' ? [] : [element(spec.name, {}, xml)];
}

/** Dates and addresses as they are, the rest in words. */
const inWords = (record: OpenRecord, term: string, type: 'text' | 'date' | 'uri'): string[] =>
  type === 'text' ? wordsOf(record, STANDARD, term) : valuesOf(record, STANDARD, term);

/** A title that no field holds was made from others; who serves is the platform unless somebody else is named. */
function fallback({ term, system }: CoreElement, part: string, record: OpenRecord): string | undefined {
  if (term === '资源名称') return (part === '中文' ? record.title : record.titleEn) ?? undefined;
  if (system !== 'service' || valuesOf(record, STANDARD, `${term}/名称`).length > 0) return undefined;
  const { name_zh, contact, homepage } = record.platform;
  const of: Readonly<Record<string, string | null | undefined>> = {
    名称: name_zh,
    详细地址: contact.address,
    联系人: contact.person,
    联系电话: contact.phone,
    电子邮箱: contact.email,
    网站: homepage,
  };
  return of[part] ?? undefined;
}

const SYSTEM_VALUES: Readonly<Partial<Record<NonNullable<CoreElement['system']>, (record: OpenRecord) => string[]>>> = {
  identifier: (record) => identifiersOf(record).map(({ display }) => display),
  registered_on: ({ publishedAt }) => [civilDateAt(publishedAt)],
  released_on: (record) => [issuedOn(record)],
  type: ({ type }) => [type.label.zh],
  address: (record) => [...valuesOf(record, STANDARD, '资源访问地址'), record.address],
};
