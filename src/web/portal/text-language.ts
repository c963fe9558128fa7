import { useSite } from './site.ts';

interface Titled {
  title: string;
  title_en: string | null;
}

/** A record's title in the page's language where it has one, and the other beside it. */
export function useTitles(): (record: Titled) => { main: string; other: string | null } {
  const { lang } = useSite();
  return ({ title, title_en }) =>
    lang === 'en' && title_en !== null && title_en !== title
      ? { main: title_en, other: title }
      : { main: title, other: title_en === title ? null : title_en };
}

/** On an English page, marks Chinese record texts as such: speech and the shapes of characters depend on it (WCAG 3.1.2). */
export function useLangOf(): (text: string) => 'zh-CN' | undefined {
  const { lang } = useSite();
  return (text) => (lang === 'en' && /\p{Script=Han}/u.test(text) ? 'zh-CN' : undefined);
}
