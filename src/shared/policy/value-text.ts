import type { Lang } from '../i18n.ts';

const grouped = {
  'zh-CN': new Intl.NumberFormat('zh-CN', { maximumFractionDigits: 6 }),
  en: new Intl.NumberFormat('en', { maximumFractionDigits: 6 }),
};

/** A number with its unit: `5,000 份`, `4,999 accessions`. */
export const formatValue = (value: number, unit: string, lang: Lang): string => {
  const text = grouped[lang].format(value);
  return unit === '' ? text : `${text} ${unit}`;
};
