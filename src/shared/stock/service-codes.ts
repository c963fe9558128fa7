import type { Bilingual } from '../i18n.ts';

/** Kinds of services, each within one of the three the regulations name (国家 第十八条；鄂 第十二条；湘 第十一条). */
interface ServiceKindSpec extends Bilingual {
  within: 'public' | 'popularisation' | 'custom';
  /** Basic unless the platform says otherwise (AMB-X-11). */
  basic: boolean;
}

export const SERVICE_KINDS = {
  information: { zh: '信息资源服务', en: 'Information and data', within: 'public', basic: true },
  physical: { zh: '实物资源服务', en: 'Physical resources', within: 'public', basic: true },
  testing: { zh: '检验检测', en: 'Testing', within: 'public', basic: false },
  processing: { zh: '加工处理', en: 'Processing', within: 'public', basic: false },
  identification: { zh: '鉴定评价', en: 'Identification and assessment', within: 'public', basic: false },
  training: { zh: '培训', en: 'Training', within: 'public', basic: false },
  consulting: { zh: '技术咨询', en: 'Consulting', within: 'public', basic: false },
  popularisation: { zh: '科学普及', en: 'Science popularisation', within: 'popularisation', basic: true },
  custom: { zh: '定制服务', en: 'Custom service', within: 'custom', basic: false },
} as const satisfies Readonly<Record<string, ServiceKindSpec>>;
export type ServiceKind = keyof typeof SERVICE_KINDS;

/** The kinds a yearly account of services asks for. */
export const SERVICE_CLASSES = {
  public: { zh: '公共服务', en: 'Public services' },
  popularisation: { zh: '科学普及', en: 'Science popularisation' },
  custom: { zh: '定制服务', en: 'Custom services' },
} as const satisfies Readonly<Record<string, Bilingual>>;

/** How knowledge comes with it (国家 第二十二条). */
export const SERVICE_MODES = {
  comprehensive: { zh: '综合性', en: 'Comprehensive' },
  systematic: { zh: '系统性', en: 'Systematic' },
  knowledge: { zh: '知识化', en: 'As knowledge' },
} as const satisfies Readonly<Record<string, Bilingual>>;
export type ServiceMode = keyof typeof SERVICE_MODES;

export const CHANNELS = {
  online: { zh: '在线', en: 'Online' },
  offline: { zh: '离线', en: 'Offline' },
  both: { zh: '在线和离线', en: 'Online and offline' },
} as const satisfies Readonly<Record<string, Bilingual>>;
export type Channel = keyof typeof CHANNELS;

/** Whom a service is for (穗 附录二（五）1 和（六）3). */
export const USER_GROUPS = {
  research_institute: { zh: '科研机构', en: 'Research institutes' },
  university: { zh: '高等学校', en: 'Universities' },
  hospital: { zh: '医院', en: 'Hospitals' },
  tech_enterprise: { zh: '科技企业', en: 'Technology companies' },
  enterprise: { zh: '其他企业', en: 'Other companies' },
  researcher: { zh: '科技工作者', en: 'Individual researchers' },
  government: { zh: '政府部门', en: 'Government' },
  public: { zh: '社会公众', en: 'The public' },
} as const satisfies Readonly<Record<string, Bilingual>>;
export type UserGroup = keyof typeof USER_GROUPS;

/** What a price may be made of. */
export const COST_ITEMS = {
  labour: { zh: '人工', en: 'Labour' },
  consumables: { zh: '耗材', en: 'Consumables' },
  energy: { zh: '能源', en: 'Energy' },
  depreciation: { zh: '折旧', en: 'Depreciation' },
  shipping: { zh: '包装运输', en: 'Packing and shipping' },
  other: { zh: '其他成本', en: 'Other cost' },
} as const satisfies Readonly<Record<string, Bilingual>>;
export type CostItem = keyof typeof COST_ITEMS;

export const SERVICE_STATES = {
  draft: { zh: '草稿', en: 'Draft' },
  published: { zh: '已发布', en: 'Published' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
} as const satisfies Readonly<Record<string, Bilingual>>;
export type ServiceState = keyof typeof SERVICE_STATES;
