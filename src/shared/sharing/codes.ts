import type { Bilingual } from '../i18n.ts';

/** Why something is not given. */
export const DECLINE_REASONS = {
  not_enough: { zh: '存量不足', en: 'Not enough in stock' },
  not_viable: { zh: '活力或质量不合格', en: 'Not viable or of poor quality' },
  not_shared: { zh: '不在共享范围', en: 'Not shared' },
  embargo: { zh: '仍在保护期', en: 'Still under embargo' },
  permit: { zh: '缺少许可', en: 'A permit is missing' },
  agreement: { zh: '未达成协议', en: 'No agreement was reached' },
  purpose: { zh: '用途不明或不符', en: 'The purpose is unclear or does not fit' },
  elsewhere: { zh: '应向其他平台申请', en: 'To be asked of another platform' },
  other: { zh: '其他', en: 'Other' },
} as const satisfies Readonly<Record<string, Bilingual>>;
export type DeclineReason = keyof typeof DECLINE_REASONS;

export const ITEM_KINDS = {
  material: { zh: '实物', en: 'Material' },
  data: { zh: '数据', en: 'Data' },
  service: { zh: '服务', en: 'Service' },
} as const satisfies Readonly<Record<string, Bilingual>>;
export type ItemKind = keyof typeof ITEM_KINDS;

/** Views of a list of requests. */
export const PART_FILTERS = {
  open: { zh: '办理中', en: 'Open' },
  overdue: { zh: '逾期未答复', en: 'Answer overdue' },
  mine: { zh: '我负责的', en: 'Mine' },
  loans_overdue: { zh: '借用逾期', en: 'Loans overdue' },
  closed: { zh: '已办结', en: 'Closed' },
  all: { zh: '全部', en: 'All' },
} as const satisfies Readonly<Record<string, Bilingual>>;
export type PartFilter = keyof typeof PART_FILTERS;

/** What stands in the story of a request beside the steps of its items. */
export const EVENTS = {
  created: { zh: '提交申请', en: 'Sent the request' },
  claimed: { zh: '受理', en: 'Took it on' },
  handed_over: { zh: '转交', en: 'Handed it over' },
  message: { zh: '留言', en: 'Message' },
  question: { zh: '提问', en: 'Question' },
  answer: { zh: '答复', en: 'Answer' },
  file: { zh: '附件', en: 'Attachment' },
  unit: { zh: '更新所在单位', en: 'Renewed the unit' },
  shipped: { zh: '发货', en: 'Shipped' },
  receipt: { zh: '确认收货', en: 'Confirmed receipt' },
  downloaded: { zh: '下载数据', en: 'Downloaded data' },
  assumed: { zh: '逾期未确认，视为收到', en: 'Not confirmed in time, taken as received' },
  expired: { zh: '逾期未下载，已收回', en: 'Not downloaded in time, withdrawn' },
  closed: { zh: '办结', en: 'Closed' },
} as const satisfies Readonly<Record<string, Bilingual>>;
export type EventKind = keyof typeof EVENTS;
