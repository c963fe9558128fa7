import { pick } from '../../../shared/i18n.ts';
import type { Ctx } from '../../kernel/context.ts';

/** A region by its code (GB/T 2260), or the code where the list has none. */
export function regionLabel({ services, lang }: Pick<Ctx, 'services' | 'lang'>, code: string): string {
  const entry = services.references.region?.get(code.padEnd(6, '0'));
  return entry ? pick(entry, lang) : code;
}
