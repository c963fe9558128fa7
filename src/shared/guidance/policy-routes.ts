import { z } from 'zod';
import { citationView } from '../citation.ts';
import { defineRoutes } from '../contract.ts';
import { COVERED } from './covered.ts';
import { EFFECTS } from '../policy/articles.ts';
import { SCOPE_RESULTS } from '../policy/check-scope.ts';

const text = z.object({ zh: z.string(), en: z.string() });
const id = z.string().max(60);

const otherInstrument = z.object({ title: text, document_no: z.string().nullable() });

/** A regulation and the version of its rule set that stands. */
const policyHead = z.object({
  id: z.string(),
  version: z.string(),
  title: text,
  document_no: z.string().nullable(),
  status: z.enum(['draft', 'in_force', 'expired', 'superseded']),
  status_text: text,
  issuers: z.array(text),
  issued_on: z.string().nullable(),
  from: z.string().nullable().describe('first day; null: not known'),
  until: z.string().nullable().describe('last day; null: not known, or without end'),
  standing: z.enum(['undated', 'not_yet', 'in_force', 'expiring', 'expired']).describe('today'),
  standing_text: text,
  object: text.nullable().describe('what is recognised under it'),
  portal: text,
  adapts: z.string().nullable().describe('rule set of another jurisdiction it follows'),
  official_link: z.string().nullable(),
  counts: z.object({
    articles: z.number().int(),
    clauses: z.number().int(),
    covered: z.number().int(),
    missing: z.number().int(),
    later: z.number().int(),
    not_built: z.number().int(),
    nothing_to_do: z.number().int(),
  }),
});

const clauseValue = z.object({
  theme: z.string(),
  path: z.string().describe('where the value is in its file'),
  basis: z.enum(['law', 'house']).describe('house: set by the authority, not by the regulation'),
  text: text.nullable().describe('the value in words, where it is short'),
});

const clauseView = z.object({
  id: z.string(),
  article: z.string().describe('with paragraph and item'),
  effect: z.enum(EFFECTS),
  effect_text: text,
  module: z.string(),
  module_name: text,
  what: text.describe('what the system does about it, or why nothing'),
  state: z.enum(COVERED),
  state_text: text,
  reason: text.nullable().describe('why later, or not built'),
  values: z.array(clauseValue),
  screens: z.array(z.string()).describe('addresses of pages on the portal'),
  tests: z.array(z.string()).describe('files with tests that carry its id'),
  house_rules: z
    .array(z.object({ id: z.string(), question: text, taken: text, where: z.array(z.string()) }))
    .describe('what it leaves open, and how that is read here'),
});

const policyView = policyHead
  .extend({
    versions: z.array(
      z.object({
        version: z.string(),
        title: text,
        document_no: z.string().nullable(),
        status: z.string(),
        from: z.string().nullable(),
        until: z.string().nullable(),
        current: z.boolean(),
      }),
    ),
    legal_basis: z.array(otherInstrument),
    supersedes: z.array(otherInstrument),
    fallback: z.array(otherInstrument).describe('governs what it leaves open'),
    interpreters: z.array(text),
    articles: z.array(
      z.object({ number: z.string(), gist: text, link: z.string().nullable(), clauses: z.array(clauseView) }),
    ),
  })
  .meta({ id: 'Policy' });

const comparison = z
  .object({
    policies: z.array(
      z.object({ id: z.string(), version: z.string(), title: text, document_no: z.string().nullable() }),
    ),
    topics: z.array(
      z.object({
        key: z.string(),
        name: text,
        differs: z.boolean(),
        cells: z
          .array(
            z.object({
              policy: z.string(),
              statements: z
                .array(z.object({ label: text.optional(), text, cite: citationView.optional() }))
                .describe('empty: it says nothing'),
            }),
          )
          .describe('one for each policy, in their order'),
      }),
    ),
  })
  .meta({ id: 'PolicyComparison' });

export const policyRoutes = defineRoutes({
  listPolicies: {
    method: 'GET',
    path: '/api/policies',
    summary: 'The regulations that rule sets of this installation hold, with how far each is served',
    allow: 'anyone',
    reply: z.object({ items: z.array(policyHead.meta({ id: 'PolicyHead' })) }),
  },
  comparePolicies: {
    method: 'GET',
    path: '/api/policies/comparison',
    summary: 'What the jurisdictions say, topic by topic, made from the rule sets',
    allow: 'anyone',
    query: z.object({
      ids: z
        .string()
        .max(300)
        .optional()
        .describe('rule sets to compare, separated by commas; `id@version` for another version; all unless told'),
    }),
    reply: comparison,
  },
  checkScope: {
    method: 'POST',
    path: '/api/scope/check',
    summary: 'Checks whether a platform’s resources are within the scope of a programme’s rules',
    allow: 'anyone',
    asks: true,
    perMinute: 120,
    body: z.strictObject({
      programme: z.string().max(60).describe('programme, or rule set that no programme here follows'),
      types: z
        .array(z.string().min(1).max(100))
        .min(1)
        .max(20)
        .describe('ids or names of `scope.yaml`, or others in words'),
      base: z.string().min(1).max(100).optional().describe('class of innovation base'),
    }),
    reply: z.object({
      programme: z.string(),
      result: z.enum(SCOPE_RESULTS).describe('held: for a decision of the authority'),
      reasons: z.array(z.object({ message: text, cite: citationView })),
    }),
  },
  readPolicy: {
    method: 'GET',
    path: '/api/policies/:id',
    summary: 'One regulation, article by article: gist, what the system does, where, and which tests prove it',
    allow: 'anyone',
    params: z.object({ id }),
    query: z.object({ version: z.string().max(40).optional().describe('the one that stands unless told') }),
    reply: policyView,
  },
});
