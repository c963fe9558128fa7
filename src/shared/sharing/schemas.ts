import { z } from 'zod';
import { fileView } from '../catalogue/file-schemas.ts';
import { id } from '../catalogue/schemas.ts';
import { citationView } from '../citation.ts';
import { civilDate } from '../identity/schemas.ts';
import { line, prose } from '../identity/text.ts';
import { quantityInput } from '../stock/schemas.ts';
import { STOCK_UNIT_IDS } from '../stock/units.ts';
import { DECLINE_REASONS, ITEM_KINDS } from './codes.ts';
import { ITEM_STATE_IDS, ITEM_STEP_IDS } from './item-states.ts';

const keys = <K extends string>(table: Readonly<Record<K, unknown>>) => Object.keys(table) as [K, ...K[]];
export const itemKind = z.enum(keys(ITEM_KINDS));
const unit = z.enum(STOCK_UNIT_IDS);
const label = z.object({ id: z.string(), label: z.string() });
const decimal = z.string().describe('decimal');

export const itemInput = z.object({
  kind: itemKind,
  resource: id.optional().describe('the record; may be left out for a service'),
  service: id.optional(),
  quantity: quantityInput.optional(),
  unit: unit.optional(),
  loan: z.boolean().default(false),
  note: prose(1000).default(''),
});
export type ItemInput = z.output<typeof itemInput>;

export const deliveryInput = z.object({
  recipient: line(100),
  address: line(300),
  phone: line(40),
  postcode: line(20).nullish(),
});
export type Delivery = z.output<typeof deliveryInput>;

export const newRequest = z.object({
  items: z.array(itemInput).min(1).max(100),
  purpose: z.string().max(60).describe('of the purposes the shortlist names'),
  mixed_purpose: z.string().max(60).nullish().describe('a second purpose'),
  beneficiary: line(200).nullish().describe('who gains by it where that is a business'),
  purpose_text: line(2000).describe('what it will be used for'),
  project: line(300).nullish().describe('name or number of the project'),
  users: z
    .array(line(60))
    .max(50)
    .default([])
    .describe('who else will use it: sign-in names, or names of those without an account'),
  delivery: deliveryInput.nullish(),
  abroad: z.boolean().default(false).describe('to be used or sent abroad'),
  region: z
    .string()
    .regex(/^\d{6}$/)
    .nullish()
    .describe('GB/T 2260, where the organisation of the account names none'),
  foreign_controlled: z.boolean().default(false).describe('the unit is founded or controlled from abroad'),
  answers: z
    .array(z.object({ question: id, text: prose(2000) }))
    .max(100)
    .default([])
    .describe('to the questions of the platforms'),
});
export type NewRequest = z.output<typeof newRequest>;

/** What was done of a service. */
export const serviceDone = z.object({
  hours: z.number().min(0).max(1_000_000).multipleOf(0.01).optional(),
  participants: z
    .number()
    .int()
    .min(0)
    .max(10_000_000)
    .optional()
    .describe('who took part in training or popularisation'),
  quantity: quantityInput.optional().describe('samples, items, copies'),
  unit: line(20).optional(),
  outcome: prose(2000).default('').describe('result, number of the report'),
});
export type ServiceDone = z.output<typeof serviceDone>;

const revision = z.number().int();
const reason = prose(1000).default('');
const quantity = quantityInput;
/** One step of one item. */
export const itemStep = z.discriminatedUnion('step', [
  z.object({
    step: z.literal('accept'),
    revision,
    quantity: quantity.optional(),
    back_on: civilDate.optional(),
    reason,
  }),
  z.object({
    step: z.literal('substitute'),
    revision,
    resource: id,
    quantity: quantity.optional(),
    unit: unit.optional(),
    reason,
  }),
  z.object({ step: z.literal('decline'), revision, because: z.enum(keys(DECLINE_REASONS)), reason }),
  z.object({ step: z.enum(['wait', 'settle', 'cancel', 'revoke']), revision, reason }),
  z.object({ step: z.literal('specify'), revision, reason: prose(5000) }),
  z.object({ step: z.enum(['agree', 'reserve', 'release', 'provide', 'confirm']), revision }),
  z.object({ step: z.literal('deliver'), revision, ...serviceDone.shape }),
  z.object({ step: z.enum(['give_back', 'lose']), revision, quantity, reason }),
  z.object({ step: z.literal('extend'), revision, back_on: civilDate }),
]);
export type ItemStepInput = z.output<typeof itemStep>;

export const newShipment = z.object({
  revision,
  lines: z
    .array(z.object({ item: id, quantity }))
    .min(1)
    .max(200)
    .refine((lines) => new Set(lines.map(({ item }) => item)).size === lines.length, {
      params: { zh: '每一项只能写一行', en: 'must name every item once' },
    }),
  sent_on: civilDate.optional(),
  carrier: line(100).nullish(),
  tracking: line(100).nullish(),
  cold_chain: line(300).nullish().describe('temperature and coolant; none where left out'),
  note: prose(1000).nullish(),
});
export type NewShipment = z.output<typeof newShipment>;

export const receiptInput = z.object({
  revision,
  lines: z
    .array(z.object({ item: id, lot: id.nullish(), quantity: z.string().regex(/^\d{1,12}(\.\d{1,6})?$/) }))
    .max(500)
    .optional()
    .describe('what arrived; all of it where left out'),
});

export const partRow = z
  .object({
    id,
    number: z.string(),
    platform: z.object({ code: z.string(), name: z.string() }),
    requester: z.object({ name: z.string(), organisation: z.string().nullable() }),
    purpose: label,
    items: z.array(z.object({ title: z.string(), state: z.enum(ITEM_STATE_IDS), state_label: z.string() })),
    open: z.boolean(),
    claimed_by: z.string().nullable(),
    mine: z.boolean(),
    due_on: z.string().nullable(),
    overdue: z.boolean().describe('no answer within the days promised'),
    waits_for_requester: z.boolean(),
    created_at: z.string(),
  })
  .meta({ id: 'RequestRow' });

const stepView = z.object({ id: z.enum(ITEM_STEP_IDS), label: z.string(), needs_reason: z.boolean() });

export const itemView = z
  .object({
    id,
    kind: label,
    state: z.enum(ITEM_STATE_IDS),
    state_label: z.string(),
    title: z.string(),
    resource: id.nullable(),
    service: z.object({ id, name: z.string(), custom: z.boolean() }).nullable(),
    quantity: decimal.nullable(),
    unit: label.nullable(),
    granted: decimal,
    reserved: decimal,
    sent: decimal,
    received: decimal,
    returned: decimal,
    lost: decimal,
    loan: z.boolean(),
    back_on: z.string().nullable(),
    loan_overdue: z.boolean(),
    note: z.string().nullable(),
    reason: z.string().nullable(),
    instead_of: z.string().nullable().describe('title of what it stands in for'),
    specification: z.string().nullable(),
    specification_agreed: z.boolean(),
    done: serviceDone.nullable().describe('what was done, as the platform says'),
    taken_back: z.boolean().describe('links to the data were closed after they had been taken'),
    record: id.nullable().describe('the service record'),
    available: z
      .array(z.object({ quantity: decimal, unit: z.string() }))
      .nullable()
      .describe('what could be given now, for the platform'),
    lots: z.array(z.object({ number: z.string(), reserved: decimal, away: decimal, unit: z.string() })),
    cite_as: z.string().nullable().describe('how to cite the resource'),
    off_ledger: z.boolean().describe('its platform keeps no lots of it and answers for the quantity itself'),
    recorded: z.boolean().describe('stands in the service records'),
    steps: z.array(stepView).describe('what the caller may do with it now'),
  })
  .meta({ id: 'RequestItem' });

export const partView = z
  .object({
    id,
    number: z.string(),
    revision,
    side: z.enum(['platform', 'requester']),
    open: z.boolean(),
    platform: z.object({ code: z.string(), name: z.string() }),
    requester: z.object({
      name: z.string(),
      organisation: z.string().nullable(),
      unit_kind: label,
      left: z.boolean().describe('no longer in the organisation of the request'),
    }),
    purpose: label,
    mixed_purpose: label.nullable(),
    beneficiary: z.string().nullable(),
    purpose_text: z.string(),
    project: z.string().nullable(),
    users: z.array(z.object({ name: z.string(), account: z.boolean() })),
    delivery: deliveryInput.nullable(),
    abroad: z.boolean(),
    foreign_controlled: z.boolean(),
    claimed_by: z.string().nullable(),
    mine: z.boolean(),
    due_on: z.string().nullable(),
    overdue: z.boolean(),
    waits_for_requester: z.boolean(),
    created_at: z.string(),
    receipt: z
      .object({ remind_after: z.number().int(), close_after: z.number().int(), cite: citationView })
      .nullable()
      .describe('natural days after which what is sent counts as received, by the rule set'),
    items: z.array(itemView),
    answers: z.array(z.object({ question: z.string(), text: z.string() })),
    shipments: z.array(
      z.object({
        id,
        number: z.number().int(),
        sent_on: z.string(),
        carrier: z.string().nullable(),
        tracking: z.string().nullable(),
        cold_chain: z.string().nullable(),
        note: z.string().nullable(),
        received_at: z.string().nullable(),
        assumed: z.boolean().describe('nobody confirmed it within the days of the rule set'),
        lines: z.array(
          z.object({
            item: id,
            title: z.string(),
            lot: id.nullable().describe('null where the platform keeps no lots of it'),
            lot_number: z.string().nullable(),
            quantity: decimal,
            unit: z.string(),
            received: decimal.nullable(),
          }),
        ),
      }),
    ),
    events: z.array(
      z.object({
        id,
        at: z.string(),
        kind: z.string(),
        label: z.string(),
        by_platform: z.boolean(),
        name: z.string(),
        item: z.string().nullable(),
        text: z.string(),
        files: z.array(z.object({ id, name: z.string(), size: z.number().int(), sha256: z.string() })),
      }),
    ),
    downloads: z.array(
      z.object({ at: z.string(), name: z.string(), sha256: z.string(), first_byte: z.number(), last_byte: z.number() }),
    ),
    colleagues: z.array(z.object({ id, name: z.string() })).describe('to whom it may be handed over; for the platform'),
  })
  .meta({ id: 'RequestPart' });

export const questionView = z.object({
  id,
  text_zh: z.string(),
  text_en: z.string().nullable(),
  required: z.boolean(),
  closed: z.boolean(),
  closed_reason: z.string().nullable(),
  revision,
});

/** What can be asked for of the resources of a shortlist. */
export const shortlistView = z.object({
  items: z.array(
    z.object({
      id: z.string().describe('of a record, or `s` and the id of a service'),
      resource: id.nullable(),
      title: z.string(),
      type: z.string(),
      platform: z.object({ code: z.string(), name: z.string() }),
      kinds: z.array(itemKind).describe('as what it can be asked for'),
      supply: z.string().nullable(),
      unit: unit.nullable().describe('in which its lots are kept'),
      services: z.array(z.object({ id, name: z.string(), response_days: z.number().int().nullable() })),
      open_files: z.array(fileView.pick({ id: true, name: true, size: true, address: true })),
      restricted_files: z.number().int(),
      freely: z.boolean().describe('some of its data need no consent: to be had without an account'),
    }),
  ),
  gone: z.array(z.string()).describe('no longer in the catalogue, or no longer offered'),
  questions: z.array(
    z.object({
      id,
      platform: z.string().describe('code'),
      text: z.string(),
      required: z.boolean(),
      answer: z.string().describe('as given last time, by the caller'),
    }),
  ),
  purposes: z.array(label),
  regions: z.array(label).describe('to choose from, where the organisation of the caller names none'),
  requester: z.object({ name: z.string(), organisation: z.string().nullable() }).nullable(),
});

/** Restricted data behind a link. */
export const linkView = z.object({
  title: z.string(),
  expires_at: z.string(),
  opens_on: z.string().nullable().describe('civil date from which an embargo lets it be taken; null: now'),
  cite_as: z.string().nullable(),
  files: z.array(
    z.object({ id, name: z.string(), size: z.number().int(), sha256: z.string(), address: z.string().nullable() }),
  ),
});
