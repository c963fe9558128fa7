import type { CivilDate } from '../dates.ts';
import { fromStates } from '../policy/procedure-table.ts';
import type { Procedure, Transition } from '../policy/procedures.ts';
import type { FieldFault } from '../problems.ts';
import type { CaseActor, CaseFacts } from './case-facts.ts';
import { desksOf } from './desks.ts';
import { checkFields } from './fields.ts';
import { type Unmet, unmetNeeds } from './needs.ts';

/** A row of the table that an actor may take from a state, and what still stands in its way. */
export interface Offer {
  transition: Transition;
  /** Which of `by` the actor is. */
  party: string;
  held: boolean;
  unmet: Unmet[];
  /** The actor, or the party, has signed; others are still to. */
  signed: boolean;
}

export interface Asking {
  action: string;
  answers: Readonly<Record<string, unknown>>;
  /** Reasons for setting aside requirements in principle, by their kind. */
  overrides?: Readonly<Record<string, string>> | undefined;
}

export type Decision =
  | { kind: 'taken'; transition: Transition; party: string; overridden: Unmet[] }
  /** One signature of several: the state stays. */
  | { kind: 'signed'; transition: Transition; party: string; missing: string[]; overridden: Unmet[] }
  | { kind: 'not_in_this_state' }
  | { kind: 'not_for_you'; transition: Transition }
  | { kind: 'held'; transition: Transition }
  | { kind: 'signed_before'; transition: Transition }
  | { kind: 'answers_wrong'; transition: Transition; faults: FieldFault[] }
  | { kind: 'requirements_unmet'; transition: Transition; unmet: Unmet[] };

/** Rows of the table that start from a state. */
export const rowsOf = (procedure: Procedure, state: string): Transition[] =>
  procedure.transitions.filter((row) => fromStates(procedure, row).includes(state));

/** Which of `by` an actor is; undefined for none. */
export function partyOf(by: readonly string[], facts: Pick<CaseFacts, 'place'>, actor: CaseActor): string | undefined {
  if (actor.kind !== 'person') return by.find((who) => who === actor.kind);
  return by.find((who) => desksOf(who, facts.place).some((desk) => actor.desks.has(desk)));
}

const accountOf = (actor: CaseActor): string | null => (actor.kind === 'person' ? actor.account : null);

/** What an actor may do with a case now: the buttons of its page. */
export function offersOf(procedure: Procedure, facts: CaseFacts, actor: CaseActor, today: CivilDate): Offer[] {
  return rowsOf(procedure, facts.state).flatMap((transition): Offer[] => {
    const party = partyOf(transition.by, facts, actor);
    if (party === undefined) return [];
    return [
      {
        transition,
        party,
        held: facts.held && !transition.while_held,
        // What the action itself asks for is not missing yet.
        unmet: unmetNeeds(transition.requires, {
          facts,
          fields: procedure.fields,
          answers: {},
          account: accountOf(actor),
          today,
        }).filter((one) => !waitsForAnswer(one, transition)),
        signed: signedBy(transition, facts, party, accountOf(actor)),
      },
    ];
  });
}

/** A value, or all that a gate found, is what the action will ask for. */
const waitsForAnswer = ({ kind, fields, faults = [] }: Unmet, transition: Transition): boolean =>
  kind === 'value' || kind === 'days'
    ? fields.some((field) => asks(transition).includes(field))
    : faults.length > 0 && faults.every(({ path }) => asks(transition).some((field) => path === `data.${field}`));

/** Fields an action asks for, those that may be left out included. */
export const asks = (transition: Transition): string[] => transition.asks.map((ask) => ask.replace('?', ''));
const demanded = (transition: Transition): string[] => transition.asks.filter((ask) => !ask.endsWith('?'));

const signedBy = (
  { action, signatures }: Transition,
  facts: CaseFacts,
  party: string,
  account: string | null,
): boolean =>
  signatures &&
  facts.signatures.some((done) => done.action === action && (done.party === party || done.account === account));

/** Whether an actor may take an action now, and what comes of it. The one rule for the check, the buttons and the tests. */
export function decide(
  procedure: Procedure,
  facts: CaseFacts,
  actor: CaseActor,
  asking: Asking,
  today: CivilDate,
): Decision {
  const rows = rowsOf(procedure, facts.state).filter(({ action }) => action === asking.action);
  if (rows.length === 0) return { kind: 'not_in_this_state' };
  const transition = rows.find(({ by }) => partyOf(by, facts, actor) !== undefined);
  if (!transition) return { kind: 'not_for_you', transition: rows[0]! };
  const party = partyOf(transition.by, facts, actor)!;
  if (facts.held && !transition.while_held) return { kind: 'held', transition };
  if (signedBy(transition, facts, party, accountOf(actor))) return { kind: 'signed_before', transition };
  const faults = checkFields(
    {
      fields: procedure.fields,
      allowed: asks(transition),
      needed: actor.kind === 'person' || actor.kind === 'outside' ? demanded(transition) : [],
    },
    asking.answers,
    'data',
  );
  if (faults.length > 0) return { kind: 'answers_wrong', transition, faults };
  const given = { facts, fields: procedure.fields, answers: asking.answers, account: accountOf(actor), today };
  const unmet = unmetNeeds(transition.requires, given);
  const overridden = unmet.filter(
    ({ kind, need }) => need.in_principle && actor.kind === 'person' && (asking.overrides?.[kind] ?? '').trim() !== '',
  );
  if (overridden.length < unmet.length)
    return { kind: 'requirements_unmet', transition, unmet: unmet.filter((need) => !overridden.includes(need)) };
  const missing = transition.signatures
    ? transition.by.filter(
        (who) =>
          who !== party && !facts.signatures.some((done) => done.action === transition.action && done.party === who),
      )
    : [];
  if (missing.length > 0) return { kind: 'signed', transition, party, missing, overridden };
  return { kind: 'taken', transition, party, overridden };
}
