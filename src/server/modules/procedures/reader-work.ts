import type { Bilingual } from '../../../shared/i18n.ts';
import { type Offer, offersOf, partyOf, rowsOf } from '../../../shared/procedures/decide.ts';
import type { Desk } from '../../../shared/procedures/desks.ts';
import { ruledFacts } from '../../../shared/procedures/ruled-facts.ts';
import type { Actor, Ctx } from '../../kernel/context.ts';
import type { Reached } from '../identity/index.ts';
import { factsOf } from './facts.ts';
import { lookFurther } from './look-further.ts';
import type { CaseRules } from './rules.ts';
import type { CaseRow } from './store.ts';

/** Steps of a case that are somebody's: those they can take now, and those that still lack something. */
export interface ReaderWork {
  ready: Bilingual[];
  lacking: Bilingual[];
}

/** What lies on a case for whoever is told of it, judged as the case's page judges it; nothing on a closed one. */
export async function readerWork(
  ctx: Ctx,
  row: CaseRow,
  rules: CaseRules,
  { account, desks }: { account: Reached; desks: ReadonlySet<Desk> },
): Promise<ReaderWork> {
  if (row.closed_at !== null) return { ready: [], lacking: [] };
  const { procedure, procedures, ruleSet } = rules;
  const person = { kind: 'person', account: account.id, desks } as const;
  const facts = await factsOf(ctx.db, row, procedures);
  const own = rowsOf(procedure, row.state).filter(({ by }) => partyOf(by, facts, person) !== undefined);
  // A gate may ask who takes the step: the reader, not the program that writes to them.
  const actor: Actor = { kind: 'account', id: account.id, name: account.name, account: '', roles: [], sessionId: '' };
  const looked = await lookFurther({ ...ctx, actor }, row, own);
  const offers = offersOf(procedure, { ...facts, ...ruledFacts(ruleSet, ctx), ...looked }, person, ctx.today);
  const labels = (of: (offer: Offer) => boolean): Bilingual[] =>
    offers.filter(of).map(({ transition }) => transition.label);
  return { ready: labels(isReady), lacking: labels((offer) => !offer.signed && !isReady(offer)) };
}

const isReady = ({ held, signed, unmet }: Offer): boolean =>
  !held && !signed && unmet.every(({ need }) => need.in_principle);
