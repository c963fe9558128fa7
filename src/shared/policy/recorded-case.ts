import { z } from 'zod';
import { isCivilDate } from '../dates.ts';
import { whoSchema } from './procedure-who.ts';
import { bilingualText, documentId } from './procedures.ts';

const id = z.string().regex(/^[a-z][a-z0-9_]*$/);
const date = z
  .string()
  .refine(isCivilDate, 'a date that does not exist')
  .describe('written in quotes or plain, YYYY-MM-DD');
/** `role`, or `role/2` for a second person in it. */
const person = z.string().regex(/^[a-z_]+(\/\d+)?$/);

const expected = z.strictObject({
  state: id.optional(),
  /** By clock: `YYYY-MM-DD..YYYY-MM-DD`, first and last day, and what became of it. */
  clocks: z
    .record(
      id,
      z.strictObject({ first: date, last: date, state: z.enum(['running', 'paused', 'stopped', 'over']).optional() }),
    )
    .optional(),
  /** Who is told of the step, in the words of the table; exactly these. */
  told: z.array(whoSchema).optional(),
  /** Sub-cases open or ended, by procedure. */
  sub_cases: z.record(id, z.number().int()).optional(),
  /** Actions a person may take now; exactly these. */
  actions: z.record(person, z.array(id)).optional(),
  /** Kinds of documents the step produces; exactly these. */
  documents: z.array(documentId).optional(),
});

/** One step of a recorded life. */
export const recordedStep = z.strictObject({
  on: date,
  /** Of the day in Beijing; without it 10:00. */
  time: z
    .string()
    .regex(/^\d{2}:\d{2}(:\d{2})?$/)
    .optional(),
  /** Who does it; without it time passes and the clocks are looked at. */
  as: person.optional(),
  /** Opens a case of a procedure under the name in `case`. */
  open: id.optional(),
  /** Which platform of the stage it is opened for, from 1. */
  platform: z.number().int().positive().default(1),
  under: id.optional(),
  /** Name of the case, of those opened before; without it `main`. */
  case: id.default('main'),
  /** Action taken. */
  do: id.optional(),
  /** Fields of the case written before, or, at `open`, with it. */
  edit: z.record(id, z.unknown()).optional(),
  /** Fields asked for by the action. */
  data: z.record(id, z.unknown()).optional(),
  /** Fields of the case's form by path, before it is handed in; the rest is filled with sample texts. */
  form: z.record(z.string(), z.union([z.string(), z.array(z.record(z.string(), z.string()))])).optional(),
  /** Reasons for setting aside requirements in principle, by kind. */
  overrides: z.record(z.string(), z.string()).optional(),
  /** Names for the sub-cases it opens, by procedure, in their order. */
  names: z.record(id, z.array(id)).optional(),
  /** The step is refused: code of the problem, or the kind of requirement that is not met. */
  refused: z.string().optional(),
  expect: expected.optional(),
  /** Of further cases, by name. */
  also: z.record(id, expected).optional(),
});

/** `policies/<id>/cases/*.yaml`: one life of a case, with what has to come of it written by hand from the articles. */
export const recordedCase = z.strictObject({
  title: bilingualText,
  /** Clauses whose example it is. */
  clauses: z.array(z.string()).default([]),
  steps: z.array(recordedStep).min(1),
});

export type RecordedCase = z.output<typeof recordedCase>;
export type RecordedStep = RecordedCase['steps'][number];
export type Expected = z.output<typeof expected>;
