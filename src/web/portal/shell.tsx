import type { ReactNode } from 'react';
import { LanguageProvider } from '../ui/language.tsx';
import { uiMessages } from '../ui/messages.ts';
import { translator } from '../../shared/i18n.ts';
import { COLORS, displayAttributes } from '../ui/tokens.ts';
import { ErrorView } from './error-view.tsx';
import { Footer } from './footer.tsx';
import { Header } from './header.tsx';
import { HeadLinks } from './head-links.tsx';
import type { Loaded } from './page.ts';
import { pages } from './pages.ts';
import { type Site, SiteProvider } from './site.ts';

export interface ShellProps {
  site: Site;
  loaded: Loaded;
  /** Style sheets of the build. */
  styles: readonly string[];
  busy?: boolean;
}

/** The whole document. The server writes it, the browser takes it over. */
export function Shell({ site, loaded, styles, busy = false }: ShellProps) {
  return (
    <html lang={site.lang} {...displayAttributes(site.display)}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="theme-color" content={COLORS.accent} />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        {styles.map((href) => (
          <link key={href} rel="stylesheet" href={href} precedence="default" />
        ))}
      </head>
      <body>
        <SiteProvider value={site}>
          <LanguageProvider value={site.lang}>
            <a className="skip" href="#main">
              {translator(uiMessages, site.lang)('skip')}
            </a>
            <Header path={loaded.path} search={loaded.search} />
            <main id="main" tabIndex={-1} aria-busy={busy || undefined}>
              {viewOf(loaded)}
            </main>
            <Footer />
          </LanguageProvider>
        </SiteProvider>
      </body>
    </html>
  );
}

function viewOf(loaded: Loaded): ReactNode {
  const page = pages.find(({ name }) => name === loaded.page);
  if (!page) return <ErrorView loaded={loaded} />;
  return (
    <>
      {loaded.status === 200 ? <HeadLinks path={loaded.path} search={loaded.search} /> : null}
      <page.View data={loaded.data} />
    </>
  );
}
