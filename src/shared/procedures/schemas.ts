import { z } from 'zod';
import { citationView } from '../citation.ts';
import { id } from '../catalogue/schemas.ts';
import { FIELD_TYPES } from '../policy/procedures.ts';
import { CLOCK_STATES } from './case-facts.ts';
import { NEED_KINDS } from './needs.ts';

export const TRAFFIC_LIGHTS = ['none', 'green', 'amber', 'red'] as const;

export const fieldView = z
  .object({
    id: z.string(),
    label: z.string(),
    help: z.string().nullable(),
    type: z.enum(FIELD_TYPES),
    unit: z.string().nullable(),
    max_length: z.number().int().nullable(),
    min: z.number().nullable(),
    max: z.number().nullable(),
    choices: z.array(z.object({ id: z.string(), label: z.string() })).nullable(),
    required: z.boolean().describe('may not be left out'),
  })
  .meta({ id: 'CaseField' });

export const needView = z.object({
  kind: z.enum(NEED_KINDS),
  text: z.string(),
  fields: z.array(z.string()),
  faults: z
    .array(z.object({ path: z.string(), text: z.string(), cite: citationView }))
    .describe('of a gate: each thing that it found'),
  in_principle: z.boolean().describe('may be set aside with a reason, sent in `overrides` under its kind'),
  cite: citationView,
});

export const actionView = z
  .object({
    action: z.string(),
    label: z.string(),
    help: z.string().nullable(),
    to: z.object({ state: z.string(), label: z.string() }).nullable().describe('null: the state stays'),
    as: z.string().describe('as which of those who may, in the words of the table'),
    as_label: z.string(),
    ready: z.boolean().describe('nothing stands in its way'),
    held: z.boolean(),
    signed: z.boolean().describe('your side has signed; another is still to'),
    signatures: z
      .array(z.object({ as: z.string(), label: z.string(), signed: z.boolean() }))
      .describe('empty: one is enough'),
    needs: z.array(needView).describe('what is still missing'),
    asks: z.array(fieldView),
    optional: z.boolean(),
    cite: citationView,
  })
  .meta({ id: 'CaseAction' });

export const clockView = z
  .object({
    id,
    clock: z.string(),
    label: z.string(),
    from: z.string(),
    first: z.string(),
    last: z.string(),
    provisional: z.boolean(),
    frozen: z.boolean(),
    state: z.enum(CLOCK_STATES),
    paused_on: z.string().nullable(),
    ended_on: z.string().nullable(),
    pending: z.boolean().describe('its end was met, but what follows waits'),
    light: z.enum(TRAFFIC_LIGHTS),
    days_left: z.number().int().nullable().describe('civil days to its last one'),
    at_end: z.string().describe('what its end does'),
    cite: citationView,
  })
  .meta({ id: 'CaseClock' });

export const caseRow = z
  .object({
    id,
    programme: z.string(),
    procedure: z.string(),
    procedure_label: z.string(),
    title: z.string(),
    subject: z.object({ kind: z.enum(['platform', 'organisation', 'programme']), id: z.string() }),
    parent: id.nullable(),
    state: z.string(),
    state_label: z.string(),
    closed: z.boolean(),
    trial: z.boolean(),
    due: z.string().nullable(),
    light: z.enum(TRAFFIC_LIGHTS),
    claimed_by: z.string().nullable().describe('name, for those at the same desk'),
    claimed_by_me: z.boolean(),
    district: z.string().nullable(),
    class_label: z.string().nullable().describe('class of criteria applied under'),
    opened_at: z.string(),
    version: z.number().int(),
  })
  .meta({ id: 'CaseRow' });

export const eventView = z
  .object({
    id,
    at: z.string(),
    on: z.string(),
    kind: z.string(),
    label: z.string(),
    action: z.string().nullable(),
    from: z.string().nullable(),
    to: z.string().nullable(),
    to_label: z.string().nullable(),
    actor: z.string().describe('name, or the role where the reader is not told names; empty: the program'),
    as_label: z.string().nullable(),
    answers: z.array(z.object({ id: z.string(), label: z.string(), value: z.unknown(), text: z.string() })),
    detail: z.record(z.string(), z.unknown()),
    people: z.array(z.string()).describe('names, for offices: whose place was taken, who has it now'),
    produces: z.array(z.string()),
    receipt: z.boolean(),
    cite: citationView.nullable(),
  })
  .meta({ id: 'CaseEvent' });

export const caseFileView = z.object({
  id,
  field: z.string(),
  name: z.string(),
  size: z.number().int(),
  sha256: z.string(),
});

export const caseView = caseRow
  .extend({
    procedure_help: z.string().nullable(),
    own_page: z.string().nullable().describe('module whose page opens such cases, and shows more of them'),
    rule_set: z.object({
      id: z.string(),
      version: z.string(),
      title: z.string(),
      digest: z.string().describe('SHA-256 of the files of this version'),
      changed: z.boolean().describe('they are not those it was opened under'),
    }),
    cite: citationView,
    form: z.string().nullable().describe('name of the form it is written on, at /api/cases/:id/plan'),
    notes: z.array(z.string()).describe('what a round is told of the periods it sets'),
    outcome: z.string().nullable(),
    held: z.boolean(),
    public: z.boolean(),
    data: z.record(z.string(), z.unknown()).describe('fields in force that the reader sees'),
    fields: z.array(
      fieldView.extend({ value: z.unknown(), editable: z.boolean(), revision: z.number().int(), typed: z.unknown() }),
    ),
    actions: z.array(actionView),
    opens: z
      .array(z.object({ procedure: z.string(), label: z.string(), cite: citationView }))
      .describe('cases that may be opened under it'),
    clocks: z.array(clockView),
    timeline: z.array(eventView),
    sub_cases: z.array(caseRow),
    parents: z.array(z.object({ id, procedure_label: z.string(), title: z.string() })),
    files: z.array(caseFileView),
    parent_fields: z
      .array(
        z.object({
          id: z.string(),
          label: z.string(),
          type: z.enum(FIELD_TYPES),
          value: z.unknown(),
          text: z.string(),
        }),
      )
      .describe('what the readers of a sub-case see of its parent; files are downloaded through the sub-case'),
    people: z
      .array(z.object({ id, name: z.string() }))
      .describe('names behind the accounts in its fields, for offices'),
    assigned: z.array(z.object({ role: z.string(), label: z.string(), account: id, name: z.string() })),
    present: z.array(
      z.object({
        account: id,
        name: z.string(),
        section: z.string().nullable(),
        locked: z.boolean(),
        seen_at: z.string(),
      }),
    ),
    closed_at: z.string().nullable(),
  })
  .meta({ id: 'Case' });
