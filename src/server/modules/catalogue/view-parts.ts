import { CSTR_STATES, type CstrState } from '../../../shared/catalogue/cstr.ts';
import { displayValues, unitOf, whenHolds } from '../../../shared/catalogue/display.ts';
import { identifierInWords, identifierUrl } from '../../../shared/catalogue/identifiers.ts';
import type { MaskedFields } from '../../../shared/catalogue/mask.ts';
import type { ResourceType } from '../../../shared/catalogue/resource-type.ts';
import { type Bilingual, type Lang, pick } from '../../../shared/i18n.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { PlatformRecord } from '../identity/index.ts';
import type { BorneIdentifier } from './public.ts';

export const ACCESS_LABELS: Readonly<Record<string, Bilingual>> = {
  open: { zh: '完全共享', en: 'Open' },
  conditional: { zh: '有条件共享', en: 'On conditions' },
  closed: { zh: '不共享', en: 'Not shared' },
};

export const platformName = (lang: Lang, { name_zh, name_en }: Pick<PlatformRecord, 'name_zh' | 'name_en'>): string =>
  (lang === 'en' ? name_en : null) ?? name_zh;

export const platformLinkOf = ({ lang }: Pick<Ctx, 'lang'>, platform: PlatformRecord) => ({
  id: platform.id,
  code: platform.code,
  name: platformName(lang, platform),
  name_en: platform.name_en,
  demo: platform.demo,
});

/** The national registry resolves what it registered; whatever else bears a CSTR is found here. */
const urlOf = ({ scheme, value, state }: BorneIdentifier): string | null =>
  scheme === 'cstr' && state !== 'registered' && state !== 'updating'
    ? `/cstr/${encodeURI(value)}`
    : identifierUrl(scheme, value);

export const identifierViews = ({ lang }: Pick<Ctx, 'lang'>, identifiers: readonly BorneIdentifier[]) =>
  identifiers.map((identifier) => ({
    scheme: identifier.scheme,
    value: identifier.value,
    display: identifierInWords(identifier.scheme, identifier.value),
    url: urlOf(identifier),
    state: identifier.state,
    state_label: pick(CSTR_STATES[identifier.state as CstrState] ?? CSTR_STATES.registered, lang),
  }));

/** Shown at a place of their own, not among the fields. */
const ELSEWHERE = new Set(['title', 'title_en', 'cstr', 'doi']);

/** Filled fields in their groups, in words. */
export function shownGroups(type: ResourceType, { fields, masked }: MaskedFields, lang: Lang) {
  return type.groups
    .map((group) => ({
      id: group.id,
      label: pick(group.label, lang),
      fields: type.fields
        .filter(
          (field) =>
            field.group === group.id && !ELSEWHERE.has(field.id) && !field.relation && whenHolds(field, fields),
        )
        .flatMap((field) => {
          const value = fields[field.id];
          const why = masked.get(field.id);
          if (value === undefined && why === undefined) return [];
          const label = pick(field.label, lang);
          const unit = unitOf(field, lang);
          return [
            {
              id: field.id,
              label,
              kind: field.kind,
              // 原值（元） says it already.
              unit: unit === undefined || label.includes(unit) ? null : unit,
              values: value === undefined ? [] : displayValues(type, field, value, lang),
              masked: why === undefined ? null : pick(why, lang),
            },
          ];
        }),
    }))
    .filter(({ fields: shown }) => shown.length > 0);
}
