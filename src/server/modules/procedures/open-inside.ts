import type { Tx } from '../../kernel/act.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { calendarOf } from '../calendar/index.ts';
import { assertMayOpenRound } from '../identity/index.ts';
import type { Moment } from './clocks.ts';
import { type CaseSubject, insertCase } from './insert-case.ts';
import { type CaseRules, procedureIn } from './rules.ts';
import { officeOf } from './take-action.ts';

export interface OpeningDesk {
  rules: CaseRules;
  trial: boolean;
  moment: Moment;
}

export interface OpeningInput {
  programme: string;
  procedure: string;
  /** What it is about, and on whose desks it lies: a module may place it elsewhere than at the platform's own host. */
  subject: CaseSubject;
  data: Readonly<Record<string, unknown>>;
  /** As which of `open.by`. */
  party: string;
}

/** What opening needs, read before the transaction. @throws procedures.procedure_unknown | identity.* where no rule set is in force */
export async function openingDesk(ctx: Ctx, programme: string, procedure: string): Promise<OpeningDesk> {
  const { ruleSet, trial } = await assertMayOpenRound(ctx, programme, ctx.today);
  return { rules: procedureIn(ruleSet, procedure, programme), trial, moment: await momentAt(ctx, programme) };
}

export const momentAt = async (ctx: Ctx, programme: string): Promise<Moment> => ({
  on: ctx.today,
  calendar: await calendarOf(ctx),
  office: await officeOf(ctx, programme),
});

/** Opens a case inside the `act` of a module that has made sure that the caller may. */
export const openInside = (
  ctx: Ctx,
  tx: Tx,
  { rules, trial }: Pick<OpeningDesk, 'rules' | 'trial'>,
  { programme, procedure, subject, data, party }: OpeningInput,
): Promise<Id> =>
  insertCase(ctx, tx, rules, {
    programme,
    procedure,
    trial,
    subject,
    parent: undefined,
    holds: false,
    pauses: [],
    data,
    openedBy: accountOf(ctx.actor),
    party,
  });
