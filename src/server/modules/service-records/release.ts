import { type RawBuilder, sql, type SqlBool } from 'kysely';
import { addMonths, type CivilDate } from '../../../shared/dates.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { PlatformRecord } from '../identity/index.ts';
import { heldRatingsOf } from './platform-terms.ts';

const MONTHS = { month: 1, quarter: 3, year: 12 } as const;

/** The first day after the period a day lies in. */
export function dayAfterPeriod(period: keyof typeof MONTHS, on: CivilDate): CivilDate {
  const [month, length] = [Number(on.slice(5, 7)), MONTHS[period]];
  return addMonths(`${on.slice(0, 7)}-01`, length - ((month - 1) % length));
}

/** How a rating written now is held back, by the rules of its platform. */
export function holdOf(ctx: Ctx, platform: PlatformRecord): { shown_with: number; shown_from: CivilDate | null } {
  const rule = heldRatingsOf(ctx, platform);
  if (!rule) return { shown_with: 1, shown_from: null };
  return { shown_with: rule.together, shown_from: dayAfterPeriod(rule.at_most, ctx.today) };
}

/**
 * Rating `g` may be seen by its platform and the public: its period is over, or it belongs to a batch of the period that is full.
 * Without batches the next one after the third would stand alone again.
 */
export const released = (today: CivilDate): RawBuilder<SqlBool> => sql<SqlBool>`(g.shown_from is null
  or g.shown_from <= ${today}::date
  or (select count(*) filter (where (x.at, x.root_id) <= (g.at, g.root_id)) <= count(*) - count(*) % g.shown_with
    from service_rating x where x.platform_id = g.platform_id and x.shown_from = g.shown_from))`;
