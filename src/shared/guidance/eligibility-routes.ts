import { z } from 'zod';
import { defineRoutes } from '../contract.ts';
import { isCivilDate } from '../dates.ts';
import { NOTE_CODES, RESULTS } from '../policy/criterion-node.ts';
import { NAME_RESULTS } from '../policy/check-name.ts';

const date = z.string().refine(isCivilDate, {
  params: { zh: '这一天不存在，应写如 2026-11-21', en: 'There is no such date; write it as 2026-11-21' },
});
const citation = z.object({
  policy: z.string(),
  article: z.string(),
  clause: z.string(),
  basis: z.enum(['law', 'house']),
});
const shown = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()]);
const unit = z.object({ id: z.string(), label: z.string() });

/** A node of the tree; a criterion or a part of one. */
const node = z.object({
  clause: z.string(),
  result: z.enum(RESULTS),
  value: shown,
  threshold: shown,
  gap: shown,
  cite: citation,
  /** Unit of value, threshold and gap where they are numbers; of a ratio, value and threshold are in percent and the gap in persons or records. */
  unit: z.string().nullable(),
  label: z.string().nullable(),
  /** The whole in a sentence; empty where the parts say it. */
  message: z.string(),
  /** Figures that it reads. */
  figures: z.array(z.string()),
  notes: z.array(z.enum(NOTE_CODES)),
  get children(): z.ZodArray<typeof node> {
    return z.array(node);
  },
});
export type CriterionView = z.output<typeof node>;

const option = z.object({ id: z.string(), label: z.string() });
const column = z.object({
  id: z.string(),
  kind: z.string(),
  label: z.string(),
  needed: z.boolean(),
  unit: z.string().nullable(),
  options: z.array(option),
});
const figure = z.object({
  id: z.string(),
  kind: z.enum([
    'integer',
    'decimal',
    'money',
    'boolean',
    'evidence',
    'statement',
    'choice',
    'date',
    'text',
    'set',
    'table',
  ]),
  label: z.string(),
  help: z.string().nullable(),
  /** Unit of a plain number; null where the figure is none. */
  unit: z.string().nullable(),
  /** Units that are accepted instead, the plain one among them; empty where it is only counted. */
  units: z.array(unit),
  min: z.number().nullable(),
  max: z.number().nullable(),
  options: z.array(option),
  /** Options beside those listed are accepted by name. */
  open: z.boolean(),
  columns: z.array(column),
  /** The first criterion that asks for it, and what that says. */
  cite: citation,
  gist: z.string(),
});
export type FigureView = z.output<typeof figure>;

/** Which class of which programme; a rule set's id serves as well where it runs no programme here. */
const ofClass = {
  programme: z.string().min(1).max(60),
  class: z.string().min(1).max(60),
};
/** Numbers, texts with a unit, `{value, unit}`, lists: see the figures of the class. */
const figures = z.record(z.string().max(100), z.json()).refine((given) => Object.keys(given).length <= 500, {
  params: { zh: '数据项过多', en: 'Too many figures' },
});

export const eligibilityRoutes = defineRoutes({
  listEligibilityClasses: {
    method: 'GET',
    path: '/api/eligibility/classes',
    summary: 'Classes that can be applied for, and the figures that each asks for',
    allow: 'anyone',
    query: z.object({
      programme: ofClass.programme.optional(),
      class: ofClass.class.optional(),
      /** `no` leaves the figures out: for a list to choose from. */
      figures: z.enum(['yes', 'no']).default('yes'),
    }),
    reply: z.object({
      items: z.array(
        z.object({
          programme: z.string(),
          programme_name: z.string(),
          rule_set: z.string(),
          instrument: z.string(),
          /** A draft or an instrument without a date: shown as such. */
          in_force: z.boolean(),
          class: z.string(),
          name: z.string(),
          family: z.string().nullable(),
          cite: citation,
          figures: z.array(figure),
        }),
      ),
    }),
  },
  checkEligibility: {
    method: 'POST',
    path: '/api/eligibility',
    summary: 'Checks figures against every criterion of a class',
    allow: 'anyone',
    asks: true,
    perMinute: 120,
    body: z.strictObject({ ...ofClass, figures, on: date.optional() }),
    reply: z.object({
      result: z.enum(RESULTS),
      criteria: z.array(node),
      programme: z.string(),
      class: z.string(),
      name: z.string(),
      /** Clause of the class itself. */
      clause: z.string(),
      cite: citation,
      on: z.string(),
      in_force: z.boolean(),
    }),
  },
  printEligibility: {
    method: 'POST',
    path: '/api/eligibility/pdf',
    summary: 'The same check as a PDF; nothing of it is kept',
    allow: 'anyone',
    asks: true,
    perMinute: 20,
    body: z.strictObject({ ...ofClass, figures, on: date.optional() }),
    reply: 'file',
  },
  checkEligibilityEverywhere: {
    method: 'POST',
    path: '/api/eligibility/everywhere',
    summary: 'Checks figures against every class of every jurisdiction: where to apply, and what is nearest',
    allow: 'anyone',
    asks: true,
    perMinute: 60,
    body: z.strictObject({ figures, on: date.optional() }),
    reply: z.object({
      on: z.string(),
      items: z.array(
        z.object({
          programme: z.string(),
          programme_name: z.string(),
          class: z.string(),
          name: z.string(),
          result: z.enum(RESULTS),
          in_force: z.boolean(),
          counts: z.object({
            met: z.number(),
            judgement: z.number(),
            evidence_missing: z.number(),
            not_met: z.number(),
          }),
          /** Criteria that are not met, in the order of the text. */
          short: z.array(
            z.object({ clause: z.string(), label: z.string(), message: z.string(), gap: shown, cite: citation }),
          ),
        }),
      ),
    }),
  },
  checkName: {
    method: 'POST',
    path: '/api/names/check',
    summary: 'Checks a proposed Chinese and English name against the rule of a programme and the register',
    allow: 'anyone',
    asks: true,
    perMinute: 120,
    body: z.strictObject({
      programme: ofClass.programme,
      zh: z.string().max(200),
      en: z.string().max(300).default(''),
    }),
    reply: z.object({
      result: z.enum(NAME_RESULTS),
      programme: z.string(),
      /** As it would be registered. */
      zh: z.string(),
      en: z.string().nullable(),
      expected: z.object({ zh: z.array(z.string()), en: z.array(z.string()) }),
      /** Forms of the rule, with ×× for the field. */
      forms: z.array(z.object({ zh: z.string(), en: z.string().nullable(), cite: citation })),
      reasons: z.array(
        z.object({
          lang: z.enum(['zh', 'en']),
          code: z.string(),
          result: z.enum(NAME_RESULTS),
          message: z.string(),
          cite: citation,
        }),
      ),
    }),
  },
});
