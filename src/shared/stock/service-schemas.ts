import { z } from 'zod';
import { id } from '../catalogue/schemas.ts';
import { citationView } from '../citation.ts';
import { email } from '../identity/schemas.ts';
import { line, prose } from '../identity/text.ts';
import { CHANNELS, COST_ITEMS, SERVICE_KINDS, SERVICE_MODES, SERVICE_STATES, USER_GROUPS } from './service-codes.ts';

const keys = <K extends string>(table: Readonly<Record<K, unknown>>) => Object.keys(table) as [K, ...K[]];
const fen = z.number().int().min(0).max(1_000_000_000_000).describe('fen');

export const serviceKind = z.enum(keys(SERVICE_KINDS));
export const serviceMode = z.enum(keys(SERVICE_MODES));
export const userGroup = z.enum(keys(USER_GROUPS));
export const serviceState = z.enum(keys(SERVICE_STATES));

export const feeInput = z.object({
  name: line(100),
  unit: line(30),
  price_fen: fen,
  costs: z
    .array(
      z.object({
        item: z.enum(keys(COST_ITEMS)),
        fen,
        fiscal_fen: fen.default(0).describe('the part already met by fiscal money'),
        evidence: prose(300).default(''),
      }),
    )
    .max(30)
    .default([]),
});

/** What a platform says of a service. A draft may lack what publishing asks for. */
export const serviceContent = z.object({
  kind: serviceKind,
  name_zh: line(100),
  name_en: line(200).nullish(),
  description_zh: prose(5000).default(''),
  description_en: prose(5000).default(''),
  modes: z.array(serviceMode).max(3).default([]),
  channel: z.enum(keys(CHANNELS)).default('offline'),
  user_groups: z.array(userGroup).max(20).default([]),
  basic: z.boolean().default(false).describe('a basic resource service, free for the purposes the law names'),
  conditions: prose(3000).default(''),
  response_days: z.number().int().min(1).max(250).nullish().describe('working days to a first answer'),
  contact: z
    .object({
      person: line(60).nullish(),
      phone: line(40).nullish(),
      email: email.nullish(),
    })
    .default({}),
  fees: z.array(feeInput).max(50).default([]),
  process: z
    .array(
      z.object({
        name: line(100),
        days: z.number().int().min(0).max(250).nullish().describe('working days it takes'),
        text: prose(1000).default(''),
      }),
    )
    .max(30)
    .default([])
    .describe('how it goes, step by step'),
  resources: z.array(id).max(200).default([]),
  types: z.array(z.string().max(60)).max(30).default([]).describe('for all resources of these types'),
});
export type ServiceContent = z.output<typeof serviceContent>;

const label = z.object({ id: z.string(), label: z.string() });

const feeView = z.object({
  name: z.string(),
  unit: z.string(),
  price_fen: z.number().int(),
  price: z.string().describe('yuan'),
  cost: z.string(),
  fiscal: z.string(),
  costs: z.array(z.object({ item: label, cost: z.string(), fiscal: z.string(), evidence: z.string() })),
});

/** A service as anybody sees it, in one language. */
export const serviceView = z
  .object({
    id,
    version: z.number().int(),
    platform: z.object({ code: z.string(), name: z.string() }),
    kind: label,
    within: label,
    name: z.string(),
    description: z.string(),
    modes: z.array(label),
    channel: label,
    user_groups: z.array(label),
    basic: z.boolean(),
    conditions: z.string(),
    response_days: z.number().int().nullable(),
    contact: z.object({ person: z.string().nullable(), phone: z.string().nullable(), email: z.string().nullable() }),
    fees: z.array(feeView),
    free: z.boolean().describe('nothing is asked for it'),
    rule: citationView.nullable().describe('why no price is above its cost'),
    process: z.array(z.object({ name: z.string(), days: z.number().int().nullable(), text: z.string() })),
    resources: z.array(z.object({ id, title: z.string() })),
    types: z.array(label),
    published_at: z.string(),
  })
  .meta({ id: 'Service' });

/** As lists of a page name it. */
export const serviceBrief = serviceView
  .pick({ id: true, name: true, kind: true, channel: true, basic: true, response_days: true, free: true })
  .meta({ id: 'ServiceBrief' });

/** A service as those who write it see it. */
export const serviceWork = z
  .object({
    id,
    platform: z.object({ code: z.string(), name: z.string() }),
    state: serviceState,
    state_label: z.string(),
    version: z.number().int(),
    changed: z.boolean().describe('differs from what is published'),
    revision: z.number().int(),
    content: serviceContent,
    resources: z.array(z.object({ id, title: z.string() })),
    lacks: z.array(z.object({ path: z.string(), message: z.string() })).describe('what publishing still asks for'),
    flags: z.array(z.string()).describe('saved, but to be looked at'),
    ended_reason: z.string().nullable(),
  })
  .meta({ id: 'ServiceWork' });
