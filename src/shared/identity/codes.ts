import type { Bilingual } from '../i18n.ts';
import type { MemberState } from '../policy/catalogue-rules.ts';

export const ORGANISATION_KINDS = {
  university: { zh: '高等学校', en: 'University' },
  research_institute: { zh: '科研院所', en: 'Research institute' },
  enterprise: { zh: '企业', en: 'Enterprise' },
  hospital: { zh: '医疗机构', en: 'Hospital' },
  public_institution: { zh: '其他事业单位', en: 'Other public institution' },
  authority: { zh: '科技及其他行政主管部门', en: 'Science or other administrative authority' },
  finance_authority: { zh: '财政部门', en: 'Finance authority' },
  agency: { zh: '平台中心、第三方机构', en: 'Operating centre or third-party agency' },
  association: { zh: '学会、协会等社会组织', en: 'Society or association' },
  other: { zh: '其他', en: 'Other' },
} as const satisfies Record<string, Bilingual>;
export type OrganisationKind = keyof typeof ORGANISATION_KINDS;

export const PLATFORM_KINDS = {
  national_data_centre: { zh: '国家科学数据中心', en: 'National science data centre' },
  national_resource_library: { zh: '国家资源库', en: 'National resource library' },
  data_platform: { zh: '科学数据平台', en: 'Science data platform' },
  resource_library: { zh: '科技资源库', en: 'Resource library' },
  other: { zh: '其他平台', en: 'Other platform' },
} as const satisfies Record<string, Bilingual>;
export type PlatformKind = keyof typeof PLATFORM_KINDS;

/** Publication states of AMB-NAT-03, as the portal names them. */
export const MEMBER_STATE_LABELS: Readonly<Record<MemberState, Bilingual>> = {
  owner: { zh: '资源拥有者自行公布，非认定平台', en: 'Published by its owner, not an accredited platform' },
  recommended: { zh: '推荐平台', en: 'Recommended platform' },
  accredited: { zh: '认定平台', en: 'Accredited platform' },
};

export const REGION_LEVELS = ['province', 'city', 'district'] as const;

/** What a region's code covers by its form: 440000 covers 44…, 440100 covers 4401…, 440106 itself (GB/T 2260). */
export const regionPrefix = (code: string): string => code.replace(/(00){1,2}$/, '');

export const keysOf = <T extends object>(table: T) => Object.keys(table) as [keyof T & string, ...(keyof T & string)[]];
