import type { Bilingual } from '../i18n.ts';

/** What a grant is bound to. `instance` covers everything this installation serves. */
export const SCOPE_KINDS = ['platform', 'organisation', 'programme', 'region', 'instance'] as const;
export type ScopeKind = (typeof SCOPE_KINDS)[number];

/** Scope id of grants that cover the whole installation. */
export const WHOLE_INSTANCE = '*';

interface RoleSpec extends Bilingual {
  readonly scopes: readonly ScopeKind[];
}

/** The roles of the product; `docs/glossary.md` carries the same table. */
export const ROLES = {
  registered_user: { zh: '用户', en: 'Registered user', scopes: ['instance'] },
  host_admin: { zh: '依托单位管理员', en: 'Host administrator', scopes: ['organisation'] },
  legal_representative: { zh: '法定代表人', en: 'Legal representative', scopes: ['organisation'] },
  host_accountant: { zh: '财务人员', en: 'Host accountant', scopes: ['organisation'] },
  platform_head: { zh: '平台负责人', en: 'Platform head', scopes: ['platform'] },
  platform_staff: { zh: '平台运行人员', en: 'Platform staff', scopes: ['platform'] },
  district_clerk: { zh: '区级科技行政主管部门', en: 'District clerk', scopes: ['region'] },
  supervising_clerk: { zh: '主管部门', en: 'Supervising department clerk', scopes: ['organisation'] },
  city_department: { zh: '市科技行政主管部门', en: 'City department', scopes: ['programme'] },
  province_department: { zh: '省科技厅', en: 'Province department', scopes: ['programme'] },
  finance_department: { zh: '财政部门', en: 'Finance department', scopes: ['programme'] },
  national_ministry: { zh: '科技部、财政部', en: 'National ministry', scopes: ['programme'] },
  third_party_agency: {
    zh: '平台中心 / 第三方机构',
    en: 'Operating centre or third-party agency',
    scopes: ['programme'],
  },
  expert: { zh: '专家', en: 'Expert', scopes: ['instance', 'programme'] },
  auditor: { zh: '审计人员（安全审计员）', en: 'Auditor (audit administrator)', scopes: ['instance', 'programme'] },
  portal_operator: { zh: '门户运营单位', en: 'Portal operator', scopes: ['programme'] },
  system_administrator: { zh: '系统管理员', en: 'System administrator', scopes: ['instance', 'programme'] },
  security_administrator: { zh: '安全管理员', en: 'Security administrator', scopes: ['instance', 'programme'] },
} as const satisfies Record<string, RoleSpec>;

export type Role = keyof typeof ROLES;
export const ROLE_IDS = Object.keys(ROLES) as [Role, ...Role[]];

/**
 * Roles nobody may hold together, in any scope: the three administrators are kept apart
 * (GB/T 22239-2019, 8.1.5: system, security and audit management by different people).
 */
export const EXCLUSIVE_ROLES: readonly (readonly [Role, Role])[] = [
  ['system_administrator', 'security_administrator'],
  ['system_administrator', 'auditor'],
  ['security_administrator', 'auditor'],
];

/** The first pair of exclusive roles that would come together; undefined when all may be held by one person. */
export function exclusivePair(held: readonly Role[], wanted: Role): readonly [Role, Role] | undefined {
  const other = ([a, b]: readonly [Role, Role]): Role | undefined => (a === wanted ? b : b === wanted ? a : undefined);
  return EXCLUSIVE_ROLES.find((pair) => {
    const forbidden = other(pair);
    return forbidden !== undefined && held.includes(forbidden);
  });
}
