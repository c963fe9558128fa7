import { z } from 'zod';
import { id } from '../catalogue/schemas.ts';
import { citationView } from '../citation.ts';
import { civilDate } from '../identity/schemas.ts';
import { line, prose } from '../identity/text.ts';
import { contractContent } from './contract-content.ts';
import { share, templateContent } from './template-content.ts';

const bilingual = z.object({ zh: z.string(), en: z.string() });
export const templateKind = z.enum(['material', 'data']);
const templateState = z.enum(['draft', 'published', 'withdrawn']);
const checkState = z.enum(['given', 'confirmed', 'refused']);
export const statementKind = z.enum(['evidence', 'declaration', 'consent', 'property']);
export const endedBy = z.enum(['holder', 'issuer']);
const stage = z.enum(['accept', 'deliver']);
const platform = z.object({ code: z.string(), name: z.string() });
const yuan = z.string().describe('yuan');

export const templateWork = z
  .object({
    id,
    platform,
    kind: templateKind,
    kind_label: z.string(),
    state: templateState,
    state_label: z.string(),
    version: z.number().int(),
    changed: z.boolean().describe('differs from what is published'),
    revision: z.number().int(),
    content: templateContent,
    digest: z.string().nullable().describe('of the published version'),
    accepted: z.number().int().describe('how many acceptances its versions have'),
  })
  .meta({ id: 'AgreementTemplate' });

/** A published version as those read it who are to accept it. */
export const agreementText = z
  .object({
    id,
    platform,
    kind_label: z.string(),
    name: z.string(),
    version: z.number().int(),
    digest: z.string().describe('SHA-256 of what it says'),
    clauses: z.array(z.object({ title: z.string(), text: z.string() })),
    shares: z.string(),
    citation: z.string(),
    published_at: z.string(),
  })
  .meta({ id: 'Agreement' });

export const permitInput = z.object({
  kind: z.string().max(60),
  number: line(100),
  issuer: line(200),
  scope: prose(1000).default(''),
  valid_from: civilDate,
  valid_until: civilDate.nullish().describe('last day, included; none: without end'),
  file: id.nullish().describe('id that the upload gave'),
});
export type PermitInput = z.output<typeof permitInput>;

export const permitView = z
  .object({
    id,
    kind: z.string(),
    kind_label: z.string(),
    number: z.string(),
    issuer: z.string(),
    scope: z.string(),
    valid_from: z.string(),
    valid_until: z.string().nullable(),
    holder: z.string(),
    file: z.object({ id, name: z.string() }).nullable(),
    platform: platform.describe('that checks it'),
    subject: z.string().nullable().describe('part of a request; null: the platform’s own licence'),
    state: checkState,
    state_label: z.string(),
    standing: z.enum(['valid', 'expiring', 'not_yet', 'expired', 'ended']),
    standing_label: z.string(),
    ended: z
      .object({ on: z.string(), how: z.string(), reason: z.string(), by: z.string() })
      .nullable()
      .describe('before its last day'),
    may_end: z.array(endedBy).describe('in which ways the caller may end it'),
    permit_revision: z.number().int().describe('of the permit itself'),
    checked_by: z.string().nullable(),
    checked_at: z.string().nullable(),
    reason: z.string().nullable(),
    may_check: z.boolean(),
    revision: z.number().int().describe('of its use here'),
  })
  .meta({ id: 'Permit' });

export const statementView = z.object({
  id,
  kind: statementKind,
  kind_label: z.string(),
  text: z.string(),
  foreign: z.boolean(),
  on_behalf_of: z.string().nullable(),
  shares: z.string(),
  by_platform: z.boolean(),
  by: z.string(),
  at: z.string(),
  file: z.object({ id, name: z.string() }).nullable(),
  state: checkState,
  state_label: z.string(),
  checked_by: z.string().nullable(),
  reason: z.string().nullable(),
  may_check: z.boolean(),
  revision: z.number().int(),
});

const partyName = z.object({ name: z.string(), code: z.string().nullable() });

const needView = z.object({
  id: z.string(),
  kind: z.enum(['agreement', 'permit', 'contract', 'declaration', 'consent', 'evidence', 'property', 'field']),
  stage,
  text: z.string(),
  law: z.string().nullable(),
  cite: citationView.nullable(),
  lack: z.string().nullable().describe('why it does not hold'),
  permit: z.object({ kind: z.string(), of: z.enum(['requester', 'platform']) }).nullable(),
  resource: id.nullable().describe('whose record the platform has to complete'),
});

export const contractView = z
  .object({
    subject: z.string(),
    platform,
    state: z.enum(['draft', 'offered', 'in_force', 'cancelled']),
    state_label: z.string(),
    number: z.string().nullable(),
    content: contractContent,
    total: yuan,
    cost: yuan,
    fiscal: yuan,
    own: yuan,
    flags: z.array(z.string()),
    shares: z.string(),
    host_signed: z.object({ on: z.string(), by: z.string() }).nullable(),
    user_signed: z.object({ on: z.string(), by: z.string() }).nullable(),
    may_sign: z.boolean(),
    in_force_from: z.string().nullable(),
    file: z.boolean().describe('PDF and Word can be had'),
    scan: z.string().nullable().describe('name of the scan of what was signed by hand'),
    registration: z.object({ number: z.string(), on: z.string(), at: z.string() }).nullable(),
    payments: z.array(z.object({ id, amount: yuan, on: z.string(), reference: z.string(), by: z.string() })),
    paid: yuan,
    revision: z.number().int(),
  })
  .meta({ id: 'ServiceContract' });

export const contractRow = z.object({
  subject: z.string(),
  platform,
  number: z.string().nullable(),
  title: z.string(),
  user: z.string(),
  state_label: z.string(),
  total: yuan,
  cost: yuan,
  paid: yuan,
  signed_on: z.string().nullable(),
  days_open: z.number().int().nullable().describe('days since signing without a registration number'),
});

export const partView = z
  .object({
    subject: z.string(),
    side: z.enum(['platform', 'requester']),
    platform,
    resources: z
      .array(z.object({ id, title: z.string() }))
      .describe('what is asked for; told to named users, who do not see the request itself'),
    charge: z.object({
      kind: z.enum(['free', 'priced']),
      text: z.string(),
      business: z.boolean(),
      cite: citationView.nullable(),
      evidence: z.string().nullable(),
    }),
    needs: z.array(needView),
    agreements: z.array(
      agreementText.extend({
        accepted: z.array(
          z.object({ name: z.string(), unit: z.string().nullable(), version: z.number().int(), at: z.string() }),
        ),
        may_accept: z.boolean(),
      }),
    ),
    statements: z.array(statementView),
    permits: z.array(permitView),
    permit_kinds: z.array(z.object({ id: z.string(), label: z.string() })).describe('asked for here'),
    contract: contractView.nullable(),
    parties: z
      .object({ host: partyName, user: partyName })
      .nullable()
      .describe('whom a first contract is between, as the register has them; for the platform'),
    ceiling: citationView.nullable().describe('the rule that caps prices'),
    registration: z.boolean().describe('technology contracts are registered here'),
    shares: z.array(share).nullable().describe('as settled'),
  })
  .meta({ id: 'RequestTerms' });

export const wording = z.object({ name: bilingual, content: templateContent });
