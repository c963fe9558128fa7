import type { Bilingual } from '../../../shared/i18n.ts';

/** Kinds of exceptions from openness, as the closed-resource report names them. */
export const EXCEPTION_LABELS: Readonly<Record<string, Bilingual>> = {
  secrecy: { zh: '保密要求', en: 'Secrecy' },
  special_rule: { zh: '法律法规或有关规定另有规定', en: 'A special rule' },
  approved_reason: { zh: '经批准的其他理由', en: 'Another approved reason' },
  '': { zh: '未填写例外', en: 'No exception given' },
};
