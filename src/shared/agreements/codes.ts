import type { Bilingual } from '../i18n.ts';
import type { CheckState, EndedBy, KnownContract, StatementKind } from './known.ts';

export const TEMPLATE_KINDS = {
  material: { zh: '材料转移协议', en: 'Material transfer agreement' },
  data: { zh: '数据使用协议', en: 'Data use agreement' },
} as const satisfies Readonly<Record<string, Bilingual>>;
export type TemplateKind = keyof typeof TEMPLATE_KINDS;

export const TEMPLATE_STATES = {
  draft: { zh: '草稿', en: 'Draft' },
  published: { zh: '已发布', en: 'Published' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
} as const satisfies Readonly<Record<string, Bilingual>>;

export const CHECK_STATES = {
  given: { zh: '待核验', en: 'To be checked' },
  confirmed: { zh: '已核验', en: 'Confirmed' },
  refused: { zh: '未通过', en: 'Refused' },
} as const satisfies Readonly<Record<CheckState, Bilingual>>;

export const STATEMENT_KINDS = {
  evidence: { zh: '公益用途证明', en: 'Evidence of a public purpose' },
  declaration: { zh: '境外背景声明', en: 'Declaration on foreign parties' },
  consent: { zh: '知情同意范围说明', en: 'Scope of the consent' },
  property: { zh: '知识产权约定', en: 'Agreement on intellectual property' },
} as const satisfies Readonly<Record<StatementKind, Bilingual>>;

export const CONTRACT_STATES = {
  draft: { zh: '起草', en: 'Draft' },
  offered: { zh: '已报价，待签署', en: 'Offered, to be signed' },
  in_force: { zh: '已签署', en: 'Signed by both' },
  cancelled: { zh: '已取消', en: 'Cancelled' },
} as const satisfies Readonly<Record<KnownContract['state'], Bilingual>>;

/** How a permit stands on a day. */
export const PERMIT_STANDINGS = {
  valid: { zh: '有效', en: 'Valid' },
  expiring: { zh: '即将到期', en: 'Ends soon' },
  not_yet: { zh: '尚未生效', en: 'Not valid yet' },
  expired: { zh: '已过期', en: 'Expired' },
  ended: { zh: '已失效', en: 'Ended early' },
} as const satisfies Readonly<Record<string, Bilingual>>;

/** How a permit ends before its last day. */
export const PERMIT_ENDS = {
  holder: { zh: '持有人撤回', en: 'Taken back by its holder' },
  issuer: { zh: '发证机关吊销或撤销', en: 'Revoked by its issuer' },
} as const satisfies Readonly<Record<EndedBy, Bilingual>>;

export const INVOICES = {
  none: { zh: '不开票', en: 'None' },
  ordinary: { zh: '普通发票', en: 'Ordinary invoice' },
  special: { zh: '增值税专用发票', en: 'VAT invoice' },
} as const satisfies Readonly<Record<string, Bilingual>>;
