import { z } from 'zod';
import { bilingual } from './instrument.ts';
import { ruled } from './ruled.ts';
import { entryId } from './terms.ts';

const cited = {
  cite: z.strictObject({ article: z.string().min(1), clause: z.string().min(1) }),
  basis: z.enum(['law', 'house']).default('law'),
};
const option = z.strictObject({ id: entryId, name: bilingual });
/** `plan_years`: the years of the plan's period; `targets`: the whole period, then its years. */
const each = z.enum(['plan_years', 'targets']);
/** `yes`: refused when blank; `expected`: only flagged; `no`: may stay blank. */
const required = z.enum(['yes', 'expected', 'no']);

const column = z.strictObject({
  id: entryId,
  name: bilingual,
  /** `value`: a number or words. `money` in the unit named, as decimal text. `share` is computed: percent of `share.of`. */
  kind: z.enum(['text', 'number', 'money', 'date', 'month', 'choice', 'value', 'share']),
  unit: bilingual.optional(),
  options: z.array(option).min(1).optional(),
  required: required.default('no'),
  /** Only demanded in rows whose other column has one of these values. */
  when: z.strictObject({ column: entryId, is: z.array(z.string()).min(1) }).optional(),
  /** One such column for each year or target of the plan. */
  each: each.optional(),
  /** Days and months lie in it: outside the plan period is refused, outside the reference period listed apart and not counted. */
  within: z.enum(['plan_period', 'reference_period']).optional(),
  /** Share of a column in another, or in the sum of itself over all rows. */
  share: z.strictObject({ part: entryId, of: entryId.optional() }).optional(),
});

const text = z.strictObject({
  kind: z.literal('text'),
  id: entryId,
  name: bilingual,
  required: required.default('yes'),
  /** Only asked of these classes. */
  classes: z.array(z.string()).min(1).optional(),
});

const number = z.strictObject({
  kind: z.literal('number'),
  id: entryId,
  name: bilingual,
  unit: bilingual,
  required: required.default('no'),
  min: z.number().default(0),
  max: z.number().optional(),
  /** Figure of `criteria.yaml` that this is: kept there once, and read here. */
  figure: entryId.optional(),
});

/** Percent of two numbers of the section; `typed`: may be written, and is flagged where it departs from the numbers. */
const share = z.strictObject({
  kind: z.literal('share'),
  id: entryId,
  name: bilingual,
  part: entryId,
  whole: entryId,
  /** What is left of the whole without the part. */
  rest: z.boolean().default(false),
  typed: z.boolean().default(false),
});

const table = z.strictObject({
  kind: z.literal('table'),
  id: entryId,
  name: bilingual,
  columns: z.array(column).min(1).max(12),
  /** Rows that are given; without it as many as are written. */
  rows: z.union([z.array(option).min(1), each]).optional(),
  row_title: bilingual.optional(),
  min_rows: z.number().int().nonnegative().default(0),
});

const field = z.discriminatedUnion('kind', [text, number, share, table]);

const section = z.strictObject({
  number: z.string().regex(/^\d+(\.\d+)*$/),
  name: bilingual,
  /** Only sections without further headings below are filled. */
  filled: z.boolean().default(true),
  instruction: bilingual.optional(),
  max_characters: z.number().int().positive().optional(),
  /** What is filled; without it one text. */
  fields: z.array(field).min(1).optional(),
  /** 无 in this section needs a reason (figures are demanded in it). */
  none_with_reason: z.boolean().default(false),
  /** Period printed behind the heading. */
  prints: z.enum(['reference_period', 'plan_period']).optional(),
});

const path = z.string().regex(/^\d+(\.\d+)*\/[a-z][a-z0-9_]*$/, 'section/field');

/** What is looked at across fields; `flag`: shown, never refused. */
const check = z.discriminatedUnion('test', [
  /** The sum of a column is the number in a field. */
  z.strictObject({ test: z.literal('sum_equals'), table: path, column: entryId, field: path, flag: z.literal(true) }),
  /** The whole period and each year of it have a target, an indicator and a number, over these sections together. */
  z.strictObject({
    test: z.literal('targets'),
    sections: z.array(z.string()).min(1),
    goals: entryId,
    indicators: entryId,
  }),
  /** Some row lies in the reference period, or each of these sections says 无. */
  z.strictObject({ test: z.literal('facts_in_period'), table: path, sections: z.array(z.string()).min(1) }),
  /** No cell of a row, in 万元, goes beyond an amount of the rule set in fen (`money.platform_cap_fen`). */
  z.strictObject({
    test: z.literal('row_at_most'),
    table: path,
    row: entryId,
    most: z.string(),
    flag: z.literal(true),
  }),
  /** A text that names the same thing in two tables: money paid twice. */
  z.strictObject({
    test: z.literal('overlap'),
    table: path,
    column: entryId,
    other: path,
    other_column: entryId,
    flag: z.literal(true),
  }),
  /** Indicators name each of these. */
  z.strictObject({
    test: z.literal('covers'),
    sections: z.array(z.string()).min(1),
    table: entryId,
    column: entryId,
    flag: z.literal(true),
  }),
]);

/** How a line of the cover is checked, and what it is filled with beforehand. */
const COVER_KINDS = [
  'text',
  'name',
  'name_en',
  'host',
  'department',
  'head',
  'phone',
  'email',
  'date',
  'address',
] as const;

/** An outline that applicants fill, heading by heading. */
export const formSchema = z.strictObject({
  id: entryId,
  name: bilingual,
  /** Version of the template. */
  version: z.string(),
  ...cited,
  /** Id of `documents.yaml`. */
  document: z.string().optional(),
  /** Cases it belongs to, and their fields for its signed copy: who may write one of them, writes the form. */
  for: z
    .array(
      z.strictObject({
        procedure: entryId,
        fields: z.array(entryId).min(1),
        class: entryId.optional(),
        name: entryId.optional(),
        figures: entryId.optional(),
        head: entryId.optional(),
        host: entryId.optional(),
      }),
    )
    .min(1),
  file: ruled(
    z.strictObject({ type: z.literal('pdf'), max_bytes: z.number().int().positive(), encrypted: z.boolean() }),
  ),
  /** An empty section is refused; this word stands for nothing to say. */
  blank: ruled(z.strictObject({ allowed: z.boolean(), marker: z.string() })),
  counting: ruled(z.enum(['nonblank'])),
  cover: z.array(
    ruled(
      z.strictObject({
        id: entryId,
        name: bilingual,
        help: bilingual.optional(),
        kind: z.enum(COVER_KINDS).default('text'),
        /** A place for the seal beside it. */
        seal: z.boolean().default(false),
        /** Asked for, and not printed on the cover. */
        printed: z.boolean().default(true),
      }),
    ),
  ),
  /** The template's own; a round may set another in the fields named. */
  reference_period: ruled(
    z.strictObject({
      from: z.string(),
      to: z.string(),
      label: bilingual,
      /** Months the label says. */
      months: z.number().int().positive().optional(),
      round: z.strictObject({ from: entryId, to: entryId }).optional(),
    }),
  ).optional(),
  plan_period: ruled(
    z.strictObject({
      from: z.string(),
      months: z.number().int().positive(),
      round: z.strictObject({ from: entryId }).optional(),
    }),
  ).optional(),
  sections: z.array(ruled(section)).min(1),
  checks: z.array(z.strictObject({ check, ...cited })).default([]),
});

/** `policies/<id>/forms.yaml`. */
export const formsTheme = z.strictObject({ forms: z.array(formSchema).min(1) });

export type Form = z.output<typeof formSchema>;
export type FormSection = z.output<typeof section>;
export type FormField = z.output<typeof field>;
export type FormColumn = z.output<typeof column>;
export type FormCheck = Form['checks'][number];
