import { type Bilingual, type Lang, translator } from '../../shared/i18n.ts';
import { uiMessages } from '../ui/messages.ts';

/** An instant as people in China read it: 2026-11-24 12:30. */
export function instantText(instant: string, lang: Lang): string {
  const parts = new Intl.DateTimeFormat(lang === 'en' ? 'en-GB' : 'zh-CN', {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  return parts.format(new Date(instant));
}

export const numberText = (value: number, lang: Lang): string => new Intl.NumberFormat(lang).format(value);

/** Sizes of files, in steps of 1024. */
export function sizeText(bytes: number, lang: Lang): string {
  const units = ['B', 'KiB', 'MiB', 'GiB'];
  const step = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(bytes, 1)) / 10));
  return `${new Intl.NumberFormat(lang, { maximumFractionDigits: 1 }).format(bytes / 1024 ** step)} ${units[step]}`;
}

/** A name in the page's language, the Chinese one where there is no other. */
export const nameText = (named: { name_zh: string; name_en: string | null }, lang: Lang): string =>
  lang === 'en' ? (named.name_en ?? named.name_zh) : named.name_zh;

export const optionsOf = <K extends string>(table: Readonly<Record<K, Bilingual>>, lang: Lang) =>
  (Object.entries(table) as [K, Bilingual][]).map(([value, label]) => ({
    value,
    label: lang === 'en' ? label.en : label.zh,
  }));

/** Time left in the unit people would say. */
export function leftText(seconds: number, lang: Lang): string {
  const t = translator(uiMessages, lang);
  if (seconds < 90) return t('secondsLeft', { seconds: Math.max(1, Math.round(seconds)) });
  if (seconds < 5400) return t('minutesLeft', { minutes: Math.round(seconds / 60) });
  return t('hoursLeft', { hours: Math.floor(seconds / 3600), minutes: Math.round((seconds % 3600) / 60) });
}
