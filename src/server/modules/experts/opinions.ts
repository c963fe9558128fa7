import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { consolidate } from '../../../shared/experts/consolidate.ts';
import type { opinionsView, sheetItem } from '../../../shared/experts/schemas.ts';
import { rounded } from '../../../shared/experts/sheet.ts';
import { pick } from '../../../shared/i18n.ts';
import type { SheetRule } from '../../../shared/policy/reviews.ts';
import { citationOf } from '../../../shared/policy/ruled.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { accountNames } from '../identity/index.ts';
import { type CaseRow, rulesOf } from '../procedures/index.ts';
import { panelCase } from './access.ts';
import { marksOf } from './gates.ts';
import type { PanelRow } from './panel-rows.ts';
import { allSeats } from './seats.ts';

export type Opinions = z.input<typeof opinionsView>;

export const itemViews = (ctx: Ctx, sheet: SheetRule | undefined): z.input<typeof sheetItem>[] =>
  (sheet?.value.items ?? []).map(({ id, name, help, most, weight }) => ({
    id,
    label: pick(name, ctx.lang),
    help: help ? pick(help, ctx.lang) : null,
    most,
    weight,
  }));

/** Reviews of an application put together. @throws experts.panel_closed */
export async function readOpinions(ctx: Ctx, id: Id, version: 'office' | 'applicant'): Promise<Opinions> {
  const { row, rows } = await panelCase(ctx, id);
  return opinionsOf(ctx, row, rows, version === 'applicant');
}

/**
 * @param anonymous names nobody, and gives the opinions letters in an order that tells nothing: neither who was assigned first nor who
 * was quick
 */
async function opinionsOf(ctx: Ctx, row: CaseRow, rows: readonly PanelRow[], anonymous: boolean): Promise<Opinions> {
  const { ruleSet } = rulesOf(ctx, row);
  const seats = await allSeats(ctx, row, rows);
  const done = seats
    .filter(({ row: sub }) => sub.closed_at !== null && typeof sub.data['opinion'] === 'string')
    .map((seat) => ({ ...seat, key: createHash('sha256').update(`${row.id}|${seat.row.id}`).digest('hex') }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const names = await accountNames(
    ctx.db,
    done.map(({ account }) => account),
  );
  const sheet = rows.map(({ review }) => ruleSet.reviews?.sheets[review]).find((found) => found !== undefined);
  const opinions = done.map(({ row: sub, account }, n) => ({
    by: anonymous ? letterOf(ctx, n) : (names.get(account) ?? ''),
    score: scoreOf(sub),
    marks: numbersOf(marksOf(sub)),
    opinion: String(sub.data['opinion']),
  }));
  const score = consolidate(opinions.flatMap((one) => one.score ?? []));
  return {
    title: row.title,
    anonymous,
    complete: seats.every(({ row: sub }) => sub.closed_at !== null),
    score,
    items: itemViews(ctx, sheet).map((item) => {
      const marks = opinions.flatMap((one) => one.marks[item.id] ?? []);
      return { ...item, average: marks.length === 0 ? null : rounded(marks.reduce((a, b) => a + b, 0) / marks.length) };
    }),
    opinions,
    draft: draftOf(ctx, score, opinions),
    cite: sheet ? citationOf(ruleSet, sheet) : null,
  };
}

const scoreOf = ({ data }: CaseRow): number | null => (typeof data['score'] === 'number' ? data['score'] : null);
const numbersOf = (marks: Record<string, unknown>): Record<string, number> =>
  Object.fromEntries(Object.entries(marks).filter((entry): entry is [string, number] => typeof entry[1] === 'number'));

const letterOf = ({ lang }: Ctx, n: number): string => {
  const letter = String.fromCodePoint(65 + (n % 26)) + (n < 26 ? '' : String(Math.floor(n / 26)));
  return lang === 'en' ? `Expert ${letter}` : `专家 ${letter}`;
};

/** A first text of the panel's opinion: figures and what each expert wrote, without names; the office completes it. */
function draftOf(
  { lang }: Ctx,
  { count, average, trimmed, spread }: ReturnType<typeof consolidate>,
  opinions: readonly { opinion: string }[],
): string {
  const lines = opinions.map(({ opinion }, n) => `${n + 1}. ${opinion.trim()}`);
  const head =
    lang === 'en'
      ? `${count} expert(s); average ${average ?? '—'}${trimmed === null ? '' : `, without the highest and the lowest ${trimmed}`}${spread === null ? '' : `, spread ${spread}`}.`
      : `共 ${count} 位专家评审，平均 ${average ?? '—'} 分${trimmed === null ? '' : `，去掉最高分和最低分后平均 ${trimmed} 分`}${spread === null ? '' : `，最高与最低相差 ${spread} 分`}。`;
  return [head, ...lines].join('\n').slice(0, 4000);
}
