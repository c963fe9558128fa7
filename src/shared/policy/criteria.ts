import { z } from 'zod';
import { UNIT_IDS } from './amounts.ts';
import { figureSchema } from './figures.ts';
import { bilingual } from './instrument.ts';
import { ruled } from './ruled.ts';

const name = z.string().regex(/^[a-z][a-z0-9_]*$/);
/** A column's value as written: an option's id, or whether it is so. */
const where = z.record(name, z.array(z.union([z.string(), z.boolean()])).min(1));

/** What is compared: a figure, or what a list of figures comes to. */
const quantity = z.union([
  name,
  z.strictObject({ sum: z.array(name).min(1), less: z.array(name).default([]) }),
  z.strictObject({ sum_of: name, in: name, where: where.optional() }),
  z.strictObject({ count_of: name, where: where.optional() }),
  z.strictObject({ max_of: name, in: name }),
]);

/** What follows when a test fails: it is refused, it is held for the experts, or it counts as not shown yet. */
const otherwise = z.enum(['not_met', 'judgement', 'evidence_missing']).default('not_met');
const unit = z.enum(UNIT_IDS).optional();
/** `label` names a part of a criterion; `basis: house` marks a part that the text does not set. */
const common = { label: bilingual.optional(), basis: z.literal('house').optional(), otherwise };

const leaves = [
  /**
   * Boundaries are inclusive (AMB-X-10). `max` is advisory (AMB-GZ-39). `all_of_total`: where less than `min` exists at
   * all, everything must be held (不足的全部保存). `judged_with`: enough only together with these is for the experts.
   */
  z.strictObject({
    is: z.literal('at_least'),
    of: quantity,
    min: z.number(),
    max: z.number().optional(),
    unit,
    all_of_total: name.optional(),
    judged_with: z.array(name).optional(),
    ...common,
  }),
  z.strictObject({ is: z.literal('at_most'), of: quantity, max: z.number(), unit, ...common }),
  /** 100 x part >= percent x whole, in whole numbers. */
  z.strictObject({ is: z.literal('share'), part: quantity, whole: quantity, percent: z.number().int(), ...common }),
  /** What is claimed is no more than what records show. */
  z.strictObject({ is: z.literal('recorded'), claimed: quantity, recorded: quantity, ...common }),
  z.strictObject({
    is: z.literal('near'),
    of: name,
    target: z.number(),
    tolerance: z.number(),
    unit,
    /** Any colder value does as well. */
    or_less: z.boolean().default(false),
    ...common,
  }),
  /** Full years from a date to the day of the check. */
  z.strictObject({ is: z.literal('years'), since: name, min: z.number().int(), ...common }),
  z.strictObject({ is: z.literal('past'), date: name, ...common }),
  /** A date not longer ago than this. */
  z.strictObject({
    is: z.literal('recent'),
    date: name,
    within: z.number().int(),
    unit: z.enum(['day', 'month']),
    ...common,
  }),
  /** A date at least so many years after the day of the check. */
  z.strictObject({ is: z.literal('lasts'), until: name, years: z.number().int(), ...common }),
  z.strictObject({ is: z.literal('yes'), figure: name, ...common }),
  z.strictObject({
    is: z.literal('one_of'),
    figure: name,
    met: z.array(z.string()).min(1),
    judged: z.array(z.string()).default([]),
    ...common,
  }),
  z.strictObject({ is: z.literal('has'), figure: name, all: z.array(z.string()).min(1), ...common }),
  /** At least one of these; others beside it do no harm. */
  z.strictObject({ is: z.literal('includes'), figure: name, any: z.array(z.string()).min(1), ...common }),
  /** Number of kinds, listed or others; a listed one that is missing is only noted (AMB-GZA-01). */
  z.strictObject({
    is: z.literal('kinds'),
    figure: name,
    min: z.number().int(),
    listed: z.array(z.string()).default([]),
    ...common,
  }),
  /** Evidence or statements: all must be there; what they are worth, the experts judge where it says so. */
  z.strictObject({
    is: z.literal('stated'),
    of: z.array(name).min(1),
    judged: z.boolean().default(false),
    ...common,
  }),
  /** A place that begins with one of these names or codes. */
  z.strictObject({ is: z.literal('within'), place: name, prefixes: z.array(z.string().min(1)).min(1), ...common }),
  /** The naming check of the same rule set. */
  z.strictObject({ is: z.literal('named'), figure: name, ...common }),
] as const;

export type Leaf = z.output<(typeof leaves)[number]>;
export type Quantity = z.output<typeof quantity>;
export type Where = z.output<typeof where>;
interface Part {
  label?: { zh: string; en: string } | undefined;
  basis?: 'house' | undefined;
}
export type Test =
  | Leaf
  | ({ is: 'all' | 'any'; tests: Test[] } & Part)
  /** Every row of a list; rows that fail are named by their first column. */
  | ({ is: 'each'; table: string; where?: Where | undefined; test: Test } & Part)
  /** Asked only of those to whom it applies: a choice made, an option ticked, a form held. */
  | ({ is: 'when'; figure: string; in: (string | boolean)[]; test: Test } & Part);

/** A test that reads figures itself; the others join or repeat tests. */
export const isLeaf = (of: Test): of is Leaf => !('tests' in of || 'test' in of);

const part = { label: common.label, basis: common.basis };
const test: z.ZodType<Test> = z.lazy(() =>
  z.discriminatedUnion('is', [
    ...leaves,
    z.strictObject({ is: z.enum(['all', 'any']), tests: z.array(test).min(1), ...part }),
    z.strictObject({ is: z.literal('each'), table: name, where: where.optional(), test, ...part }),
    z.strictObject({
      is: z.literal('when'),
      figure: name,
      in: z.array(z.union([z.string(), z.boolean()])).min(1),
      test,
      ...part,
    }),
  ]),
);

/** A criterion: what it asks, in a line, and how it is tested. */
const criterion = ruled(z.strictObject({ label: bilingual, test }));
export type Criterion = z.output<typeof criterion>;

/** A criterion by its clause, or several of which one (任一) or all must be met, in one node of the tree. */
const item = z.union([
  z.string(),
  ruled(
    z.strictObject({
      id: z.string(),
      label: bilingual,
      any_of: z.array(z.string()).min(2).optional(),
      all_of: z.array(z.string()).min(2).optional(),
    }),
  ),
]);
export type Item = z.output<typeof item>;

/** `policies/<id>/criteria.yaml`: who can apply. */
export const criteriaTheme = z.strictObject({
  /** Figures that only this rule set asks for; all others are those of `common-figures.ts`. */
  figures: z.record(name, figureSchema).default({}),
  criteria: z.record(z.string(), criterion),
  /** Criteria of every class, first in the tree. */
  every_class: z.array(item).default([]),
  classes: z
    .array(
      ruled(
        z.strictObject({
          /** As in addresses: `crop`. */
          code: z.string().regex(/^[a-z][a-z0-9-]*$/),
          name: bilingual,
          /** Family the class belongs to, where there are several. */
          family: bilingual.optional(),
          criteria: z.array(item).min(1),
        }),
      ),
    )
    .min(1),
});

export type CriteriaTheme = z.output<typeof criteriaTheme>;
export type ApplicationClass = CriteriaTheme['classes'][number];
