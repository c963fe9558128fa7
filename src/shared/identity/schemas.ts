import { z } from 'zod';
import { MEMBER_STATES } from '../policy/catalogue-rules.ts';
import { isCivilDate } from '../dates.ts';
import { keysOf, ORGANISATION_KINDS, PLATFORM_KINDS, REGION_LEVELS } from './codes.ts';
import { ROLE_IDS, SCOPE_KINDS } from './roles.ts';
import { bilingual, idText, line, prose } from './text.ts';
import { normaliseUscc, usccFault } from './uscc.ts';

export const civilDate = z.string().refine(isCivilDate, {
  params: { zh: '应为存在的日期，格式为 2026-11-24', en: 'must be an existing date such as 2026-11-24' },
});

export const accountName = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._@-]{2,63}$/)
  .refine((text) => !text.includes('..'), {
    params: { zh: '不得含有连续的点', en: 'must not contain two dots in a row' },
  });

export const password = z.string().min(1).max(500);
export const oneTimeCode = z
  .string()
  .overwrite((text) => text.normalize('NFKC').replace(/\s/g, ''))
  .regex(/^\d{6}$/);
export const email = z.email().max(254);
const phone = z
  .string()
  .trim()
  .regex(/^\+?[0-9][0-9 ()-]{4,24}$/);
export const regionCode = z.string().regex(/^\d{6}$/);

export const uscc = z
  .string()
  .overwrite(normaliseUscc)
  .superRefine((code, check) => {
    const fault = usccFault(code);
    if (fault === 'form')
      check.addIssue({
        code: 'custom',
        params: {
          zh: '统一社会信用代码为 18 位，第 3 至 8 位为数字，不含 I、O、S、V、Z（GB 32100-2015）',
          en: '18 characters, digits in places 3 to 8, without I, O, S, V, Z (GB 32100-2015)',
        },
      });
    if (fault === 'check_character')
      check.addIssue({
        code: 'custom',
        params: { zh: '统一社会信用代码校验位不符（GB 32100-2015）', en: 'wrong check character (GB 32100-2015)' },
      });
  });

const namedId = z.object({ id: idText, name: z.string(), name_en: z.string().nullable() });

export const heldRole = z
  .object({
    grant: idText,
    role: z.enum(ROLE_IDS),
    label: bilingual,
    scope_kind: z.enum(SCOPE_KINDS),
    scope_id: z.string(),
    scope_label: bilingual,
    from_date: z.string(),
    to_date: z.string().nullable().describe('last day, included'),
  })
  .meta({ id: 'HeldRole' });

export const sessionView = z
  .object({
    account: z
      .object({
        id: idText,
        account: z.string(),
        name: z.string(),
        email: z.string().nullable(),
        organisation: namedId.nullable(),
        second_factor: z.boolean(),
        demo: z.boolean(),
      })
      .nullable()
      .describe('null for nobody, and while the second factor is awaited'),
    awaiting_second_factor: z.boolean(),
    needs_second_factor_setup: z
      .boolean()
      .describe('an administrator whose administrator roles rest until a second factor is set up'),
    roles: z.array(heldRole).describe('roles held today'),
    administration: z.array(z.string()).describe('what may be done in the administration area'),
    expires_at: z.string().nullable().describe('machine time'),
  })
  .meta({ id: 'Session' });

export const accountInput = z.object({
  account: accountName,
  name: line(100),
  email,
  phone: phone.nullish(),
  organisation_id: idText.nullish(),
});

export const accountView = z
  .object({
    id: idText,
    account: z.string(),
    name: z.string(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    organisation: namedId.nullable(),
    state: z.enum(['invited', 'active', 'disabled']),
    second_factor: z.boolean(),
    locked_until: z.string().nullable().describe('machine time'),
    last_sign_in_at: z.string().nullable(),
    demo: z.boolean(),
    revision: z.number().int(),
    created_at: z.string(),
    roles: z.array(heldRole).describe('roles held today'),
    actions: z.array(z.string()).describe('what the reader may do with the account now'),
  })
  .meta({ id: 'Account' });

export const accountChange = z.object({
  revision: z.number().int(),
  name: line(100).optional(),
  email: email.nullable().optional(),
  phone: phone.nullable().optional(),
  organisation_id: idText.nullable().optional(),
});

export const grantInput = z.object({
  account_id: idText,
  role: z.enum(ROLE_IDS),
  scope_kind: z.enum(SCOPE_KINDS),
  scope_id: z.string().trim().min(1).max(60).describe('id; a platform may be named by its code; * for the instance'),
  from_date: civilDate.optional().describe('today unless told'),
  to_date: civilDate.nullish().describe('last day, included; none: until further notice'),
});

export const grantView = z
  .object({
    id: idText,
    account: z.object({ id: idText, account: z.string(), name: z.string() }),
    role: z.enum(ROLE_IDS),
    label: bilingual,
    scope_kind: z.enum(SCOPE_KINDS),
    scope_id: z.string(),
    scope_label: bilingual,
    from_date: z.string(),
    to_date: z.string().nullable(),
    granted_by: z.string().nullable().describe('name'),
    created_at: z.string(),
    revoked_at: z.string().nullable(),
    in_effect: z.boolean(),
    actions: z.array(z.string()),
  })
  .meta({ id: 'Grant' });

const organisationFields = {
  name_zh: line(200),
  name_en: line(300).nullish(),
  uscc: uscc.nullish(),
  kind: z.enum(keysOf(ORGANISATION_KINDS)),
  region_code: regionCode.nullish(),
  supervising_id: idText.nullish().describe('supervising department'),
  defence: z.boolean().default(false).describe('defence research unit (HN-2.2b)'),
};
export const organisationInput = z.object(organisationFields);
export const organisationChange = organisationInput
  .extend({ defence: z.boolean() })
  .partial()
  .extend({ revision: z.number().int(), state: z.enum(['active', 'closed']).optional() });

export const organisationView = z
  .object({
    id: idText,
    name_zh: z.string(),
    name_en: z.string().nullable(),
    uscc: z.string().nullable(),
    kind: z.enum(keysOf(ORGANISATION_KINDS)),
    kind_label: bilingual,
    region_code: z.string().nullable(),
    region_label: bilingual.nullable(),
    supervising: namedId.nullable(),
    defence: z.boolean(),
    demo: z.boolean(),
    state: z.enum(['active', 'closed']),
    revision: z.number().int(),
    created_at: z.string(),
    actions: z.array(z.string()),
  })
  .meta({ id: 'Organisation' });

const website = z.url({ protocol: /^https?$/ }).max(500);
export const contact = z.object({
  person: line(60).optional(),
  phone: phone.optional(),
  email: email.optional(),
  address: line(200).optional(),
});

/** What a platform's own people keep up to date. */
export const platformOwnFields = {
  name_en: line(300).nullish(),
  summary_zh: prose(4000).nullish(),
  summary_en: prose(4000).nullish(),
  homepage: website.nullish(),
  contact: contact.optional(),
  checked_by_other: z.boolean().optional().describe('publishing needs a check by somebody other than the author'),
};
/** What only the register changes. */
const registerFields = {
  name_zh: line(200),
  kind: z.enum(keysOf(PLATFORM_KINDS)),
  host_id: idText.nullish(),
  supervising_id: idText.nullish(),
  host_name: line(200).nullish().describe('as the source gives it, where the organisation has no record here'),
  supervising_name: line(200).nullish(),
  region_code: regionCode.nullish(),
  cstr_agency: z
    .string()
    .regex(/^[0-9A-Z]{5}$/)
    .nullish()
    .describe('registration agency code of its CSTR identifiers'),
  source: prose(500).nullish().describe('where a register entry comes from'),
  verified: z.boolean().optional().describe('somebody has confirmed the entry'),
};
export const REGISTER_FIELDS = [...Object.keys(registerFields), 'state'];

export const membershipInput = z
  .object({
    state: z.enum(MEMBER_STATES),
    recommended_by: line(200).nullish().describe('recommending department'),
    recommended_on: civilDate.nullish(),
  })
  .superRefine(({ state, recommended_by, recommended_on }, check) => {
    for (const [path, value] of [
      ['recommended_by', recommended_by],
      ['recommended_on', recommended_on],
    ] as const)
      if (state === 'recommended' && (value === undefined || value === null))
        check.addIssue({
          code: 'custom',
          path: [path],
          params: {
            zh: '推荐平台须写明推荐部门和推荐日期（国家办法第二十三条第二款，NAT-23.6）',
            en: 'a recommended platform names the recommending department and the date (NAT-23.6)',
          },
        });
  });

export const platformInput = z.object({
  code: z.string().regex(/^[A-Za-z][A-Za-z0-9-]{1,39}$/),
  ...registerFields,
  ...platformOwnFields,
  programmes: z
    .array(membershipInput.safeExtend({ programme: z.string().max(40) }))
    .max(20)
    .default([]),
});
export const platformChange = z
  .object({ ...registerFields, ...platformOwnFields })
  .partial()
  .extend({ revision: z.number().int(), state: z.enum(['active', 'closed']).optional() });

export const membershipView = z.object({
  programme: z.string(),
  name: bilingual,
  state: z.enum(MEMBER_STATES),
  state_label: bilingual,
  recommended_by: z.string().nullable(),
  recommended_on: z.string().nullable(),
});

export const platformView = z
  .object({
    id: idText,
    code: z.string(),
    name_zh: z.string(),
    name_en: z.string().nullable(),
    kind: z.enum(keysOf(PLATFORM_KINDS)),
    kind_label: bilingual,
    host: z.object({ id: idText.nullable(), name: z.string() }).nullable(),
    supervising: z.object({ id: idText.nullable(), name: z.string() }).nullable(),
    region_code: z.string().nullable(),
    region_label: bilingual.nullable(),
    summary_zh: z.string().nullable(),
    summary_en: z.string().nullable(),
    homepage: z.string().nullable(),
    contact,
    checked_by_other: z.boolean(),
    cstr_agency: z.string().nullable(),
    source: z.string().nullable(),
    verified: z.boolean(),
    demo: z.boolean(),
    state: z.enum(['active', 'closed']),
    programmes: z.array(membershipView),
    revision: z.number().int(),
    created_at: z.string(),
    actions: z.array(z.string()),
  })
  .meta({ id: 'Platform' });

export const regionView = z.object({
  code: z.string(),
  parent: z.string().nullable(),
  level: z.enum(REGION_LEVELS),
  name: bilingual,
});

export const programmeView = z
  .object({
    id: z.string(),
    rule_set: z.string(),
    name: bilingual.describe('portal name'),
    instrument: bilingual.describe('title of its instrument'),
    authority: namedId.nullable(),
    mode: z.enum(['trial', 'live']),
    issued_on: z.string().nullable().describe('date of issue entered where the rule set has none'),
    issue_date_needed: z.boolean().describe('the rule set does not give the date of issue'),
    mark: bilingual.nullable().describe('badge: on trial, under a draft, or past its term'),
    path: z.string(),
    host: z.string().nullable(),
    position: z.number().int(),
    revision: z.number().int(),
    actions: z.array(z.string()),
  })
  .meta({ id: 'Programme' });

const programmeFields = {
  portal_name_zh: line(100).nullish().describe('none: the rule set’s'),
  portal_name_en: line(200).nullish(),
  authority_id: idText.nullish(),
  path: z.string().regex(/^\/[a-z][a-z0-9-]{0,39}$/),
  host: z
    .string()
    .toLowerCase()
    .regex(/^[a-z0-9.-]+(:\d{1,5})?$/)
    .max(200)
    .nullish(),
  position: z.number().int().min(0).max(1000).default(0),
  issued_on: civilDate.nullish().describe('date of issue, where the rule set has none'),
};
export const programmeInput = z.object({
  id: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/),
  rule_set: z.string().max(60),
  mode: z.enum(['trial', 'live']).default('trial'),
  ...programmeFields,
});
export const programmeChange = z
  .object({ ...programmeFields, position: z.number().int().min(0).max(1000) })
  .partial()
  .extend({ revision: z.number().int(), mode: z.enum(['trial', 'live']).optional() });
