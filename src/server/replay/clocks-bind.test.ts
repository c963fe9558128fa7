import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { periodOf } from '../../shared/calendar/period.ts';
import { sampleCalendar } from '../../shared/calendar/testing/arrangements.ts';
import { type ClockRule, type ClocksTheme, periodRuleOf } from '../../shared/policy/clocks.ts';
import { BUILT_IN, readRuleSet } from '../modules/policy/index.ts';
import { readRecorded } from './read-recorded.ts';

interface Span {
  clock: string;
  /** Day of the step that starts it. */
  on: string;
  first: string;
  last: string;
}

/** Clocks that begin to run in the recorded cases of a rule set, as they were written by hand. */
const spansOf = (folder: string): Span[] =>
  readRecorded(folder).flatMap(({ recorded }) =>
    recorded.steps.flatMap(({ on, expect: own, also }) =>
      [own, ...Object.values(also ?? {})].flatMap((expected) =>
        Object.entries(expected?.clocks ?? {})
          .filter(([, { state = 'running' }]) => state === 'running')
          .map(([clock, { first, last }]) => ({ clock, on, first, last })),
      ),
    ),
  );

/** Whether a clock of so many units runs as recorded. */
function runs(theme: ClocksTheme, rule: ClockRule, count: number, span: Span): boolean {
  const { first, last } = periodOf(sampleCalendar, { ...periodRuleOf(theme, rule)!, count }, span.on);
  return first === span.first && last === span.last;
}

test('every count of a clock that procedures start binds: changed by one either way, a recorded case comes out otherwise', () => {
  const unbound: string[] = [];
  let tried = 0;
  for (const id of readdirSync(BUILT_IN)) {
    const folder = join(BUILT_IN, id);
    const { clocks: theme, procedures } = readRuleSet(folder);
    if (!theme || !procedures) continue;
    const spans = spansOf(folder);
    const started = new Set(
      Object.values(procedures.procedures)
        .flatMap(({ transitions }) => transitions)
        .flatMap(({ clocks }) => clocks)
        .flatMap((change) => ('start' in change ? [change.start] : [])),
    );
    for (const clock of started) {
      const rule = theme.clocks[clock]!;
      if ('dated' in rule.value) continue;
      const { count } = rule.value;
      const recorded = spans.filter((span) => span.clock === clock && runs(theme, rule, count, span));
      for (const changed of [count + 1, count - 1]) {
        tried++;
        if (recorded.every((span) => runs(theme, rule, changed, span)))
          unbound.push(`${id} ${clock} ${count} -> ${changed} (${rule.cite.clause})`);
      }
    }
  }
  expect(unbound).toEqual([]);
  expect(tried).toBeGreaterThanOrEqual(32);
});
