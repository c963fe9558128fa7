import type { Bilingual } from '../i18n.ts';

/** A batch of identifiers on its way to the national registry, which is outside. */
export const BATCH_STATES = {
  made: { zh: '待提交', en: 'To be sent' },
  submitted: { zh: '已提交', en: 'Sent' },
  answered: { zh: '已答复', en: 'Answered' },
  dropped: { zh: '已放弃', en: 'Dropped' },
} as const satisfies Record<string, Bilingual>;

export const OUTCOMES = {
  registered: { zh: '已注册', en: 'Registered' },
  failed: { zh: '注册失败', en: 'Failed' },
} as const satisfies Record<string, Bilingual>;
