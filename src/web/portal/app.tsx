import { useCallback, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { ApiError, makeClient } from '../ui/api.ts';
import { portalAddresses, type PortalRoutes } from './api.ts';
import { ApiProvider } from './api-context.ts';
import { load } from './load.ts';
import { navigate } from './navigate.ts';
import type { Loaded } from './page.ts';
import { Shell } from './shell.tsx';
import type { Site } from './site.ts';

export interface AppProps {
  site: Site;
  first: Loaded;
  styles: readonly string[];
}

/** The portal in the browser: follows links within the same site without loading the document again. */
export function App({ site, first, styles }: AppProps) {
  const [loaded, setLoaded] = useState(first);
  const [busy, setBusy] = useState(false);
  const latest = useRef(0);
  const [api] = useState(() => makeClient<PortalRoutes>(portalAddresses, { lang: site.lang }));

  const go = useCallback(
    async (path: string, search: string, arrive: () => void): Promise<void> => {
      const turn = ++latest.current;
      setBusy(true);
      const next = await load(api, site, path, search);
      if (turn !== latest.current) return;
      // What the server can say better, it says: a full page load brings its own error page and status.
      if (next.status !== 200) throw new ApiError(next.problem ?? NOT_FOUND);
      arrive();
      flushSync(() => {
        setLoaded(next);
        setBusy(false);
      });
    },
    [api, site],
  );

  useEffect(() => navigate(site, go), [site, go]);
  return (
    <ApiProvider value={api}>
      <Shell site={site} loaded={loaded} styles={styles} busy={busy} />
    </ApiProvider>
  );
}

const NOT_FOUND = { type: 'about:blank', title: '', status: 404, code: 'web.not_found', params: {} };
