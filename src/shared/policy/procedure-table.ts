import type { Procedure, Transition } from './procedures.ts';

/** The states a row of the table starts from. */
export function fromStates(procedure: Pick<Procedure, 'states'>, { from }: Pick<Transition, 'from'>): string[] {
  if (from === 'any') return Object.entries(procedure.states).flatMap(([id, state]) => (state.final ? [] : [id]));
  return typeof from === 'string' ? [from] : from;
}

/** States that can be reached from some, following the table. */
export function reachable(procedure: Procedure, start: readonly string[]): Set<string> {
  const seen = new Set(start);
  for (const state of seen)
    for (const transition of procedure.transitions)
      if (transition.to !== undefined && fromStates(procedure, transition).includes(state)) seen.add(transition.to);
  return seen;
}

/** Clocks that may be running or resting in each state. */
export function clocksInStates(procedure: Procedure): Map<string, Set<string>> {
  const found = new Map(Object.keys(procedure.states).map((state) => [state, new Set<string>()]));
  for (let grown = true; grown;) {
    grown = false;
    for (const transition of procedure.transitions) {
      for (const from of fromStates(procedure, transition)) {
        const to = transition.to ?? from;
        if (procedure.states[to]?.final !== false) continue;
        for (const clock of clocksAfter(found.get(from) ?? new Set(), transition, procedure)) {
          if (found.get(to)!.has(clock)) continue;
          found.get(to)!.add(clock);
          grown = true;
        }
      }
    }
  }
  return found;
}

function clocksAfter(before: ReadonlySet<string>, transition: Transition, procedure: Procedure): Set<string> {
  const after = new Set(before);
  // An action by `clock` comes from the end of its clock, which then runs no more.
  if (transition.by.includes('clock'))
    for (const [clock, end] of Object.entries(procedure.expires))
      if ('action' in end && end.action === transition.action && transition.by.length === 1) after.delete(clock);
  for (const change of transition.clocks) {
    if ('stop' in change) after.delete(change.stop);
    if ('start' in change) after.add(change.start);
  }
  return after;
}
