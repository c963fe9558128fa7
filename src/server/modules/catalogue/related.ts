import { sql } from 'kysely';
import { maskFields } from '../../../shared/catalogue/mask.ts';
import { taxonOf } from '../../../shared/catalogue/record-title.ts';
import { type Bilingual, fill, pick } from '../../../shared/i18n.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { platformNameOf } from '../identity/index.ts';
import { parseQuery, searchIds } from '../search/index.ts';
import { typeById } from './platform-rules.ts';
import { findPublic, type PublicResource } from './public.ts';

const MOST = 5;
const WHY: Readonly<Record<'taxon' | 'project' | 'keyword', Bilingual>> = {
  taxon: { zh: '同一物种：{name}', en: 'Same taxon: {name}' },
  project: { zh: '同一项目：{name}', en: 'Same project: {name}' },
  keyword: { zh: '同一关键词：{name}', en: 'Same keyword: {name}' },
};

/** What a record shares with others, the most telling first. */
function bondOf(ctx: Ctx, resource: PublicResource): { kind: keyof typeof WHY; name: string } | undefined {
  const type = typeById(ctx, resource.type);
  const { fields } = maskFields(type, resource.fields);
  const first = (id: string): string | undefined => {
    const value = fields[id];
    return value === undefined ? undefined : String(Array.isArray(value) ? value[0] : value);
  };
  const taxon = taxonOf(type, fields);
  if (taxon !== undefined) return { kind: 'taxon', name: taxon };
  for (const [kind, id] of [
    ['project', 'projects'],
    ['keyword', 'keywords'],
  ] as const) {
    const name = first(id);
    if (name !== undefined) return { kind, name };
  }
  return undefined;
}

/** A few other records with the same taxon, project or keyword. */
export async function listRelated(ctx: Ctx, id: Id) {
  const resource = await findPublic(ctx, id);
  const bond = bondOf(ctx, resource);
  if (!bond) return { items: [] };
  const query = parseQuery(`"${bond.name.replace(/["“”]/g, ' ')}"`);
  const found = await searchIds(ctx.db, { query, filters: {}, sort: 'relevance', limit: MOST + 1, facets: false });
  const ids = found.ids.filter((other) => other !== id).slice(0, MOST);
  if (ids.length === 0) return { items: [] };
  const { rows } = await sql<{ id: Id; title: string; title_en: string | null; type: string; platform_name: string }>`
    select r.id, r.title, r.title_en, r.type, ${platformNameOf('r.platform_id', ctx.lang)} as platform_name
    from resource r where r.id = any(${ids}::bigint[]) and r.state = 'published'`.execute(ctx.db);
  const why = fill(pick(WHY[bond.kind], ctx.lang), { name: bond.name });
  return {
    items: rows
      .toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))
      .map((row) => ({
        id: row.id,
        title: (ctx.lang === 'en' ? row.title_en : null) ?? row.title,
        type_label: pick(typeById(ctx, row.type).label, ctx.lang),
        platform_name: row.platform_name,
        why,
      })),
  };
}
