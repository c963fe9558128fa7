import { renderToString } from 'react-dom/server';
import { App } from './app.tsx';
import type { Loaded } from './page.ts';
import type { Site } from './site.ts';

/** Addresses of the built portal. */
export interface PortalAssets {
  styles: readonly string[];
  /** The entry and what it imports. */
  script: string;
  preload: readonly string[];
}

/** JSON that may stand inside a script element. */
const inScript = (value: unknown): string =>
  JSON.stringify(value).replace(/[<\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** A page as HTML, with its data and the script that takes it over. */
export function renderPage(site: Site, loaded: Loaded, assets: PortalAssets): string {
  const { styles, script, preload } = assets;
  const html = renderToString(<App site={site} first={loaded} styles={styles} />);
  const tail = [
    `<script type="application/json" id="data">${inScript({ site, first: loaded, styles })}</script>`,
    ...preload.map((href) => `<link rel="modulepreload" href="${href}">`),
    `<script type="module" src="${script}"></script>`,
  ].join('');
  // A replacer function: record texts may hold `$&`.
  return `<!doctype html>${html.replace('</body>', () => `${tail}</body>`)}`;
}
