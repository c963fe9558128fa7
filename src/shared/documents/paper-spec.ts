import { z } from 'zod';

/**
 * A text with values in it: `{clock.selection_notice.last}`, or the first of several that is known, `{field.head|parent.head|'无'}`.
 * Which values there are: docs/papers.md.
 */
const template = z.string().min(1).max(4000);

/** How a paper looks; each is a form of its own (`paper-layouts.ts`). */
export const PAPER_LAYOUTS = [
  /** 红头文件: red head, document number, red line, imprint. */
  'red_head',
  /** 函、告知书、决定书: title, number, whom it is to, text, who signs. */
  'letter',
  /** 公示、名单: title, text, list, who signs. */
  'notice',
  /** 表: name and value, one below the other, and boxes to sign in. */
  'sheet',
  /** 承诺、声明: text, and lines to sign on. */
  'statement',
  /** 申报书、方案: a cover of its own, then the sheet. */
  'cover',
  /** 证书: on its side, number, name, term. */
  'certificate',
] as const;
export type PaperLayout = (typeof PAPER_LAYOUTS)[number];

/** Whose paper it is: the authority, all that issue jointly, the office that takes the step, or whoever fills it in. */
export const PAPER_ISSUERS = ['authority', 'joint', 'office', 'filer'] as const;
export type PaperIssuer = (typeof PAPER_ISSUERS)[number];

const action = z.union([z.string(), z.array(z.string()).min(1)]);

/**
 * A paragraph. `{list}` alone is the place of the table, `{fields}` that of names and values; one that begins with `# ` is a
 * heading. A paragraph with a value that is not known is left out, and so is one `when` another action was taken.
 */
const paragraph = z.union([template, z.strictObject({ when: action, text: template })]);

const list = z.strictObject({
  /** `case`: one row; `figures`: what was declared; else a procedure: one row for each of its ended sub-cases. */
  rows: z.string().min(1),
  caption: template.optional(),
  columns: z
    .array(
      z.strictObject({
        title: z.string().min(1).max(60),
        value: template,
        width: z.number().positive().default(1),
        align: z.enum(['left', 'center', 'right']).default('left'),
      }),
    )
    .min(1)
    .max(8),
});

/** How a kind of paper is made out of what is known of a case. */
export const paperSpec = z.strictObject({
  layout: z.enum(PAPER_LAYOUTS),
  /** Without it the name of the kind; by the action taken where it says different things. */
  title: z.union([template, z.record(z.string(), template)]).optional(),
  /** Where an officer has given it a number (文号): shown instead of the counted one. */
  number: template.optional(),
  /** Word before the year of counted numbers, 科资受理; without it the name of the kind. */
  series: z.string().min(1).max(30).optional(),
  issuer: z.enum(PAPER_ISSUERS).default('authority'),
  to: template.optional(),
  text: z.array(paragraph).default([]),
  list: list.optional(),
  /** Values of the kind's fields by their English name; one without is left to be filled in by hand. */
  values: z.record(z.string(), template).default({}),
  /** Fields left out of the copy for those the case is about: who reviewed. */
  withheld: z.array(z.string()).default([]),
  attachments: z.array(template).default([]),
  /** Lines or boxes to sign in. */
  sign: z.array(template).default([]),
  copies: template.optional(),
  /** For anybody, as soon as it is issued. */
  public: z.boolean().default(false),
});

export type PaperSpec = z.output<typeof paperSpec>;

/** `document-templates/papers.yaml`: how the kinds of the project's list are made where a rule set does not say otherwise. */
export const papersFile = z.strictObject({ papers: z.record(z.string(), paperSpec) });
