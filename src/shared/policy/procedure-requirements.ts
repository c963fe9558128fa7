import { z } from 'zod';
import { civilDate } from './instrument.ts';
import { EFFECTS, GATES } from './procedure-hooks.ts';
import { whoSchema } from './procedure-who.ts';

const id = z.string().regex(/^[a-z][a-z0-9_]*$/);
const idsOf = <T extends object>(known: T) => Object.keys(known) as [keyof T & string, ...(keyof T & string)[]];

export const effectSchema = z.enum(idsOf(EFFECTS));

export const conditionValue = z.union([z.string(), z.number(), z.boolean()]);

/**
 * A day to compare with: a date; `today`; a field; the first or last day of a clock of the case, of its sub-cases or of the cases above
 * it, the newest where it ran again; a day of another theme (`direct-path.recognised_from`).
 */
const day = z.union([
  civilDate,
  z.literal('today'),
  z.strictObject({ field: id }),
  z.strictObject({
    clock: id,
    of: z.enum(['case', 'sub_case', 'parent']).default('case'),
    end: z.enum(['first', 'last']).default('last'),
  }),
  z.strictObject({ rule: z.string().regex(/^[a-z][a-z-]*(\.[a-z_]+)+$/, 'theme.key of another theme') }),
]);
export type DayRef = z.output<typeof day>;
export const DAY_BOUNDS = ['after', 'not_before', 'not_after'] as const;

const common = {
  /** It is asked only when a field of the case or of the action, or one figure of such a field, has one of these values. */
  when: z.strictObject({ field: id, figure: id.optional(), one_of: z.array(conditionValue).min(1) }).optional(),
  /** "In principle" (原则上): may be set aside with a recorded reason. */
  in_principle: z.boolean().default(false),
  /** Where it stands, when elsewhere than the action. */
  cite: z.strictObject({ article: z.string().min(1), clause: z.string().min(1) }).optional(),
  basis: z.enum(['law', 'house']).optional(),
};

/** What must hold before an action; each is one of these. */
export const requirementSchema = z.union([
  /** Fields of the case that must be filled, and right. */
  z.strictObject({ fields: z.array(id).min(1), ...common }),
  /** A value of the case or of the action: at least, at most, one of. */
  z.strictObject({
    value: z.strictObject({
      field: id,
      at_least: z.number().optional(),
      at_most: z.number().optional(),
      one_of: z.array(conditionValue).min(1).optional(),
    }),
    ...common,
  }),
  /** Ended sub-cases of a procedure: at least so many, or all that were opened; with one of these outcomes. */
  z.strictObject({
    sub_cases: z.strictObject({
      procedure: id,
      at_least: z.union([z.number().int().positive(), z.literal('all')]),
      outcome: z.array(id).min(1).optional(),
    }),
    ...common,
  }),
  /** No open sub-case of these procedures. */
  z.strictObject({ none_open: z.array(id).min(1), ...common }),
  /** A clock of the case, or of its parent, runs or is over; with `or`, it or one of these (parents of several kinds). */
  z.strictObject({
    clock: z.strictObject({
      id,
      or: z.array(id).min(1).optional(),
      of: z.enum(['case', 'parent']).default('case'),
      is: z.enum(['running', 'over']),
      /** Fields of the case that has it: it runs from that time of its first day, and to that time of its last. */
      /** From its beginning, before the first day that counts: a notice may be objected to as soon as it is out. */
      from_start: z.literal(true).optional(),
      opens_at: id.optional(),
      closes_at: id.optional(),
    }),
    ...common,
  }),
  /** Somebody else than who did this action before in the case. */
  z.strictObject({ other_person_than: z.array(id).min(1), ...common }),
  /** The case was opened by somebody in one of these roles (a who of the table). */
  z.strictObject({ opened_as: z.array(whoSchema).min(1), ...common }),
  /** The criteria of the class in one field are met by the figures in another (criteria.yaml). */
  z.strictObject({ criteria: z.strictObject({ class: id, figures: id }), ...common }),
  /** A day entered in a field, against others; an empty field, and a clock that never ran, are no matter of it. */
  z.strictObject({
    days: z
      .strictObject({ field: id, after: day.optional(), not_before: day.optional(), not_after: day.optional() })
      .refine((days) => DAY_BOUNDS.some((bound) => days[bound] !== undefined), 'names no day to compare with'),
    ...common,
  }),
  /** Two days that enclose so many whole years: 2023-01-01 to 2025-12-31 are three. */
  z.strictObject({ span: z.strictObject({ from: id, to: id, years: z.number().int().positive() }), ...common }),
  /** A value that a field of the parent lists, one to a line; of a choice its label. */
  z.strictObject({ among: z.strictObject({ field: id, parent: id }), ...common }),
  /** Two fields with the same value: the proposal is what the experts found. */
  z.strictObject({ same: z.strictObject({ field: id, as: id }), ...common }),
  /** No other case of the procedure, about another subject, has the same values in these fields and stands in these states. */
  z.strictObject({ no_other: z.strictObject({ same: z.array(id).min(1), states: z.array(id).min(1) }), ...common }),
  /** What a module above the engine asks for (procedure-hooks.ts). */
  z.strictObject({ gate: z.enum(idsOf(GATES)), ...common }),
]);

export type Requirement = z.output<typeof requirementSchema>;
