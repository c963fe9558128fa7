import 'virtual:tokens.css';
import '../ui/base.css';
import '../ui/print.css';
import './workbench.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { App, ConfigProvider } from 'antd';
import en from 'antd/locale/en_US';
import zh from 'antd/locale/zh_CN';
import { createRoot } from 'react-dom/client';
import { makeClient } from '../ui/api.ts';
import { LanguageProvider } from '../ui/language.tsx';
import { type WorkbenchRoutes, workbenchAddresses } from './api.ts';
import { Workbench } from './app.tsx';
import { ClientsProvider } from './client.tsx';
import { makeCache } from './cache.ts';
import { nameListboxes } from './listbox-names.ts';
import { langOf } from './router.ts';
import { askAgain } from './sign-in-again.tsx';
import { antdTheme } from './theme.ts';

const lang = langOf(location.pathname);
const clients = {
  api: makeClient<WorkbenchRoutes>(workbenchAddresses, { lang, onSignedOut: askAgain }),
  plain: makeClient<WorkbenchRoutes>(workbenchAddresses, { lang }),
};
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content;

nameListboxes(document.body);
createRoot(document.getElementById('root')!).render(
  <LanguageProvider value={lang}>
    <ConfigProvider
      locale={lang === 'en' ? en : zh}
      theme={antdTheme(lang)}
      button={{ autoInsertSpace: false }}
      {...(nonce !== undefined && { csp: { nonce } })}
    >
      <App>
        <QueryClientProvider client={makeCache()}>
          <ClientsProvider value={clients}>
            <Workbench />
          </ClientsProvider>
        </QueryClientProvider>
      </App>
    </ConfigProvider>
  </LanguageProvider>,
);
