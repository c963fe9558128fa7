import type { CivilDate } from '../dates.ts';
import type { Requirement } from '../policy/procedure-requirements.ts';
import type { ProcedureField } from '../policy/procedures.ts';
import type { CaseFacts, GateFault } from './case-facts.ts';
import { checkFields } from './fields.ts';

export const NEED_KINDS = [
  'fields',
  'value',
  'sub_cases',
  'none_open',
  'clock',
  'other_person_than',
  'opened_as',
  'criteria',
  'gate',
] as const;
export type NeedKind = (typeof NEED_KINDS)[number];

/** A requirement that is not met. */
export interface Unmet {
  kind: NeedKind;
  need: Requirement;
  /** Fields at fault. */
  fields: string[];
  /** Of a gate: what it found; empty when it could not be asked. */
  faults?: readonly GateFault[];
}

interface Given {
  facts: CaseFacts;
  fields: Readonly<Record<string, ProcedureField>>;
  /** Fields entered with the action. */
  answers: Readonly<Record<string, unknown>>;
  /** Who asks; null for the program. */
  account: string | null;
  today: CivilDate;
}

/** The requirements that do not hold, in the order of the table. */
export const unmetNeeds = (needs: readonly Requirement[], given: Given): Unmet[] =>
  needs.flatMap((need) => {
    const kind = NEED_KINDS.find((name) => name in need)!;
    if ('gate' in need) return gateUnmet(need, given.facts);
    const fields = faultOf(need, given);
    return fields === undefined ? [] : [{ kind, need, fields }];
  });

type GateNeed = Extract<Requirement, { gate: unknown }>;

/** What a gate says was found beforehand: rules here stay pure. */
function gateUnmet(need: GateNeed, { gates }: CaseFacts): Unmet[] {
  const faults = gates?.[need.gate];
  if (faults?.length === 0) return [];
  const fields = (faults ?? []).flatMap(({ path }) => /^(?:fields|data)\.(\w+)/.exec(path)?.[1] ?? []);
  return [{ kind: 'gate', need, fields: [...new Set(fields)], faults: faults ?? [] }];
}

/** @returns undefined when it holds, else the fields at fault */
function faultOf(need: Exclude<Requirement, GateNeed>, given: Given): string[] | undefined {
  const { facts, today } = given;
  const unless = (holds: boolean, fields: string[] = []): string[] | undefined => (holds ? undefined : fields);
  if ('fields' in need) return unfilled(need.fields, given);
  if ('value' in need) {
    const { field } = need.value;
    const value = given.answers[field] ?? facts.data[field];
    return unless(valueHolds(need.value, value), [field]);
  }
  if ('sub_cases' in need) return unless(subCasesEnded(need.sub_cases, facts));
  if ('none_open' in need)
    return unless(!facts.subCases.some(({ procedure, open }) => open && need.none_open.includes(procedure)));
  if ('clock' in need) return unless(clockIs(need.clock, facts, today));
  if ('other_person_than' in need)
    return unless(
      given.account === null ||
        !facts.taken.some(
          ({ action, account }) => need.other_person_than.includes(action) && account === given.account,
        ),
    );
  if ('opened_as' in need) return unless(facts.openedAs !== null && need.opened_as.includes(facts.openedAs));
  const { class: classField, figures } = need.criteria;
  const met = facts.criteriaMet?.(String(facts.data[classField]), facts.data[figures]);
  return unless(met === true, [figures]);
}

function unfilled(ids: readonly string[], { facts, fields }: Given): string[] | undefined {
  const values = Object.fromEntries(ids.map((id) => [id, facts.data[id]]));
  const faults = checkFields({ fields, allowed: ids, needed: ids }, values, 'data');
  return faults.length === 0 ? undefined : [...new Set(faults.map(({ path }) => path.slice('data.'.length)))];
}

type ValueNeed = Extract<Requirement, { value: unknown }>['value'];

function valueHolds({ at_least, at_most, one_of }: ValueNeed, value: unknown): boolean {
  if (one_of && !one_of.some((wanted) => wanted === value)) return false;
  if (at_least === undefined && at_most === undefined) return true;
  return typeof value === 'number' && value >= (at_least ?? -Infinity) && value <= (at_most ?? Infinity);
}

type SubCaseNeed = Extract<Requirement, { sub_cases: unknown }>['sub_cases'];

function subCasesEnded({ procedure, at_least, outcome }: SubCaseNeed, { subCases }: CaseFacts): boolean {
  const opened = subCases.filter((sub) => sub.procedure === procedure);
  const ended = opened.filter(
    (sub) => !sub.open && (!outcome || (sub.outcome !== null && outcome.includes(sub.outcome))),
  );
  return at_least === 'all' ? opened.length > 0 && ended.length === opened.length : ended.length >= at_least;
}

type ClockNeed = Extract<Requirement, { clock: unknown }>['clock'];

function clockIs({ id, or = [], of, is }: ClockNeed, { clocks, clocksAbove }: CaseFacts, today: CivilDate): boolean {
  const clock = (of === 'parent' ? clocksAbove : clocks).find(
    (found) => found.clock === id || or.includes(found.clock),
  );
  if (!clock) return false;
  // A clock runs until 24:00 of its last day, whether or not its end was worked yet.
  const over = clock.state === 'over' || clock.last < today;
  return is === 'over' ? over : clock.state === 'running' && !over && clock.first <= today;
}
