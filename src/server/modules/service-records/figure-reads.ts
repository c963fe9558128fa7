import { sql, type SqlBool } from 'kysely';
import { pick } from '../../../shared/i18n.ts';
import { recordProblem } from '../../../shared/service-records/problems.ts';
import { yuanText } from '../../../shared/stock/fees.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Download } from '../../kernel/http/mount.ts';
import { findPlatform, type PlatformRecord, selectPlatforms } from '../identity/index.ts';
import { tableFile } from '../imports/index.ts';
import { readablePlatform, readPlatforms } from './access.ts';
import { figuresOf } from './figures.ts';

interface Asked {
  platform?: string | undefined;
  programme?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

const periodOf = (ctx: Ctx, { from, to }: Asked) => ({
  from: from ?? `${ctx.today.slice(0, 4)}-01-01`,
  to: to ?? ctx.today,
});
const inProgramme = (platforms: readonly PlatformRecord[], programme: string | undefined): PlatformRecord[] =>
  platforms.filter(
    ({ programmes }) => programme === undefined || programmes.some((one) => one.programme === programme),
  );

/** Figures of a platform, of a network, or of all one may see. @throws service_records.platform_unknown | kernel.not_allowed */
export async function readFigures(ctx: Ctx, asked: Asked) {
  const platforms =
    asked.platform === undefined
      ? await selectPlatforms(ctx.db, readPlatforms(ctx, 'p.id'))
      : [await readablePlatform(ctx, asked.platform)];
  return figuresOf(ctx, inProgramme(platforms, asked.programme), periodOf(ctx, asked));
}

/** The same without money, of active platforms, for anybody. @throws service_records.platform_unknown */
export async function readPublicFigures(ctx: Ctx, asked: Asked) {
  const one = asked.platform === undefined ? undefined : await findPlatform(ctx.db, asked.platform);
  if (asked.platform !== undefined && one?.state !== 'active')
    throw recordProblem('service_records.platform_unknown', { code: asked.platform });
  const platforms = one ? [one] : await selectPlatforms(ctx.db, sql<SqlBool>`p.state = 'active'`);
  const figures = await figuresOf(ctx, inProgramme(platforms, asked.programme), periodOf(ctx, asked));
  const without = (rows: typeof figures.by_kind) => rows.map((row) => ({ ...row, income_fen: 0, cost_fen: 0 }));
  return {
    ...figures,
    by_kind: without(figures.by_kind),
    by_unit_kind: without(figures.by_unit_kind),
    by_region: without(figures.by_region),
    by_month: without(figures.by_month),
  };
}

const TABLES = {
  by_class: { zh: '服务类别', en: 'Class' },
  by_kind: { zh: '服务类型', en: 'Kind' },
  by_unit_kind: { zh: '单位性质', en: 'Kind of unit' },
  by_group: { zh: '服务对象', en: 'User group' },
  by_region: { zh: '地区', en: 'Region' },
  by_purpose: { zh: '用途', en: 'Purpose' },
  by_mode: { zh: '知识服务形式', en: 'Mode' },
  by_channel: { zh: '服务方式', en: 'Channel' },
  by_month: { zh: '月份', en: 'Month' },
  uses: { zh: '利用成果', en: 'Works' },
} as const;

/** @throws service_records.platform_unknown | kernel.not_allowed */
export async function exportFigures(ctx: Ctx, asked: Asked): Promise<Download> {
  const figures = await readFigures(ctx, asked);
  const text = (zh: string, en: string): string => pick({ zh, en }, ctx.lang);
  const { answers } = figures;
  const whole: [string, string | number | null][] = [
    [text('服务次数', 'Services'), figures.services],
    [text('已冲销', 'Reversed'), figures.reversed],
    [text('用户数', 'Users'), figures.users],
    [text('依托单位以外占比（%）', 'Outside the host (%)'), figures.outside_percent],
    [text('收入（元）', 'Income (yuan)'), yuanText(figures.income_fen)],
    [text('成本（元）', 'Cost (yuan)'), yuanText(figures.cost_fen)],
    [text('服务时长（小时）', 'Hours'), figures.hours],
    [text('参加人数', 'Participants'), figures.participants],
    [text('评价数', 'Ratings'), figures.ratings.count],
    [text('资源评分', 'Score of resources'), figures.ratings.resource_score],
    [text('服务评分', 'Score of services'), figures.ratings.service_score],
    [text('答复中位工作日', 'Median working days to an answer'), answers?.median_days ?? null],
    [text('最长答复工作日', 'Longest'), answers?.worst_days ?? null],
  ];
  const all = text('总计', 'Total');
  async function* rows(): AsyncGenerator<string[]> {
    for (const [name, value] of whole) yield [all, name, String(value ?? ''), '', ''];
    for (const [name, label] of Object.entries(TABLES))
      for (const row of figures[name as keyof typeof TABLES]) {
        const money = name === 'uses' ? ['', ''] : [yuanText(row.income_fen), yuanText(row.cost_fen)];
        yield [pick(label, ctx.lang), row.label, String(row.count), ...money];
      }
  }
  const headings = [
    text('分组', 'By'),
    text('项目', 'What'),
    text('数量', 'Number'),
    text('收入（元）', 'Income (yuan)'),
    text('成本（元）', 'Cost (yuan)'),
  ];
  const name = ['service-figures', asked.platform ?? asked.programme, figures.from, figures.to]
    .filter(Boolean)
    .join('-');
  return tableFile(name, 'csv', headings, rows());
}
