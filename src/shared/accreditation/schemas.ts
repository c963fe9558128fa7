import { z } from 'zod';
import { citationView } from '../citation.ts';
import { noticeList } from './notice-list.ts';
import { decision, directGround, STANDINGS } from './register.ts';

export const text = z.object({ zh: z.string(), en: z.string() });
const date = z.string();

export const CALL_STATES = ['to_come', 'open', 'closed'] as const;

export const callRow = z.object({
  id: z.string(),
  programme: z.string(),
  programme_name: text,
  authority: text,
  title: z.string(),
  first: date.nullable(),
  last: date.nullable(),
  days_left: z.int().nullable().describe('civil days until the last one; null when it is not open'),
  state: z.enum(CALL_STATES),
  state_label: text,
  trial: z.boolean(),
  published_at: z.string(),
});

export const callView = callRow
  .extend({
    fields: z.array(z.object({ id: z.string(), label: text, value: z.string() })).describe('what else it says'),
    contact: text.nullable(),
    rule_set: z.object({ id: z.string(), version: z.string(), title: text }),
    classes: z.array(z.object({ id: z.string(), name: text })).describe('what may be applied for'),
    apply: z
      .array(z.object({ procedure: z.string(), label: text }))
      .describe('what may be opened under it while it is open, each by its procedure'),
    cite: citationView,
  })
  .meta({ id: 'Call' });

export const NOTICE_STATES = ['running', 'held', 'passed', 'corrected', 'closed'] as const;

export const noticeRow = z.object({
  id: z.string(),
  programme: z.string(),
  programme_name: text,
  kind: z.string(),
  kind_label: text,
  title: text,
  published_at: z.string(),
  first: date,
  last: date.describe('as it stands today: a period made known may be extended, never shortened'),
  days_left: z.int().nullable(),
  items: z.int(),
  running: z.boolean(),
  trial: z.boolean(),
});

export const noticeView = noticeRow
  .extend({
    list: noticeList,
    sha256: z.string(),
    signature: z.string(),
    key: z.object({ fingerprint: z.string(), public_key: z.string() }),
    extended: z.boolean().describe('the last day moved out after publication'),
    states: z
      .array(
        z.object({
          position: z.int(),
          state: z.enum(NOTICE_STATES),
          label: text,
          next: z.string().nullable().describe('notice that corrects this one for the platform'),
          entry: z.string().nullable().describe('entry of the register that came of it'),
          may_object: z.boolean(),
        }),
      )
      .describe('what became of each item; the list itself never changes'),
    clock: z.string().describe('period of the rule set'),
    objection: z
      .object({
        procedure: z.string().nullable().describe('by which anybody objects; null: nobody may'),
        excluded: z.array(text),
        most: z.int(),
        accept: z.object({ text, basis: z.enum(['law', 'house']), cite: citationView }).nullable(),
        decide: z.object({ text, basis: z.enum(['law', 'house']), cite: citationView }).nullable(),
        cite: citationView,
      })
      .nullable(),
  })
  .meta({ id: 'PublicNotice' });

export const noticeKeyView = z.object({
  fingerprint: z.string(),
  algorithm: z.literal('Ed25519'),
  public_key: z.string().describe('PEM'),
  since: z.string(),
  current: z.boolean(),
});

export const entryRow = z.object({
  id: z.string(),
  programme: z.string(),
  programme_name: text,
  platform: z.object({ code: z.string(), name_zh: z.string(), name_en: z.string().nullable() }),
  class: text.nullable(),
  host: z.string().nullable(),
  head: z.string().nullable(),
  region: text.nullable(),
  supervising: z.string().nullable(),
  standing: z.enum(STANDINGS),
  standing_label: text,
  entered_on: date,
  term_first: date.nullable(),
  term_last: date.nullable(),
  ended_on: date.nullable(),
  excluded_until: date.nullable().describe('9999-12-31: while the measure is in force, whose end is not known'),
  plaque_no: z.string().nullable(),
  plaque_on: date.nullable(),
  list_no: z.string().nullable(),
  list_on: date.nullable(),
  direct: directGround.nullable().describe('admitted without review'),
  decision,
  trial: z.boolean(),
  demo: z.boolean(),
});

export const entryView = entryRow
  .extend({
    rule_set: z.object({ id: z.string(), version: z.string(), title: text }),
    history: z.array(
      z.object({
        on: date,
        kind: z.string(),
        kind_label: text,
        decision,
        changes: z.array(z.object({ label: text, from: z.string().nullable(), to: z.string() })),
      }),
    ),
    notices: z.array(z.object({ id: z.string(), title: text, published_on: date })),
    papers: z
      .array(
        z.object({
          code: z.string(),
          kind_label: text,
          number: z.string(),
          issued_on: date,
          state: z.enum(['valid', 'withdrawn', 'replaced']),
        }),
      )
      .describe('public papers of the platform’s cases, but those that led to its other entries; the newest first'),
    others: z.array(entryRow).describe('further entries of the platform in this register, the newest first'),
    may_admit: z.boolean().describe('the caller may let it apply again by a recorded decision'),
  })
  .meta({ id: 'RegisterEntry' });
