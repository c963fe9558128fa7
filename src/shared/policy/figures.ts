import { z } from 'zod';
import { UNIT_IDS } from './amounts.ts';
import { bilingual } from './instrument.ts';

const text = { label: bilingual, help: bilingual.optional() };
const id = z.string().regex(/^[a-z][a-z0-9_]*$/);
const option = z.strictObject({ id, label: bilingual });
/** A count has no measured unit, only the noun that is counted: 份, 株. */
const counted = z.union([z.enum(UNIT_IDS), bilingual]);
const number = { unit: counted, min: z.number().default(0), max: z.number().default(1_000_000_000) };

const plain = <E extends z.ZodRawShape>(extra: E) =>
  [
    z.strictObject({ kind: z.literal('integer'), ...text, ...number, ...extra }),
    z.strictObject({ kind: z.literal('decimal'), ...text, ...number, ...extra }),
    z.strictObject({
      kind: z.literal('money'),
      ...text,
      ...number,
      unit: z.enum(['wan_yuan', 'yuan', 'fen']),
      ...extra,
    }),
    z.strictObject({ kind: z.literal('boolean'), ...text, ...extra }),
    /** Whether a paper that proves it is at hand. */
    z.strictObject({ kind: z.literal('evidence'), ...text, ...extra }),
    /** Whether it is written down for the experts. */
    z.strictObject({ kind: z.literal('statement'), ...text, ...extra }),
    z.strictObject({ kind: z.literal('choice'), ...text, options: z.array(option).min(2), ...extra }),
    z.strictObject({ kind: z.literal('date'), ...text, ...extra }),
    /** A name or place as written. */
    z.strictObject({ kind: z.literal('text'), ...text, ...extra }),
  ] as const;

/** A column of a list; one that is not `needed` may be left empty and then counts as 0. */
const column = z.discriminatedUnion('kind', plain({ id, needed: z.boolean().default(true) }));

/** One figure that a self-check asks for. */
export const figureSchema = z.discriminatedUnion('kind', [
  ...plain({}),
  /** Any of the options; an `open` one takes others by name. */
  z.strictObject({
    kind: z.literal('set'),
    ...text,
    options: z.array(option).min(1),
    open: z.boolean().default(false),
  }),
  /** A list: one row a site, a kind, a study. */
  z.strictObject({ kind: z.literal('table'), ...text, columns: z.array(column).min(1) }),
]);

export type Figure = z.output<typeof figureSchema>;
export type FigureInput = z.input<typeof figureSchema>;
export type PlainFigure = Exclude<Figure, { kind: 'set' | 'table' }>;
export type Column = z.output<typeof column>;
export type Figures = Readonly<Record<string, Figure>>;
