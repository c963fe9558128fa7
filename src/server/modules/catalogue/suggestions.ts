import { sql } from 'kysely';
import type { z } from 'zod';
import type { suggestion } from '../../../shared/catalogue/schemas.ts';
import { type Bilingual, pick } from '../../../shared/i18n.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { platformsOfProgramme, selectPlatforms } from '../identity/index.ts';
import { suggest, type TermKind } from '../search/index.ts';
import { NOBODY } from './search-fields.ts';
import { platformName } from './view-parts.ts';

type Suggestion = z.input<typeof suggestion>;

const TERMS = 6;
const TITLES = 3;
const PLATFORMS = 2;
/** A platform's name is looked for from so many characters on. */
const PLATFORM_FROM = 2;

const KINDS: Readonly<Record<TermKind | 'title' | 'platform', Bilingual>> = {
  name: { zh: '名称', en: 'Name' },
  keyword: { zh: '关键词', en: 'Keyword' },
  word: { zh: '词', en: 'Word' },
  title: { zh: '资源', en: 'Resource' },
  platform: { zh: '平台', en: 'Platform' },
};

/** What to search for, and pages to go to, while somebody types. Public records only. */
export async function suggestions(
  ctx: Ctx,
  asked: { q: string; programme?: string | undefined },
): Promise<{ items: Suggestion[] }> {
  const programme = asked.programme ?? ctx.programme;
  const members = programme === undefined ? undefined : await platformsOfProgramme(ctx.db, programme);
  const within = members?.map(({ id }) => id);
  const filters = within === undefined ? {} : { within: within.length > 0 ? within : [NOBODY] };
  // What is typed may hold anything; the database takes no NUL.
  const q = asked.q.replace(/\p{Cc}/gu, ' ').trim();
  const { terms, titles } = await suggest(ctx.db, q, { filters, terms: TERMS, titles: TITLES });
  const of = (kind: keyof typeof KINDS, text: string, page: string | null): Suggestion => ({
    kind,
    kind_label: pick(KINDS[kind], ctx.lang),
    text,
    page,
  });
  return {
    items: [
      ...terms.map(({ kind, text }) => of(kind, text, null)),
      ...(await titled(ctx, titles)).map(({ id, title }) => of('title', title, `/resources/${id}`)),
      ...(await platformsLike(ctx, q, within)).map((platform) =>
        of('platform', platformName(ctx.lang, platform), `/platforms/${platform.code}`),
      ),
    ],
  };
}

async function titled(ctx: Ctx, ids: readonly Id[]): Promise<{ id: Id; title: string }[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ id: Id; title: string }>`
    select r.id, r.title from resource r where r.id = any(${[...ids]}::bigint[]) and r.state = 'published'`.execute(
    ctx.db,
  );
  return rows.toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
}

async function platformsLike(ctx: Ctx, q: string, within: readonly Id[] | undefined) {
  if (q.length < PLATFORM_FROM) return [];
  const text = q.toLowerCase();
  return selectPlatforms(
    ctx.db,
    sql`p.state = 'active' and position(${text} in lower(p.name_zh || ' ' || coalesce(p.name_en, '') || ' ' || p.code)) > 0
      and ${within === undefined ? sql`true` : sql`p.id = any(${[...within]}::bigint[])`}`,
    sql`order by position(${text} in lower(p.name_zh)), lower(p.code) limit ${PLATFORMS}`,
  );
}
