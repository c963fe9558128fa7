import { addDays, type CivilDate, isCivilDate } from '../dates.ts';
import type { Requirement } from '../policy/procedure-requirements.ts';
import type { ProcedureField } from '../policy/procedures.ts';
import type { CaseFacts, ClockFacts, GateFault } from './case-facts.ts';
import { dayAgainst, type DayBound, type DaysNeed } from './days.ts';
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
  'days',
  'span',
  'among',
  'same',
  'no_other',
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
  /** Of what was looked up: names of what stands in the way. */
  found?: readonly string[];
  /** Of days: the one it goes against, and whether that is not settled yet. */
  against?: { bound: DayBound; day: CivilDate; provisional: boolean };
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
    if (need.when && !concerns(need.when, given)) return [];
    if ('gate' in need) return gateUnmet(need, given.facts);
    if ('no_other' in need) return foundUnmet(need, given.facts);
    if ('days' in need) return daysUnmet(need, given);
    const fields = faultOf(need, given);
    return fields === undefined ? [] : [{ kind, need, fields }];
  });

/** A value of the action, else of the case. */
const valueOf = (field: string, { answers, facts }: Given): unknown => answers[field] ?? facts.data[field];

function concerns({ field, figure, one_of }: NonNullable<Requirement['when']>, given: Given): boolean {
  const whole = valueOf(field, given);
  const value = figure === undefined ? whole : (whole as Record<string, unknown> | null | undefined)?.[figure];
  return one_of.some((wanted) => wanted === value);
}

type GateNeed = Extract<Requirement, { gate: unknown }>;

/** What a gate says was found beforehand: rules here stay pure. */
function gateUnmet(need: GateNeed, { gates }: CaseFacts): Unmet[] {
  const faults = gates?.[need.gate];
  if (faults?.length === 0) return [];
  const fields = (faults ?? []).flatMap(({ path }) => /^(?:fields|data)\.(\w+)/.exec(path)?.[1] ?? []);
  return [{ kind: 'gate', need, fields: [...new Set(fields)], faults: faults ?? [] }];
}

type LookedUp = Extract<Requirement, { no_other: unknown }>;

function foundUnmet(need: LookedUp, { found }: CaseFacts): Unmet[] {
  const names = found?.get(need);
  if (names?.length === 0) return [];
  return [{ kind: 'no_other', need, fields: need.no_other.same, found: names ?? [] }];
}

function daysUnmet(need: DaysNeed, given: Given): Unmet[] {
  const against = dayAgainst(need.days, valueOf(need.days.field, given), given);
  return against ? [{ kind: 'days', need, fields: [need.days.field], against }] : [];
}

/** @returns undefined when it holds, else the fields at fault */
function faultOf(need: Exclude<Requirement, GateNeed | DaysNeed | LookedUp>, given: Given): string[] | undefined {
  const { facts, today } = given;
  const unless = (holds: boolean, fields: string[] = []): string[] | undefined => (holds ? undefined : fields);
  if ('fields' in need) return unfilled(need.fields, given);
  if ('value' in need) {
    const { field } = need.value;
    return unless(valueHolds(need.value, valueOf(field, given)), [field]);
  }
  if ('sub_cases' in need) return unless(subCasesEnded(need.sub_cases, facts));
  if ('none_open' in need)
    return unless(!facts.subCases.some(({ procedure, open }) => open && need.none_open.includes(procedure)));
  if ('clock' in need) return unless(clockIs(need.clock, facts, today));
  if ('span' in need) return unless(spanHolds(need.span, given), [need.span.from, need.span.to]);
  if ('same' in need) {
    const { field, as } = need.same;
    return unless(valueOf(field, given) === valueOf(as, given), [field, as]);
  }
  if ('among' in need) return unless(isListed(need.among, given), [need.among.field]);
  if ('other_person_than' in need)
    return unless(
      given.account === null ||
        !facts.taken.some(
          ({ action, account }) => need.other_person_than.includes(action) && account === given.account,
        ),
    );
  if ('opened_as' in need) return unless(facts.openedAs !== null && need.opened_as.includes(facts.openedAs));
  const { class: classField, figures } = need.criteria;
  const met = facts.criteriaMet?.(String(valueOf(classField, given)), valueOf(figures, given));
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

function clockIs(need: ClockNeed, facts: CaseFacts, today: CivilDate): boolean {
  const { id, or = [], of, is, from_start: early = false } = need;
  const { clocks, clocksAbove } = facts;
  const clock = (of === 'parent' ? clocksAbove : clocks).find(
    (found) => found.clock === id || or.includes(found.clock),
  );
  if (!clock) return false;
  // A clock runs until 24:00 of its last day, whether or not its end was worked yet.
  const over = clock.state === 'over' || clock.last < today;
  return is === 'over'
    ? over
    : clock.state === 'running' && !over && (early || clock.first <= today) && withinHours(need, clock, facts, today);
}

/** On its first and last day a clock may open and close at a time of the day; the minute of closing counts to its full stroke. */
function withinHours(
  { of, opens_at, closes_at }: ClockNeed,
  { first, last }: ClockFacts,
  { data, dataAbove = {}, time }: CaseFacts,
  today: CivilDate,
): boolean {
  const hour = (field: string | undefined): string | undefined => {
    const value = field === undefined ? undefined : (of === 'parent' ? dataAbove : data)[field];
    return typeof value === 'string' && value !== '' ? `${value}:00` : undefined;
  };
  const [opens, closes] = [hour(opens_at), hour(closes_at)];
  if (time === undefined) return opens === undefined && closes === undefined;
  return (
    !(today === first && opens !== undefined && time < opens) &&
    !(today === last && closes !== undefined && time > closes)
  );
}

type SpanNeed = Extract<Requirement, { span: unknown }>['span'];

function spanHolds({ from, to, years }: SpanNeed, given: Given): boolean {
  const [first, last] = [valueOf(from, given), valueOf(to, given)];
  if (typeof first !== 'string' || typeof last !== 'string' || !isCivilDate(first) || !isCivilDate(last)) return true;
  return addDays(last, 1) === `${Number(first.slice(0, 4)) + years}${first.slice(4)}`;
}

type AmongNeed = Extract<Requirement, { among: unknown }>['among'];

/** Lists of a parent are typed, one entry to a line. */
function isListed({ field, parent }: AmongNeed, given: Given): boolean {
  const value = valueOf(field, given);
  const listed = given.facts.dataAbove?.[parent];
  if (typeof value !== 'string' || typeof listed !== 'string' || listed.trim() === '') return true;
  const choice = given.fields[field]?.choices?.[value];
  const names = choice ? [choice.zh, choice.en, value] : [value];
  return listed.split('\n').some((line) => names.includes(line.trim()));
}
