import type { z } from 'zod';
import { pick } from '../../../shared/i18n.ts';
import { citationOf } from '../../../shared/policy/ruled.ts';
import type { ClockState } from '../../../shared/procedures/case-facts.ts';
import type { clockView } from '../../../shared/procedures/schemas.ts';
import type { Ctx } from '../../kernel/context.ts';
import { clockRule } from './clocks.ts';
import { whoLabel } from './labels.ts';
import { daysLeft, lightOf } from './lights.ts';
import type { CaseRules } from './rules.ts';
import type { CaseRow, ClockRow } from './store.ts';

const REMINDS = { zh: '提醒：', en: 'reminds ' };

/** The clocks of a case, each with its days, its light, what its end does and the article. */
export function clockViews(
  ctx: Ctx,
  row: CaseRow,
  { ruleSet, procedure }: CaseRules,
  clocks: readonly ClockRow[],
): z.input<typeof clockView>[] {
  return clocks.map((clock) => {
    const rule = clockRule(ruleSet, clock.clock);
    const live = clock.ended_on === null && clock.state !== 'paused' && row.closed_at === null;
    const end = procedure.expires[clock.clock]!;
    const atEnd =
      'action' in end
        ? pick(
            procedure.transitions.find(({ action, by }) => action === end.action && by.includes('clock'))!.label,
            ctx.lang,
          )
        : pick(REMINDS, ctx.lang) +
          end.reminds.map((who) => whoLabel(who, ctx.lang)).join(ctx.lang === 'en' ? ', ' : '、');
    return {
      id: clock.id,
      clock: clock.clock,
      label: pick(rule.label, ctx.lang),
      from: clock.from_date,
      first: clock.first_date,
      last: clock.last_date,
      provisional: clock.provisional,
      frozen: clock.frozen,
      state: clock.state as ClockState,
      paused_on: clock.paused_on,
      ended_on: clock.ended_on,
      pending: clock.pending,
      light: live ? lightOf(clock.last_date, ctx.today) : 'none',
      days_left: live ? daysLeft(clock.last_date, ctx.today) : null,
      at_end: atEnd,
      cite: citationOf(ruleSet, rule),
    };
  });
}
