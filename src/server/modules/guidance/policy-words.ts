import type { Bilingual } from '../../../shared/i18n.ts';

export const EFFECT_WORDS = {
  enforced: { zh: '系统计算或阻止', en: 'computed or refused by the system' },
  supported: { zh: '流程、记录、提醒或文书', en: 'workflow, record, reminder or document' },
  shown: { zh: '显示或存储', en: 'displayed or stored' },
  none: { zh: '没有软件功能', en: 'nothing in software' },
} as const satisfies Record<string, Bilingual>;

export const STATUS_WORDS = {
  draft: { zh: '征求意见稿', en: 'draft for comment' },
  in_force: { zh: '已印发', en: 'issued' },
  expired: { zh: '已期满', en: 'expired' },
  superseded: { zh: '已被替代', en: 'superseded' },
} as const satisfies Record<string, Bilingual>;
