import { useLanguage, useText } from '../ui/language.tsx';
import { inLanguage } from './router.ts';
import { shellMessages } from './shell-messages.ts';

/** A plain link: the language is part of the address, and the page asks before unsaved input is lost. */
export function LanguageLink() {
  const t = useText(shellMessages);
  const other = useLanguage() === 'en' ? 'zh-CN' : 'en';
  return (
    <a
      lang={other}
      hrefLang={other}
      href={inLanguage(other)}
      onClick={(event) => {
        // The address may have changed since this was drawn.
        event.currentTarget.href = inLanguage(other);
      }}
    >
      {t('otherLanguage')}
    </a>
  );
}
