import type { z } from 'zod';
import type { panelView } from '../../../shared/experts/schemas.ts';
import { citationOf } from '../../../shared/policy/ruled.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { type CaseRow, rulesOf } from '../procedures/index.ts';
import { panelCase } from './access.ts';
import { conflictViewOf } from './conflict-text.ts';
import { drawsOf } from './draw.ts';
import { partiesOf } from './parties.ts';
import { disciplineLabel } from './pool.ts';
import { seatViews } from './seats.ts';
import { conflictsOfAccounts } from './ties.ts';

const party = ({ id, name }: { id?: string | null | undefined; name: string }) => ({ id: id ?? null, name });

/** All that is needed to choose experts. @throws procedures.case_unknown | experts.panel_closed */
export async function readPanel(ctx: Ctx, id: Id): Promise<z.input<typeof panelView>> {
  const { row, rows } = await panelCase(ctx, id);
  const { ruleSet } = rulesOf(ctx, row);
  const { host, partners, supervising, people, avoided } = await partiesOf(ctx, row);
  const size = ruleSet.rounds?.panel;
  const open = row.closed_at === null;
  return {
    case: row.id,
    may: {
      draw: open,
      assign: open && rows.some(({ transition }) => [transition.from].flat().includes(row.state)),
    },
    size: size ? { ...size.value, cite: citationOf(ruleSet, size) } : null,
    most_running: ruleSet.reviews?.draw?.value.most_running ?? null,
    disciplines: disciplinesOf(ctx, row).map((code) => ({ code, label: disciplineLabel(ctx, code) })),
    parties: {
      host: host && party(host),
      partners: partners.map(party),
      supervising: supervising && party(supervising),
      people: [...people],
      avoided: [...avoided],
    },
    seats: await seatViews(ctx, row, rows),
    draws: await drawsOf(ctx, row),
  };
}

/** Disciplines of the class applied for, where the rule set gives them. */
export function disciplinesOf(ctx: Ctx, row: CaseRow): string[] {
  const byClass = rulesOf(ctx, row).ruleSet.reviews?.disciplines?.value ?? {};
  const of = row.data['class'];
  return typeof of === 'string' && Object.hasOwn(byClass, of) ? byClass[of]! : [];
}

/** Conflicts of experts somebody thinks of. @throws experts.panel_closed */
export async function checkExperts(ctx: Ctx, id: Id, accounts: readonly Id[]) {
  const { row } = await panelCase(ctx, id);
  const { ruleSet } = rulesOf(ctx, row);
  const checked = await conflictsOfAccounts(ctx, accounts, await partiesOf(ctx, row), ruleSet.reviews?.conflicts ?? []);
  return {
    items: checked.map(({ account, name, conflicts }) => ({
      account,
      name,
      conflicts: conflicts.map((one) => conflictViewOf(ruleSet, one, ctx.lang)),
    })),
  };
}
