import { z } from 'zod';
import { id } from '../catalogue/schemas.ts';
import { keysOf } from '../identity/codes.ts';
import { prose } from '../identity/text.ts';
import { receiver } from './record-content.ts';
import { RECORD_STATES, SOURCES } from './codes.ts';

const label = z.object({ id: z.string(), label: z.string() });
export const platformLink = z.object({ code: z.string(), name: z.string() });
const score = z.number().int().min(1).max(5);

export const recordState = z.enum(keysOf(RECORD_STATES));
export const recordSource = z.enum(keysOf(SOURCES));

/** An entry as lists show it. */
export const recordBrief = z
  .object({
    id,
    number: z.string().describe('of the platform, 2026-000123'),
    platform: platformLink,
    state: recordState,
    state_label: z.string(),
    kind: label,
    title: z.string(),
    channel: label,
    modes: z.array(label),
    on: z.string().describe('day of the service'),
    unit: z.string().describe('whom it went to'),
    unit_kind: label,
    group: label,
    region: z.string().nullable(),
    abroad: z.boolean(),
    inside_host: z.boolean(),
    purpose: label,
    income_fen: z.number().int(),
    income: z.string().describe('yuan'),
    flags: z.array(label),
    due_back: z.string().nullable(),
    returned_on: z.string().nullable(),
    overdue: z.boolean(),
    source: label,
  })
  .meta({ id: 'ServiceRecordBrief' });

export const recordView = recordBrief
  .extend({
    root: id.describe('the first entry of this service'),
    person: z.string().nullable().describe('told to the platform itself only'),
    address: z.string().nullable(),
    receiver: receiver.describe('as entered; people and address for the platform itself only'),
    purpose_text: z.string(),
    project: z.string().nullable(),
    resources: z.array(
      z.object({
        id,
        title: z.string(),
        quantity: z.string().nullable(),
        unit: z.string().nullable(),
        unit_id: z.string().nullable(),
        local_number: z.string().nullable(),
      }),
    ),
    service: z.object({ id, name: z.string() }).nullable(),
    quantity: z.string().nullable(),
    unit_of_quantity: z.string().nullable(),
    participants: z.number().int().nullable(),
    hours: z.number().nullable(),
    cost_fen: z.number().int().nullable(),
    contract: z.string().nullable(),
    specification: z.string().nullable(),
    specified_on: z.string().nullable(),
    outcome: z.string(),
    reason: z.string().nullable().describe('of a correction or reversal'),
    entered_at: z.string(),
    entered_by: z.string(),
    entries: z
      .array(z.object({ id, number: z.string(), state: recordState, state_label: z.string(), at: z.string() }))
      .describe('all of this service, first to last'),
    may_change: z.boolean(),
  })
  .meta({ id: 'ServiceRecord' });

export const ratingInput = z.object({ resource_score: score, service_score: score, text: prose(2000).default('') });

export const ratingView = z
  .object({
    token: z.string(),
    resource_score: score,
    service_score: score,
    text: z.string(),
    month: z.string().describe('YYYY-MM'),
    rater: z.string().nullable().describe('null: not told'),
    number: z.string().nullable().describe('of the service record; null: not told'),
    answer: z.string().nullable(),
    answered_at: z.string().nullable(),
    withheld: z
      .object({ reason: z.string(), by: z.string().nullable().describe('null: not told'), at: z.string() })
      .nullable(),
    revision: z.number().int(),
  })
  .meta({ id: 'ServiceRating' });
