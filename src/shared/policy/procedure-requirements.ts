import { z } from 'zod';
import { EFFECTS, GATES } from './procedure-hooks.ts';
import { whoSchema } from './procedure-who.ts';

const id = z.string().regex(/^[a-z][a-z0-9_]*$/);
const idsOf = <T extends object>(known: T) => Object.keys(known) as [keyof T & string, ...(keyof T & string)[]];

export const effectSchema = z.enum(idsOf(EFFECTS));

const common = {
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
      one_of: z
        .array(z.union([z.string(), z.number(), z.boolean()]))
        .min(1)
        .optional(),
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
    }),
    ...common,
  }),
  /** Somebody else than who did this action before in the case. */
  z.strictObject({ other_person_than: z.array(id).min(1), ...common }),
  /** The case was opened by somebody in one of these roles (a who of the table). */
  z.strictObject({ opened_as: z.array(whoSchema).min(1), ...common }),
  /** The criteria of the class in one field are met by the figures in another (criteria.yaml). */
  z.strictObject({ criteria: z.strictObject({ class: id, figures: id }), ...common }),
  /** What a module above the engine asks for (procedure-hooks.ts). */
  z.strictObject({ gate: z.enum(idsOf(GATES)), ...common }),
]);

export type Requirement = z.output<typeof requirementSchema>;
