import type { Bilingual } from '../i18n.ts';

/** What came of a service (利用成果). */
export const USE_KINDS = {
  paper: { zh: '论文', en: 'Paper' },
  monograph: { zh: '专著', en: 'Monograph' },
  patent: { zh: '专利', en: 'Patent' },
  standard: { zh: '标准', en: 'Standard' },
  award: { zh: '奖励', en: 'Award' },
  variety: { zh: '品种、产品', en: 'Variety or product' },
  other: { zh: '其他', en: 'Other' },
} as const satisfies Readonly<Record<string, Bilingual>>;
export type UseKind = keyof typeof USE_KINDS;

export const USE_STATES = {
  proposed: { zh: '待核对', en: 'To be looked at' },
  counted: { zh: '已计入', en: 'Counts' },
  refused: { zh: '不计入', en: 'Does not count' },
} as const satisfies Readonly<Record<string, Bilingual>>;
export type UseState = keyof typeof USE_STATES;

export const USE_SOURCES = {
  receiver: { zh: '用户登记', en: 'Reported by the receiver' },
  platform: { zh: '平台登记', en: 'Entered by the platform' },
  import: { zh: '文献导入匹配', en: 'Matched in a bibliography' },
} as const satisfies Readonly<Record<string, Bilingual>>;
export type UseSource = keyof typeof USE_SOURCES;

/** By what it was seen that a work used a resource. */
export const FOUND_BY = {
  receiver: { zh: '用户说明', en: 'said by the receiver' },
  platform: { zh: '平台说明', en: 'said by the platform' },
  cstr: { zh: 'CSTR', en: 'CSTR' },
  doi: { zh: 'DOI', en: 'DOI' },
  local_number: { zh: '库内编号', en: 'local number' },
} as const satisfies Readonly<Record<string, Bilingual>>;
export type FoundBy = keyof typeof FOUND_BY;

export const USE_FLAGS = {
  acknowledgement_missing: { zh: '未标注资源标识', en: 'Acknowledgement missing' },
} as const satisfies Readonly<Record<string, Bilingual>>;
