import { createContext, useContext } from 'react';
import { type Lang, type Messages, type Translate, translator } from '../../shared/i18n.ts';

const Language = createContext<Lang>('zh-CN');
export const LanguageProvider = Language.Provider;
export const useLanguage = (): Lang => useContext(Language);

/** The translator of an area's messages in the page's language. */
export const useText = <Zh extends Readonly<Record<string, string>>>(messages: Messages<Zh>): Translate<Zh> =>
  translator(messages, useLanguage());
