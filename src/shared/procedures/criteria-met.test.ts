import { expect, test } from 'vitest';
import { readRuleSet } from '../../server/modules/policy/index.ts';
import { criteriaMet } from './criteria-met.ts';

const met = criteriaMet(readRuleSet('policies/guangzhou'), '2026-11-27');

test('an unknown class, figures that are none, and no figures do not meet criteria', () => {
  expect(met('no_such_class', {})).toBeUndefined();
  const code = readRuleSet('policies/guangzhou').criteria!.classes[0]!.value.code;
  expect(met(code, undefined)).toBeUndefined();
  expect(met(code, {})).toBe(false);
  expect(met(code, { no_such_figure: 1 })).toBe(false);
});
