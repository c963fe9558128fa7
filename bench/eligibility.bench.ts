// The self-check's pure function: whole classes judged a second of processor time. Wanted: at least 20,000.
import { join } from 'node:path';
import { PACKAGE_ROOT } from '../src/server/kernel/package-root.ts';
import { readRuleSets } from '../src/server/modules/policy/index.ts';
import { readExamples } from '../src/server/modules/policy/read-examples.ts';
import { figuresFor } from '../src/shared/policy/check-criteria.ts';
import { evaluateClass } from '../src/shared/policy/evaluate.ts';
import { readFigures } from '../src/shared/policy/figure-values.ts';
import { table } from './report.ts';

const WANTED = 20_000;
const MS = 2_000;

const sets = [...readRuleSets([])].map(([id, versions]) => ({ id, set: versions.at(-1)! }));
/** Classes with the figures of their richest example: nothing is left out early. */
const cases = sets.flatMap(({ id, set }) => {
  const { criteria, naming } = set;
  if (!criteria) return [];
  const examples = readExamples(join(PACKAGE_ROOT, 'policies', id));
  return criteria.classes.flatMap((of) => {
    const figures = examples
      .flatMap((example) => ('figures' in example && example.class === of.value.code ? [example.figures] : []))
      .toSorted((a, b) => Object.keys(b).length - Object.keys(a).length)[0];
    if (!figures) return [];
    const { values } = readFigures(figuresFor(criteria), figures);
    return [
      { name: `${id} ${of.value.code}`, run: () => evaluateClass({ id, criteria, naming }, of, values, '2026-11-21') },
    ];
  });
});

const rates = cases.map(({ name, run }) => {
  for (let n = 0; n < 2_000; n++) run();
  const start = process.cpuUsage();
  let done = 0;
  let used = 0;
  while (used < MS / cases.length) {
    for (let n = 0; n < 200; n++, done++) run();
    const { user, system } = process.cpuUsage(start);
    used = (user + system) / 1000;
  }
  return { name, rate: (done * 1000) / used, nodes: run().criteria.length };
});
const mean = rates.length / rates.reduce((sum, { rate }) => sum + 1 / rate, 0);
console.log(
  table(
    ['class', 'criteria', 'evaluations/s'],
    [
      ...rates.map(({ name, rate, nodes }) => [name, String(nodes), String(Math.round(rate))]),
      ['all classes in turn', '', `${Math.round(mean)} (wanted ${WANTED}: ${mean >= WANTED ? 'met' : 'missed'})`],
    ],
  ),
);
