import { type RawBuilder, sql } from 'kysely';
import type { Lang } from '../../../shared/i18n.ts';

/** The name of the platform whose id a column holds, for statements of other modules. */
export const platformNameOf = (column: string, lang: Lang): RawBuilder<string> =>
  lang === 'en'
    ? sql`(select coalesce(n.name_en, n.name_zh) from platform n where n.id = ${sql.ref(column)})`
    : sql`(select n.name_zh from platform n where n.id = ${sql.ref(column)})`;
