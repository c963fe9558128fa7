import type { Bilingual } from '../i18n.ts';
import type { Citation } from '../problems.ts';
import type { RuleSet } from './rule-set.ts';
import { citationOf } from './ruled.ts';

export const SCOPE_RESULTS = ['accepted', 'held', 'refused'] as const;

export interface ScopeReason {
  message: Bilingual;
  cite: Citation;
}

export interface ScopeVerdict {
  /** `held`: needs a decision of the authority, as none of the types is listed. */
  result: (typeof SCOPE_RESULTS)[number];
  reasons: ScopeReason[];
}

/** The id of a type by its id or its name in any of the rule sets; what nobody knows stays as it is. */
export function typeIdOf(sets: readonly RuleSet[], given: string): string {
  for (const { scope } of sets) {
    const entries = [...(scope?.types.value.items ?? []), ...(scope?.excluded.map(({ value }) => value) ?? [])];
    const found = entries.find(({ id, name }) => id === given || name.zh === given || name.en === given);
    if (found) return found.id;
  }
  return given;
}

/**
 * Whether a platform of these resources is within a rule set's scope. Refused where every type is excluded, or the class of
 * base is another one; held where none is listed; accepted with a note on what is outside.
 */
export function checkScope(set: RuleSet, types: readonly string[], base?: string): ScopeVerdict | undefined {
  const { scope } = set;
  if (!scope) return undefined;
  if (base !== undefined && scope.base && base !== scope.base.value.zh && base !== scope.base.value.en) {
    const { zh, en } = scope.base.value;
    const message = {
      zh: `“${base}”不属于本办法的类别，只能是“${zh}”`,
      en: `“${base}” is outside the class of this instrument: only “${en}”`,
    };
    return { result: 'refused', reasons: [{ message, cite: citationOf(set, scope.base) }] };
  }
  const outside = types.flatMap((type) => {
    const rule = scope.excluded.find(({ value }) => value.id === type);
    return rule ? [rule] : [];
  });
  const listed = types.filter((type) =>
    scope.types.value.items.some(({ id, includes }) => id === type || includes.includes(type)),
  );
  const reasons = outside.map((rule): ScopeReason => {
    const { name, governed_by } = rule.value;
    const [zh, en] = [governed_by.map((text) => text.zh).join('、'), governed_by.map((text) => text.en).join(', ')];
    return {
      message: {
        zh: `${name.zh}不适用本办法${zh === '' ? '' : `，适用：${zh}`}`,
        en: `${name.en} are outside this instrument${en === '' ? '' : `, governed by ${en}`}`,
      },
      cite: citationOf(set, rule),
    };
  });
  if (outside.length === types.length) return { result: 'refused', reasons };
  const unlisted = types.filter((type) => !listed.includes(type) && !outside.some(({ value }) => value.id === type));
  const flags = unlisted.map((type): ScopeReason => ({
    message: {
      zh: `“${type}”未列入资源范围，请说明理由，由主管机关决定`,
      en: `“${type}” is not listed: state why it counts, for a decision of the authority`,
    },
    cite: citationOf(set, scope.types),
  }));
  return { result: listed.length > 0 ? 'accepted' : 'held', reasons: [...reasons, ...flags] };
}
