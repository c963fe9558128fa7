import { type RawBuilder, sql, type SqlBool } from 'kysely';
import { EXPORT_MAX, type ExportFormat } from '../../../shared/catalogue/export-formats.ts';
import { catalogueProblem } from '../../../shared/catalogue/problems.ts';
import type { ResourceType } from '../../../shared/catalogue/resource-type.ts';
import { pick } from '../../../shared/i18n.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Download } from '../../kernel/http/mount.ts';
import { matching } from '../search/index.ts';
import { platformByCode } from './platform-rules.ts';
import { countWhere, publishedRows, rowsWhere } from './export-rows.ts';
import { exportFile, type ExportTable } from './export-table.ts';
import { type SearchAsked, understood } from './search.ts';
import { type WorkAsked, workConditions } from './work-list.ts';

const tooLarge = (limit: number) => catalogueProblem('catalogue.export_too_large', { limit });

const typesIn = ({ services }: Ctx, ids: ReadonlySet<string>): ResourceType[] =>
  [...services.types.values()].filter(({ id }) => ids.has(id));

/**
 * All hits of a search, as the page with the same address would show them.
 * @throws catalogue.export_too_large
 */
export async function exportSearch(
  ctx: Ctx,
  asked: Omit<SearchAsked, 'sort' | 'limit' | 'cursor'>,
  format: ExportFormat,
): Promise<Download> {
  const { query, filters } = await understood(ctx, asked);
  const found = await matching(ctx.db, query, filters, EXPORT_MAX.public + 1);
  if (found.length > EXPORT_MAX.public) throw tooLarge(EXPORT_MAX.public);
  const words = asked.q
    .trim()
    .replace(/[\s\p{Cc}\p{Cf}/\\:*?"<>|]+/gu, ' ')
    .slice(0, 40)
    .trim();
  const title = pick({ zh: '检索结果', en: 'search' }, ctx.lang);
  return exportFile(
    {
      types: typesIn(ctx, new Set(found.map(({ type }) => type))),
      rows: publishedRows(
        ctx,
        found.map(({ id }) => id),
      ),
      name: [title, words, ctx.today].filter((part) => part !== '').join('-'),
    },
    format,
  );
}

/**
 * Records of one’s platforms in any state, by the filters of the list; withdrawn ones only where they are asked for.
 * @throws catalogue.export_too_large
 */
export async function exportWork(
  ctx: Ctx,
  { format, ...asked }: Omit<WorkAsked, 'limit' | 'cursor'> & { format: ExportFormat },
): Promise<Download> {
  const conditions: RawBuilder<SqlBool>[] = await workConditions(ctx, asked);
  if (asked.state === undefined) conditions.push(sql`r.state <> 'withdrawn'`);
  const condition = sql<SqlBool>`${sql.join(conditions, sql` and `)}`;
  const counts = await countWhere(ctx, condition);
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (format === 'xlsx' && total > EXPORT_MAX.workbook) throw tooLarge(EXPORT_MAX.workbook);
  const platform = asked.platform === undefined ? undefined : (await platformByCode(ctx.db, asked.platform)).code;
  const types = typesIn(ctx, new Set(asked.type === undefined ? counts.keys() : [asked.type]));
  const table: ExportTable = {
    types,
    rows: rowsWhere(ctx, condition),
    name: [
      platform ?? pick({ zh: '资源', en: 'resources' }, ctx.lang),
      types.length === 1 ? pick(types[0]!.label, ctx.lang) : '',
      ctx.today,
    ]
      .filter((part) => part !== '')
      .join('-'),
  };
  return exportFile(table, format);
}
