import { pick } from '../../shared/i18n.ts';
import { POOL_KEEPERS } from '../../shared/experts/keepers.ts';
import { useLanguage } from '../ui/language.tsx';
import { useSigned } from './session.ts';

/** Programmes in which one holds a role that may keep the pool. */
export function useOwnProgrammes(): readonly { value: string; label: string }[] {
  const lang = useLanguage();
  const { session } = useSigned();
  const own = session.roles.filter(({ role, scope_kind }) => POOL_KEEPERS.includes(role) && scope_kind === 'programme');
  return [...new Map(own.map((held) => [held.scope_id, pick(held.scope_label, lang)]))].map(([value, label]) => ({
    value,
    label,
  }));
}
