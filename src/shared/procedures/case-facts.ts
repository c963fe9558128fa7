import type { CivilDate } from '../dates.ts';
import type { Requirement } from '../policy/procedure-requirements.ts';
import type { CasePlace, Desk } from './desks.ts';

export const CLOCK_STATES = ['running', 'paused', 'stopped', 'over'] as const;
export type ClockState = (typeof CLOCK_STATES)[number];

/** What a gate finds in a case's way; none: it holds. */
export interface GateFault {
  /** Where: a field of the case (`fields.plan`), of the action (`data.experts`), or a place of the gate's own. */
  path: string;
  zh: string;
  en: string;
  cite?: { article: string; clause: string; basis?: 'law' | 'house' } | undefined;
}

export interface ClockFacts {
  clock: string;
  first: CivilDate;
  last: CivilDate;
  state: ClockState;
  /** It touches a year whose working days are not entered yet. */
  provisional?: boolean | undefined;
}

/** All that a decision about a case rests on. */
export interface CaseFacts {
  state: string;
  place: CasePlace;
  /** Fields of the case. */
  data: Readonly<Record<string, unknown>>;
  /** Open sub-cases that hold it. */
  held: boolean;
  subCases: readonly { procedure: string; open: boolean; outcome: string | null }[];
  clocks: readonly ClockFacts[];
  /** Fields of the case right above it. */
  dataAbove?: Readonly<Record<string, unknown>> | undefined;
  /** Time of the day in Beijing, HH:MM:SS. */
  time?: string | undefined;
  /** Clocks of its sub-cases, the newest of each. */
  clocksBelow?: readonly ClockFacts[] | undefined;
  /** Clocks of the cases above it, the nearest first. */
  clocksAbove: readonly ClockFacts[];
  signatures: readonly { action: string; party: string; account: string }[];
  /** As which of the table's `open.by` it was opened; null: by another case. */
  openedAs: string | null;
  /** Who took which action before. */
  taken: readonly { action: string; account: string | null }[];
  /** Whether criteria of a class are met; undefined where the rule set has none of that class. */
  criteriaMet?: ((classId: string, figures: unknown) => boolean | undefined) | undefined;
  /** A day that another theme of the rule set names: `direct-path.recognised_from`. */
  ruledDay?: ((path: string) => CivilDate | undefined) | undefined;
  /** Names of what stands in the way of requirements that look further; one that was not looked up holds nobody through. */
  found?: ReadonlyMap<Requirement, readonly string[]> | undefined;
  /** What the gates said that rows of the table ask; a gate that was not asked holds nobody through. */
  gates?: Readonly<Record<string, readonly GateFault[]>> | undefined;
}

/** Somebody at the counter, or who writes in from outside; the program itself acts as `clock` or `sub_cases`. */
export type CaseActor =
  | { kind: 'person'; account: string; desks: ReadonlySet<Desk> }
  | { kind: 'outside' | 'clock' | 'sub_cases' };
