import { civilDateAt, type Instant } from '../../shared/dates.ts';
import type { Lang } from '../../shared/i18n.ts';

const formats = { 'zh-CN': new Intl.NumberFormat('zh-CN'), en: new Intl.NumberFormat('en') };

export const count = (lang: Lang, value: number): string => formats[lang].format(value);

/** A count that may be a lower bound: 10,000+ */
export const total = (lang: Lang, { value, relation }: { value: number; relation: 'eq' | 'gte' }): string =>
  `${count(lang, value)}${relation === 'gte' ? '+' : ''}`;

/** The civil date of an instant, or a civil date as it is. */
export const day = (moment: Instant): string => (moment.length === 10 ? moment : civilDateAt(moment));
