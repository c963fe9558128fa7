import type { Ruled } from '../policy/ruled.ts';
import type { RuleSet } from '../policy/rule-set.ts';
import type { SpecialRule } from '../policy/sharing.ts';

/** A value of a record's field as text; a list gives several. */
const valuesOf = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value])
    .filter((one) => one !== null && one !== undefined && one !== '')
    .map((one) => String(one));

/** Whether a special rule holds for a resource. */
export function ruleHolds(
  rule: Pick<SpecialRule, 'types' | 'where'>,
  resource: { typeId: string; fields: Readonly<Record<string, unknown>> },
): boolean {
  if (!rule.types.includes(resource.typeId)) return false;
  if (!rule.where) return true;
  const values = valuesOf(resource.fields[rule.where.field]);
  const { is, unless } = rule.where;
  if (is && !values.some((value) => is.includes(value))) return false;
  return !unless || values.some((value) => !unless.includes(value));
}

/** Special rules of a rule set that hold for any of the resources. */
export const rulesFor = (
  policy: Pick<RuleSet, 'sharing'>,
  resources: readonly { typeId: string; fields: Readonly<Record<string, unknown>> }[],
): Ruled<SpecialRule>[] =>
  (policy.sharing?.special ?? []).filter(({ value }) => resources.some((resource) => ruleHolds(value, resource)));

/** Whether a rule can hold for a resource, but its record does not say: the field it turns on is empty. */
export const isUnstated = (
  { types, where }: Pick<SpecialRule, 'types' | 'where'>,
  resource: { typeId: string; fields: Readonly<Record<string, unknown>> },
): boolean =>
  where?.stated !== undefined && types.includes(resource.typeId) && valuesOf(resource.fields[where.field]).length === 0;
