import { namesIn } from './procedure-names.ts';
import { isProgram, readWho } from './procedure-who.ts';
import { clocksInStates, fromStates, reachable } from './procedure-table.ts';
import type { Procedure, Procedures } from './procedures.ts';

export interface ProcedureFault {
  /** Below `procedures`. */
  path: (string | number)[];
  message: string;
}

/** What a table of procedures says that cannot be run. */
export function procedureFaults(procedures: Procedures): ProcedureFault[] {
  return Object.entries(procedures).flatMap(([id, procedure]) => {
    const names = namesIn(procedures, procedure);
    const faults = [
      ...names,
      ...(names.length > 0 ? [] : [...states(procedure), ...actions(procedure), ...clocks(procedure)]),
    ];
    return [...faults, ...openers(procedures, id)].map(({ path, message }) => ({ path: [id, ...path], message }));
  });
}

function* states(procedure: Procedure): Generator<ProcedureFault> {
  const reached = reachable(procedure, [procedure.initial]);
  for (const [id, state] of Object.entries(procedure.states)) {
    const path = ['states', id];
    if (!reached.has(id)) yield { path, message: `state ${id} is never reached` };
    const leaves = [...reachable(procedure, [id])].some((end) => procedure.states[end]?.final);
    if (!leaves) yield { path, message: `no way leads from state ${id} to an end` };
    if (state.outcome !== undefined && !state.final)
      yield { path: [...path, 'outcome'], message: 'only an end has an outcome' };
  }
}

function* actions(procedure: Procedure): Generator<ProcedureFault> {
  for (const [i, transition] of procedure.transitions.entries()) {
    const path = ['transitions', i];
    const { action, by } = transition;
    for (const state of fromStates(procedure, transition)) {
      if (procedure.states[state]?.final)
        yield { path: [...path, 'from'], message: `state ${state} is an end, nothing follows it` };
      const twin = procedure.transitions
        .slice(0, i)
        .find(
          (other) => other.action === action && fromStates(procedure, other).includes(state) && overlap(other.by, by),
        );
      if (twin)
        yield {
          path: [...path, 'by'],
          message: `${action} in state ${state} means two things for ${overlap(twin.by, by)}`,
        };
    }
    if (transition.signatures && (by.length < 2 || by.some(isProgram)))
      yield { path: [...path, 'signatures'], message: 'signatures need two or more who sign, all of them people' };
    if (by.some(isProgram) && transition.asks.some((ask) => !ask.endsWith('?')))
      yield { path: [...path, 'asks'], message: 'the program cannot be asked' };
    if (by.includes('sub_cases') && !transition.requires.some((need) => 'sub_cases' in need || 'none_open' in need))
      yield { path: [...path, 'requires'], message: 'what follows from sub-cases requires something of them' };
    if (
      by.includes('clock') &&
      !Object.values(procedure.expires).some((end) => 'action' in end && end.action === action)
    )
      yield { path: [...path, 'by'], message: `no clock ends in ${action}` };
  }
}

/** The first who that two lists share; a role includes those assigned in it. */
function overlap(one: readonly string[], other: readonly string[]): string | undefined {
  const roleOf = (text: string): string => {
    const who = readWho(text);
    return who && 'role' in who ? who.role : text;
  };
  return one.find((a) => other.some((b) => roleOf(a) === roleOf(b)));
}

function* clocks(procedure: Procedure): Generator<ProcedureFault> {
  for (const [state, running] of clocksInStates(procedure)) {
    for (const clock of running) {
      const end = procedure.expires[clock];
      // Named once, at the clock itself.
      if (!end || !('action' in end)) continue;
      const handled = procedure.transitions.some(
        (row) => row.action === end.action && row.by.includes('clock') && fromStates(procedure, row).includes(state),
      );
      if (!handled)
        yield {
          path: ['expires', clock],
          message: `${clock} may end in state ${state}, where ${end.action} by clock is not in the table`,
        };
    }
  }
}

function* openers(procedures: Procedures, id: string): Generator<ProcedureFault> {
  const { open, subject, parent_fields } = procedures[id]!;
  const byCases = Object.values(procedures).some(({ transitions }) =>
    transitions.some(({ opens }) => opens.some(({ procedure }) => procedure === id)),
  );
  if (!open && !byCases) yield { path: ['open'], message: 'nobody opens it' };
  if (byCases && subject !== 'case') yield { path: ['subject'], message: 'what other cases open has the subject case' };
  if (open && subject === 'case' && open.under.length === 0)
    yield { path: ['open', 'under'], message: 'a sub-case is opened under something' };
  const parents = Object.entries(procedures).filter(
    ([name, { transitions }]) =>
      transitions.some(({ opens }) => opens.some(({ procedure }) => procedure === id)) ||
      open?.under.some(({ procedure }) => procedure === name),
  );
  const copied = parents.flatMap(([, { transitions }]) =>
    transitions.flatMap(({ opens }) => opens.flatMap(({ procedure, copies }) => (procedure === id ? copies : []))),
  );
  for (const field of new Set(copied))
    if (!Object.hasOwn(procedures[id]!.fields, field))
      yield { path: ['fields'], message: `${field} is copied from its parent and is no field of it` };
  for (const [i, field] of parent_fields.entries())
    if (!parents.some(([, { fields }]) => Object.hasOwn(fields, field)))
      yield { path: ['parent_fields', i], message: `no parent of it has a field ${field}` };
}
