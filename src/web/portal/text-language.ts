import { useSite } from './site.ts';

/** On an English page, marks Chinese record texts as such: speech and the shapes of characters depend on it (WCAG 3.1.2). */
export function useLangOf(): (text: string) => 'zh-CN' | undefined {
  const { lang } = useSite();
  return (text) => (lang === 'en' && /\p{Script=Han}/u.test(text) ? 'zh-CN' : undefined);
}
