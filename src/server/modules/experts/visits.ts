import type { z } from 'zod';
import { isSame } from '../../../shared/experts/conflicts.ts';
import type { visitView } from '../../../shared/experts/schemas.ts';
import { pick } from '../../../shared/i18n.ts';
import { figuresFor } from '../../../shared/policy/check-criteria.ts';
import type { RuleSet } from '../../../shared/policy/rule-set.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { type CaseRow, draftedData, rulesOf, seatsUnder } from '../procedures/index.ts';
import { coveredBy } from './gates.ts';
import { partiesOf } from './parties.ts';
import { photosOf } from './photos.ts';
import { visitCase } from './visit-case.ts';

/** What a visit has to check: units to be covered, and what the application claims. */
export async function readVisit(ctx: Ctx, id: Id): Promise<z.input<typeof visitView>> {
  const { row, parent, writes } = await visitCase(ctx, id);
  const { host, partners } = await partiesOf(ctx, parent);
  const visits = await seatsUnder(ctx.db, parent.id, row.procedure);
  const others = visits.filter((one) => one.row.id !== id && one.row.closed_at !== null);
  const covered = [...others.flatMap((one) => coveredBy(one.row)), ...coveredBy({ data: await draftedData(ctx, row) })];
  return {
    case: id,
    parties: [...(host ? [host] : []), ...partners].map(({ name }) => ({
      name,
      covered: covered.some((unit) => isSame({ name: unit }, { name })),
    })),
    claims: claimsOf(ctx, rulesOf(ctx, parent).ruleSet, parent),
    photos: await photosOf(ctx, id),
    may_add: writes,
  };
}

/** Figures the application gives, with their names: those that are a number, a day, or a yes or no. */
function claimsOf(ctx: Ctx, { criteria }: RuleSet, { data }: CaseRow): z.input<typeof visitView>['claims'] {
  const figures = data['figures'];
  if (!criteria || typeof figures !== 'object' || figures === null) return [];
  const known = figuresFor(criteria);
  return Object.entries(figures).flatMap(([figure, claimed]) => {
    const of = known[figure];
    if (!of || typeof claimed === 'object') return [];
    const unit =
      'unit' in of && typeof of.unit === 'object'
        ? pick(of.unit, ctx.lang)
        : 'unit' in of && typeof of.unit === 'string'
          ? of.unit
          : null;
    return [{ figure, label: pick(of.label, ctx.lang), unit, claimed }];
  });
}
