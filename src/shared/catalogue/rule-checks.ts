import type { CatalogueRules } from '../policy/catalogue-rules.ts';
import type { Citation } from '../problems.ts';
import type { RecordFields } from './resource-type.ts';

/** A rule that a record breaks, or that it should be told about. */
export interface RuleFault {
  code: keyof typeof RULE_FAULTS;
  field: string;
  params: Readonly<Record<string, string | number>>;
  cite?: Citation | undefined;
}

/** Texts of what the rules say of a record; `{…}` from `params`. */
export const RULE_FAULTS = {
  'rule.must_be_open': {
    zh: '财政性资金形成的科技资源必须开放共享；不开放须选择例外情形并写明依据（“{given}”不是规定的例外）',
    en: 'Publicly funded resources must be open; to keep one closed, choose an exception and state its basis (“{given}” is no exception)',
  },
  'rule.exception_unknown': {
    zh: '本平台适用的规定没有“{given}”这一例外',
    en: 'The rules of this platform know no exception “{given}”',
  },
  'rule.exception_incomplete': { zh: '此例外须填写“{needs}”', en: 'This exception needs “{needs}”' },
  'rule.classified': {
    zh: '本平台为非涉密系统，不得录入涉密内容；请在“未收录资源申报”中只申报数量',
    en: 'This system takes nothing classified; declare only the number of withheld resources',
  },
  'rule.identifier_missing': {
    zh: '认定平台发布的资源须按国家标准标识（CSTR）',
    en: 'An accredited platform publishes resources with an identifier of the national standard (CSTR) only',
  },
  'rule.identifier_wanted': {
    zh: '尚无国家标准标识（CSTR），计入平台的标识率',
    en: 'No identifier of the national standard (CSTR) yet; it counts against the platform’s share',
  },
  'rule.mandatory_missing': { zh: '“{profile}”要求填写', en: 'Required by “{profile}”' },
  'rule.declaration_missing': {
    zh: '国防科研单位的资源须先有保密负责人的非涉密声明（声明人、日期）',
    en: 'A defence research unit needs the non-classified declaration of its security officer (name and date)',
  },
} as const;

const text = (fields: RecordFields, id: string): string => String(fields[id] ?? '').trim();
const isPublicMoney = (fields: RecordFields): boolean => text(fields, 'funding') !== 'private';
const isClosed = (fields: RecordFields): boolean => text(fields, 'share_scope') === 'none';

/**
 * What the rules of the platform's programmes say when a record is saved: openness of what public money made, its
 * exceptions, and that nothing classified is taken (国家 第五条, 鄂 第五条, 湘 第二条, 穗 第五条).
 */
export function checkSaving(rules: CatalogueRules, fields: RecordFields): RuleFault[] {
  const given = text(fields, 'exception_kind');
  if (given === 'secrecy') {
    const cite = rules.exceptions.find(({ kind }) => kind === 'secrecy')?.cite;
    return [{ code: 'rule.classified', field: 'exception_kind', params: {}, cite }];
  }
  const faults: RuleFault[] = rules.mandatory
    .filter(({ field }) => isEmpty(fields[field]))
    .map(({ field, profile, cite }) => ({ code: 'rule.mandatory_missing', field, params: { profile }, cite }));
  const exception = rules.exceptions.find(({ kind }) => kind === given);
  const openness = rules.openness[0];
  if (openness && isPublicMoney(fields) && isClosed(fields) && !exception) {
    faults.push({
      code: 'rule.must_be_open',
      field: 'share_scope',
      params: { given: given || '未填写 none' },
      cite: openness,
    });
  } else if (openness && given !== '' && !exception) {
    faults.push({ code: 'rule.exception_unknown', field: 'exception_kind', params: { given }, cite: openness });
  }
  for (const needed of exception?.needs ?? []) {
    if (isEmpty(fields[needed])) {
      faults.push({
        code: 'rule.exception_incomplete',
        field: needed,
        params: { needs: needed },
        cite: exception!.cite,
      });
    }
  }
  return faults;
}

export interface PublishingFacts {
  /** The host is a defence research unit. */
  defence: boolean;
}

/** What they say when it is published: its identifier (国家 第十三条), a defence unit's declaration (湘 第二条). */
export function checkPublishing(rules: CatalogueRules, fields: RecordFields, facts: PublishingFacts): RuleFault[] {
  const faults: RuleFault[] = [];
  if (rules.identifierRefused && isEmpty(fields['cstr'])) {
    faults.push({ code: 'rule.identifier_missing', field: 'cstr', params: {}, cite: rules.identifierRefused });
  }
  if (
    facts.defence &&
    rules.defenceDeclaration &&
    (isEmpty(fields['declaration_officer']) || isEmpty(fields['declaration_on']))
  ) {
    faults.push({
      code: 'rule.declaration_missing',
      field: 'declaration_officer',
      params: {},
      cite: rules.defenceDeclaration,
    });
  }
  return faults;
}

/** What is pointed out without being refused. */
export function flagsOf(rules: CatalogueRules, fields: RecordFields): RuleFault[] {
  const wanted = rules.identifierRefused ?? rules.identifierFlagged;
  return wanted && isEmpty(fields['cstr'])
    ? [{ code: 'rule.identifier_wanted', field: 'cstr', params: {}, cite: wanted }]
    : [];
}

const isEmpty = (value: RecordFields[string] | undefined): boolean =>
  value === undefined || (Array.isArray(value) ? value.length === 0 : String(value).trim() === '');
