/** The way of a case through the states of its procedure, as a line: what is over, where it is, what would come. */
export interface ProgressStep {
  state: string;
  label: string;
  /** `ending`: an end that is to come; which one it will be is not for this line to say. */
  kind: 'passed' | 'present' | 'to_come' | 'ending';
}

interface Table {
  states: readonly { id: string; label: string; final: boolean }[];
  steps: readonly { from: readonly string[]; to: string | null }[];
}

/**
 * @param visited states in the order in which the case came to them; one that it came back to takes the line back to there
 * @param initial where every case of the procedure begins
 */
export function progressOf(
  { states, steps }: Table,
  { initial, visited, present }: { initial: string; visited: readonly string[]; present: string },
): ProgressStep[] {
  const passed: string[] = [initial];
  for (const state of [...visited, present]) {
    const before = passed.indexOf(state);
    if (before < 0) passed.push(state);
    else passed.length = before + 1;
  }
  passed.pop();
  const labels = new Map(states.map(({ id, label }) => [id, label]));
  const finals = new Set(states.filter(({ final }) => final).map(({ id }) => id));
  const step = (kind: ProgressStep['kind']) => (state: string) => ({ state, label: labels.get(state) ?? state, kind });
  return [
    ...passed.map(step('passed')),
    step('present')(present),
    ...wayOn({ states, steps }, initial, present).map((state) => step(finals.has(state) ? 'ending' : 'to_come')(state)),
  ];
}

/**
 * What would come: the longest way forward, as the table lists its states, to the end that lies farthest from the beginning.
 * Endings before their time (refusals, withdrawals) lie near; the one a procedure is for lies behind all its steps, and short
 * cuts (direct admission) are not what is to be expected.
 */
function wayOn(table: Table, initial: string, present: string): string[] {
  const far = shortest(table, initial);
  const near = shortest(table, present);
  const ends = table.states
    .filter(({ id, final }) => final && near.has(id))
    .toSorted((a, b) => far.get(b.id)!.length - far.get(a.id)!.length);
  if (!ends[0]) return [];
  return longestForward(table, present, ends[0].id) ?? near.get(ends[0].id)!;
}

/** The shortest way to every state that can be reached, without the first. */
function shortest({ steps }: Table, start: string): Map<string, string[]> {
  const ways = new Map<string, string[]>([[start, []]]);
  for (const [state, way] of ways)
    for (const { from, to } of steps)
      if (to !== null && from.includes(state) && !ways.has(to)) ways.set(to, [...way, to]);
  return ways;
}

/** The longest way by steps to states that are listed later; undefined where there is none. */
function longestForward({ states, steps }: Table, start: string, end: string): string[] | undefined {
  const ways = new Map<string, string[]>([[start, []]]);
  const order = states.map(({ id }) => id);
  for (const state of order.slice(order.indexOf(start))) {
    const way = ways.get(state);
    if (!way) continue;
    for (const { from, to } of steps) {
      if (to === null || !from.includes(state) || order.indexOf(to) <= order.indexOf(state)) continue;
      if ((ways.get(to)?.length ?? 0) < way.length + 1) ways.set(to, [...way, to]);
    }
  }
  return ways.get(end);
}
