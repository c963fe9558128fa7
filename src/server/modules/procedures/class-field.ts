import { type Lang, pick } from '../../../shared/i18n.ts';
import type { Procedure } from '../../../shared/policy/procedures.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { CaseRow } from './store.ts';

const known = new WeakMap<Procedure, string | undefined>();

/** The field that says under which class of criteria a case applies: as its requirement names it, else a choice called `class`. */
export function classFieldOf(procedure: Procedure): string | undefined {
  // Asked for every row of every list.
  if (!known.has(procedure)) known.set(procedure, findClassField(procedure));
  return known.get(procedure);
}

function findClassField({ transitions, fields }: Procedure): string | undefined {
  for (const { requires } of transitions)
    for (const need of requires) if ('criteria' in need) return need.criteria.class;
  return fields['class']?.type === 'choice' ? 'class' : undefined;
}

export function classLabel(procedure: Procedure, { data }: Pick<CaseRow, 'data'>, lang: Lang): string | null {
  const field = classFieldOf(procedure);
  const value = field === undefined ? undefined : data[field];
  if (field === undefined || typeof value !== 'string') return null;
  const label = procedure.fields[field]?.choices?.[value];
  return label ? pick(label, lang) : value;
}

/** The names such fields have in the rule sets of this instance; few, and alike. */
export const classFields = ({ services }: Pick<Ctx, 'services'>): string[] => [
  ...new Set(
    [...services.ruleSets.values()].flatMap((versions) =>
      versions.flatMap(({ procedures }) =>
        Object.values(procedures?.procedures ?? {}).flatMap((one) => classFieldOf(one) ?? []),
      ),
    ),
  ),
];
