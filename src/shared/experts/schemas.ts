import { z } from 'zod';
import { id } from '../catalogue/schemas.ts';
import { citationView } from '../citation.ts';
import { civilDate } from '../identity/schemas.ts';
import { CONFLICT_KINDS } from '../policy/reviews.ts';

export const EXPERT_STATES = ['active', 'paused', 'retired', 'excluded'] as const;

const line = (most: number) => z.string().trim().min(1).max(most);
const named = { name: line(200), id: id.nullish().describe('of an organisation of the register') };
const day = civilDate.nullish();

export const employment = z.object({ ...named, from: day, to: day.describe('last day; empty: still there') });
export const jointProject = z.object({
  title: line(300),
  organisations: z.array(z.object(named)).max(20).default([]),
  people: z.array(line(100)).max(20).default([]),
  to: day.describe('last day; empty: still running'),
});
export const declaredTie = z.object({ ...named, reason: line(1000) });
const discipline = z.string().regex(/^\d{3,7}$/);

/** What an expert says of themselves. */
export const expertOwn = z.object({
  title: z.string().trim().max(100).default(''),
  disciplines: z.array(discipline).min(1).max(20),
  languages: z.array(line(40)).max(10).default([]),
  email: z.email().max(200).nullish(),
  phone: z.string().trim().max(40).nullish(),
  employers: z.array(employment).max(30).default([]),
  projects: z.array(jointProject).max(100).default([]),
  declared: z.array(declaredTie).max(50).default([]),
});

/** What the keepers of the pool enter. */
export const expertInput = expertOwn
  .extend({
    name: line(100),
    account: z.string().trim().max(60).nullish().describe('sign-in name; without one the expert cannot be assigned'),
    state: z.enum(EXPERT_STATES).default('active'),
    reason: z.string().trim().max(1000).nullish(),
  })
  .refine(({ state, reason }) => state === 'active' || (reason ?? '') !== '', {
    path: ['reason'],
    params: { zh: '停用、退出或排除须写明理由', en: 'a reason is needed unless the expert is active' },
  });

export const expertRow = z
  .object({
    id,
    programme: z.string().nullable(),
    name: z.string(),
    account: z.string().nullable(),
    title: z.string(),
    employer: z.string().nullable(),
    disciplines: z.array(z.object({ code: z.string(), label: z.string() })),
    state: z.enum(EXPERT_STATES),
    running: z.number().int().describe('reviews that are open'),
    version: z.number().int(),
  })
  .meta({ id: 'ExpertRow' });

export const expertView = expertRow
  .extend({
    languages: z.array(z.string()),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    employers: z.array(employment),
    projects: z.array(jointProject),
    declared: z.array(declaredTie),
    reason: z.string().nullable(),
    tasks: z.array(
      z.object({
        case: id,
        title: z.string(),
        procedure: z.string(),
        at: z.string(),
        state: z.string(),
        closed_at: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'Expert' });

export const avoidanceEntry = z.object({ kind: z.enum(['organisation', 'person']), ...named, reason: line(1000) });
export const avoidanceView = z.object({
  entries: z.array(avoidanceEntry),
  version: z.number().int(),
  open: z.boolean().describe('may still be changed'),
  cite: citationView.nullable(),
});

export const conflictView = z.object({
  kind: z.enum(CONFLICT_KINDS),
  label: z.string(),
  with: z.string(),
  until: z.string().nullable(),
  about: z.string().nullable(),
  in_principle: z.boolean().describe('may be set aside with a recorded reason'),
  cite: citationView,
});

export const drawReason = z.enum([
  'state',
  'no_account',
  'not_expert',
  'field',
  'busy',
  'on_panel',
  'by_hand',
  'conflict',
]);

export const drawView = z
  .object({
    id,
    at: z.string(),
    by: z.string(),
    seed: z.string(),
    wanted: z.number().int(),
    disciplines: z.array(z.string()),
    reason: z.string().nullable(),
    pool: z.number().int().describe('experts looked at'),
    eligible: z
      .array(z.object({ expert: id, name: z.string(), rank: z.string() }))
      .describe('in the order of their rank'),
    excluded: z.array(
      z.object({ expert: id, name: z.string(), reason: drawReason, conflicts: z.array(conflictView).default([]) }),
    ),
    drawn: z.array(z.object({ expert: id, account: id, name: z.string(), employer: z.string().nullable() })),
    holds: z.boolean().describe('drawn again from what is recorded, it comes out the same'),
  })
  .meta({ id: 'ExpertDraw' });

const party = z.object({ id: id.nullable(), name: z.string() });
export const seat = z.object({
  case: id,
  account: id,
  name: z.string(),
  employer: z.string().nullable(),
  state: z.string(),
  state_label: z.string(),
  open: z.boolean(),
  version: z.number().int(),
  since: z.string(),
  last_day: z.string().nullable().describe('until when the review is asked for'),
  late: z.boolean(),
  score: z.number().nullable(),
  conflicts: z.array(conflictView),
});

export const panelView = z
  .object({
    case: id,
    may: z.object({ draw: z.boolean(), assign: z.boolean() }),
    size: z.object({ least: z.number().int(), odd: z.boolean(), cite: citationView }).nullable(),
    most_running: z.number().int().nullable(),
    disciplines: z.array(z.object({ code: z.string(), label: z.string() })).describe('of the class applied for'),
    parties: z.object({
      host: party.nullable(),
      partners: z.array(party),
      supervising: party.nullable(),
      people: z.array(z.string()),
      avoided: z.array(avoidanceEntry),
    }),
    seats: z.array(seat),
    draws: z.array(drawView),
  })
  .meta({ id: 'ExpertPanel' });

export const sheetItem = z.object({
  id: z.string(),
  label: z.string(),
  help: z.string().nullable(),
  most: z.number(),
  weight: z.number(),
});

const figuresOf = z.object({
  count: z.number().int(),
  average: z.number().nullable(),
  trimmed: z.number().nullable(),
  highest: z.number().nullable(),
  lowest: z.number().nullable(),
  spread: z.number().nullable(),
  deviation: z.number().nullable(),
});

export const opinionsView = z
  .object({
    title: z.string(),
    anonymous: z.boolean(),
    complete: z.boolean().describe('no review is open'),
    score: figuresOf,
    items: z.array(sheetItem.extend({ average: z.number().nullable() })),
    opinions: z
      .array(
        z.object({
          by: z.string().describe('a name, or a letter in the version that goes to the applicant'),
          score: z.number().nullable(),
          marks: z.record(z.string(), z.number()),
          opinion: z.string(),
        }),
      )
      .describe('in an order that tells nothing'),
    draft: z.string().describe('a draft of the panel’s opinion, to be completed by hand'),
    cite: citationView.nullable(),
  })
  .meta({ id: 'ReviewOpinions' });

export const reviewView = z
  .object({
    case: id,
    title: z.string(),
    parties: z.array(z.object({ role: z.enum(['host', 'partner', 'supervising']), name: z.string() })),
    declared: z.boolean().describe('no conflict was declared; the plan may be read'),
    items: z.array(sheetItem),
    marks: z.record(z.string(), z.unknown()),
    total: z.number().nullable(),
    faults: z.array(z.object({ item: z.string(), kind: z.enum(['missing', 'not_a_mark', 'unknown']) })),
    last_day: z.string().nullable(),
    cite: citationView.nullable(),
  })
  .meta({ id: 'ReviewSheet' });

export const photoView = z.object({
  id,
  caption: z.string(),
  width: z.number().int(),
  height: z.number().int(),
  at: z.string(),
});

export const visitView = z
  .object({
    case: id,
    parties: z.array(z.object({ name: z.string(), covered: z.boolean() })).describe('host and units that take part'),
    claims: z
      .array(z.object({ figure: z.string(), label: z.string(), unit: z.string().nullable(), claimed: z.unknown() }))
      .describe('what the application claims, to be checked'),
    photos: z.array(photoView),
    may_add: z.boolean(),
  })
  .meta({ id: 'SiteVisit' });

export const panelGroups = z
  .object({
    most_per_panel: z.number().int(),
    groups: z.array(
      z.object({
        disciplines: z.array(z.object({ code: z.string(), label: z.string() })),
        cases: z.array(z.object({ id, title: z.string(), class: z.string().nullable() })),
      }),
    ),
  })
  .meta({ id: 'PanelGroups' });
