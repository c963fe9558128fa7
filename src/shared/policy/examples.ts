import { z } from 'zod';
import { isCivilDate } from '../dates.ts';
import { NAME_RESULTS } from './check-name.ts';
import { NOTE_CODES, RESULTS } from './criterion-node.ts';

const figures = z.record(z.string(), z.json());
const shown = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()]);

/**
 * `policies/<id>/examples/*.yaml`: what a clause says about given figures or a given name, written by hand from the text
 * and never recorded from the check. Each is run through the interface, and each threshold must be bound by one.
 */
export const examplesFile = z.strictObject({
  /** Figures that several examples start from. */
  bases: z.record(z.string(), figures).default({}),
  examples: z.array(
    z.union([
      z.strictObject({
        clause: z.string(),
        class: z.string(),
        base: z.union([z.string(), z.array(z.string())]).default([]),
        figures: figures.default({}),
        on: z.string().refine(isCivilDate).default('2026-11-21'),
        /** A part of the criterion, by its Chinese label; else the criterion itself. */
        part: z.string().optional(),
        result: z.enum(RESULTS),
        gap: shown.optional(),
        value: shown.optional(),
        /** A note that must be there, or `none`. */
        note: z.enum([...NOTE_CODES, 'none']).optional(),
        /** What the Chinese sentence must say. */
        says: z.string().optional(),
      }),
      z.strictObject({
        clause: z.string(),
        zh: z.string(),
        en: z.string().optional(),
        /** Names in the register. */
        registered: z.array(z.string()).default([]),
        result: z.enum(NAME_RESULTS),
        reason: z.string().optional(),
        expected: z.string().optional(),
      }),
    ]),
  ),
});

export type Example = z.output<typeof examplesFile>['examples'][number];
export type FigureExample = Extract<Example, { figures: unknown }>;
