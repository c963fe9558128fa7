import { z } from 'zod';
import { procedureFaults } from './procedure-checks.ts';
import { conditionValue, effectSchema, requirementSchema } from './procedure-requirements.ts';
import { whoSchema } from './procedure-who.ts';

export const bilingualText = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
export const documentId = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]*$/);
const id = z.string().regex(/^[a-z][a-z0-9_]*$/, 'small letters, digits and _, starting with a letter');
/** Of a choice; a class of criteria.yaml is one, and has its own spelling. */
const choice = z.string().regex(/^[a-z][a-z0-9_-]*$/, 'small letters, digits, _ and -, starting with a letter');
const cited = {
  cite: z.strictObject({ article: z.string().min(1), clause: z.string().min(1) }),
  basis: z.enum(['law', 'house']).default('law'),
};

export const FIELD_TYPES = [
  'text',
  'long_text',
  'number',
  'date',
  'time',
  'boolean',
  'choice',
  'file',
  'accounts',
  'figures',
  /** Marks of a score sheet (`reviews.yaml`). */
  'marks',
  /** Facts checked on the spot. */
  'checks',
] as const;

/** What is entered into a case or with an action. */
const field = z.strictObject({
  label: bilingualText,
  help: bilingualText.optional(),
  type: z.enum(FIELD_TYPES),
  /** Of a number, shown beside it. */
  unit: bilingualText.optional(),
  /** Characters of a text, entries of a list. */
  max_length: z.number().int().positive().optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  /** Of a choice: id and label. */
  choices: z.record(choice, bilingualText).optional(),
  /** Who reads it; without it everybody who sees the case. */
  seen_by: z.array(whoSchema).min(1).optional(),
});

const state = z.strictObject({
  label: bilingualText,
  /** Still with whoever writes it: its parent waits for no such sub-case, and takes it along when it ends. */
  unfiled: z.boolean().default(false),
  /** The case ends here; `outcome` is what a parent case asks for. */
  final: z.boolean().default(false),
  outcome: id.optional(),
  /** The portal may show a case in this state. */
  public: z.boolean().default(false),
});

/** What an action does to a clock of `clocks.yaml`. */
const clockChange = z.union([
  z.strictObject({
    start: id,
    /** First and last day are fixed once started: a recomputation may extend them, never shorten (AMB-X-02). */
    frozen: z.boolean().default(false),
    /** Field with the day counted from; without it the day of the action. */
    from: id.optional(),
    /** Of a clock with `up_to`: field with a shorter count. */
    count: id.optional(),
    /** Of a `dated` clock: fields with its first and last day. */
    first: id.optional(),
    last: id.optional(),
  }),
  z.strictObject({ stop: id }),
  z.strictObject({ pause: id }),
  z.strictObject({ resume: id }),
]);

const opens = z.strictObject({
  procedure: id,
  /** How many at once; with `each` one for every account of a field, assigned to it in the role. */
  count: z.number().int().positive().default(1),
  each: z.strictObject({ field: id, role: id }).optional(),
  /** While it is open the parent takes no action but those marked `while_held`. */
  holds: z.boolean().default(false),
  /** Clocks of the parent that rest as long as it is open. */
  pauses: z.array(id).default([]),
  /** Fields that both have: the sub-case keeps them as they are when it opens. */
  copies: z.array(id).default([]),
});

const transition = z.strictObject({
  /** One state, several, or `any`: every state that is not final. */
  from: z.union([id, z.array(id).min(1)]),
  action: id,
  label: bilingualText,
  help: bilingualText.optional(),
  /** Without it the state stays. */
  to: id.optional(),
  by: z.array(whoSchema).min(1),
  /** Every one of `by` has to sign before the state changes; each by a different person. */
  signatures: z.boolean().default(false),
  /** Fields entered with the action; a `?` at the end: may be left out. */
  asks: z.array(z.string().regex(/^[a-z][a-z0-9_]*\??$/)).default([]),
  requires: z.array(requirementSchema).default([]),
  clocks: z.array(clockChange).default([]),
  /** Kinds of documents.yaml. */
  produces: z.array(documentId).default([]),
  /** Who is told, beside those on whose desk the case now lies. */
  tells: z.array(whoSchema).default([]),
  opens: z.array(opens).default([]),
  /** What modules above the engine do with it, in the same transaction (procedure-hooks.ts). */
  does: z.array(effectSchema).default([]),
  while_held: z.boolean().default(false),
  /** May be done, but nobody waits for it (withdraw): no work on a to-do list. */
  optional: z.boolean().default(false),
  /** A receipt is given to whoever does it. */
  receipt: z.boolean().default(false),
  /** Who sees it in the timeline; without it everybody who sees the case. */
  seen_by: z.array(whoSchema).min(1).optional(),
  ...cited,
});

export const SUBJECT_KINDS = ['platform', 'organisation', 'programme', 'case'] as const;

const opening = z.strictObject({
  by: z.array(whoSchema).min(1),
  label: bilingualText,
  /** Procedures under whose cases it is opened, and in which of their states; without it, it stands alone. */
  under: z.array(z.strictObject({ procedure: id, states: z.array(id).min(1).optional() })).default([]),
  holds: z.boolean().default(false),
  /** Only through the page of the module that keeps what it is about; that page shows it too. */
  own_page: z.enum(['deposits']).optional(),
  requires: z.array(requirementSchema).default([]),
  ...cited,
});

/** At most so many cases of the procedure for the same subject, opener, parent and host, whichever call they came under. */
const unique = z.strictObject({
  per: z.array(z.enum(['subject', 'opener', 'parent', 'host'])).min(1),
  most: z.number().int().positive().default(1),
  /** Cases in these states do not count. */
  except: z.array(id).default([]),
  /** Nor does a case about the same subject in the last months of one of its clocks: what follows it may begin. */
  renewable: z.strictObject({ clock: id, months: z.number().int().positive() }).optional(),
  /** Lifted by an ended case about the same subject with this outcome: an exception that was decided, with reasons. */
  unless: z.strictObject({ procedure: id, outcome: id }).optional(),
  ...cited,
});

const procedure = z.strictObject({
  label: bilingualText,
  help: bilingualText.optional(),
  subject: z.enum(SUBJECT_KINDS),
  initial: id,
  /** Who may open one; without it, only another case's action does. */
  open: opening.optional(),
  unique: z.array(unique).default([]),
  fields: z.record(id, field).default({}),
  /** Fields that may be written in these states, and by whom. */
  edit: z
    .array(
      z.strictObject({
        states: z.array(id).min(1),
        fields: z.array(id).min(1),
        by: z.array(whoSchema).min(1),
        /** Only while a field in force has one of these values: somebody was invited to write. */
        when: z.strictObject({ field: id, one_of: z.array(conditionValue).min(1) }).optional(),
      }),
    )
    .default([]),
  states: z.record(id, state),
  /** What the end of each clock does: an action of the table by `clock`, or a reminder that changes nothing. */
  expires: z
    .record(
      id,
      z.union([z.strictObject({ action: id }), z.strictObject({ reminds: z.array(whoSchema).min(1), ...cited })]),
    )
    .default({}),
  transitions: z.array(transition).min(1),
  /** Of a sub-case: fields of its parent that its readers see too (a blind reviewer reads the plan, not the case). */
  parent_fields: z.array(id).default([]),
  /** States in which they do; without it in all (a reviewer first declares to have no interest in the matter). */
  parent_fields_in: z.array(id).min(1).optional(),
  /** Who sees such a case at all; without it everybody named in it. */
  seen_by: z.array(whoSchema).min(1).optional(),
  ...cited,
});

/** `policies/<id>/procedures.yaml`: every official case of the rule set. The format is told in docs/procedures.md. */
export const proceduresTheme = z
  .strictObject({
    procedures: z.record(id, procedure),
    /** Those with work on a case are reminded so many working days before the last one. No law asks for it: the house does. */
    remind_before: z
      .strictObject({ working_days: z.array(z.number().int().min(1).max(60)).max(5), basis: z.literal('house') })
      .optional(),
  })
  .superRefine(({ procedures }, check) => {
    for (const fault of procedureFaults(procedures))
      check.addIssue({ code: 'custom', path: ['procedures', ...fault.path], message: fault.message });
  });

export type ProceduresTheme = z.output<typeof proceduresTheme>;
export type Procedure = z.output<typeof procedure>;
export type Transition = z.output<typeof transition>;
export type ProcedureField = z.output<typeof field>;
export type Procedures = Readonly<Record<string, Procedure>>;
