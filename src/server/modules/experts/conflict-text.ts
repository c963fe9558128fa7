import type { z } from 'zod';
import type { Conflict } from '../../../shared/experts/conflicts.ts';
import type { conflictView } from '../../../shared/experts/schemas.ts';
import { type Bilingual, type Lang, pick } from '../../../shared/i18n.ts';
import { citationOf } from '../../../shared/policy/ruled.ts';

/** A conflict in words: what it is, with whom, since when it is over, what was written of it. */
export function conflictText({ rule, with: other, until, about }: Conflict): Bilingual {
  const { zh, en } = rule.value.name;
  return {
    zh: `${zh}：${other}${until === null ? '' : `（至 ${until}）`}${about === null ? '' : `，${about}`}`,
    en: `${en}: ${other}${until === null ? '' : ` (until ${until})`}${about === null ? '' : `, ${about}`}`,
  };
}

export const conflictViewOf = (
  ruleSet: { id: string },
  conflict: Conflict,
  lang: Lang,
): z.input<typeof conflictView> => ({
  kind: conflict.kind,
  label: pick(conflict.rule.value.name, lang),
  with: conflict.with,
  until: conflict.until,
  about: conflict.about,
  in_principle: conflict.rule.value.in_principle,
  cite: citationOf(ruleSet, conflict.rule),
});
