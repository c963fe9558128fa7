import type { InputOf } from '../../../shared/contract.ts';
import { pick } from '../../../shared/i18n.ts';
import { Problem } from '../../../shared/problems.ts';
import type { proceduresRoutes } from '../../../shared/procedures/routes.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { visibleCase } from './access.ts';
import { claimCase, handOverCase, releaseCase } from './claim.ts';
import { rulesOf } from './rules.ts';
import type { CaseRow } from './store.ts';
import { takeAction } from './take-action.ts';

type Body = InputOf<typeof proceduresRoutes.actOnCases>['body'];

export interface Outcome {
  id: Id;
  title: string | null;
  done: boolean;
  state_label: string | null;
  refusal: { code: string; title: string; errors: string[] } | null;
}

/** Does the same to several cases, one after another: each is decided by itself, and a refusal of one leaves the others alone. */
export async function actOnCases(ctx: Ctx, { cases, do: what }: Body): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const { id, version } of cases) outcomes.push(await outcomeOf(ctx, id, () => once(ctx, id, version, what)));
  return outcomes;
}

function once(ctx: Ctx, id: Id, version: number, what: Body['do']): Promise<void> {
  switch (what.kind) {
    case 'claim':
      return claimCase(ctx, id, version);
    case 'release':
      return releaseCase(ctx, id, version);
    case 'hand_over':
      return handOverCase(ctx, id, { version, account: what.account, reason: what.reason });
    case 'act':
      // What is set aside needs a reason of its own, case by case: not here.
      return takeAction(ctx, id, what.action, { version, data: what.data, overrides: {} });
  }
}

async function outcomeOf(ctx: Ctx, id: Id, work: () => Promise<void>): Promise<Outcome> {
  const refusal = await work().then(
    () => undefined,
    (cause: unknown) => {
      if (cause instanceof Problem) return cause;
      throw cause;
    },
  );
  return outcomeFor(ctx, id, refusal);
}

/** What became of a case, or would become of it, and how it stands. */
export async function outcomeFor(ctx: Ctx, id: Id, refused: Problem | undefined): Promise<Outcome> {
  const row = await visibleCase(ctx, id).catch(() => undefined);
  const refusal = refused?.body(ctx.lang);
  return {
    id,
    title: row?.title ?? null,
    done: refusal === undefined,
    state_label: row ? stateLabel(ctx, row) : null,
    refusal: refusal
      ? { code: refusal.code, title: refusal.title, errors: (refusal.errors ?? []).map(({ message }) => message) }
      : null,
  };
}

const stateLabel = (ctx: Ctx, row: CaseRow): string =>
  pick(rulesOf(ctx, row).procedure.states[row.state]!.label, ctx.lang);
