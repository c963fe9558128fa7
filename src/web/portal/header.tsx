import { useText } from '../ui/language.tsx';
import { Icon } from '../ui/icon.tsx';
import { writeDisplay } from '../ui/tokens.ts';
import { pick } from '../../shared/i18n.ts';
import { BrandMark } from './brand-mark.tsx';
import styles from './header.module.css';
import { SearchForm } from './search-form.tsx';
import { shellMessages } from './shell-messages.ts';
import { hrefTo, prefixOf, useSite } from './site.ts';

interface Here {
  path: string;
  search: string;
}

const NAVIGATION = [
  { path: '/', label: 'home', owns: /^\/$/ },
  { path: '/search', label: 'catalogue', owns: /^\/(search|resources)/ },
  { path: '/browse', label: 'browse', owns: /^\/browse/ },
  { path: '/platforms', label: 'platforms', owns: /^\/platforms/ },
  { path: '/notices', label: 'notices', owns: /^\/(notices|calls)/ },
  { path: '/register', label: 'register', owns: /^\/register/ },
  { path: '/statistics', label: 'statistics', owns: /^\/statistics/ },
  { path: '/self-check', label: 'self-check', owns: /^\/(self|name)-check/ },
  { path: '/policies', label: 'policies', owns: /^\/(policies|calendar)/ },
  { path: '/help', label: 'help', owns: /^\/help/ },
  { path: '/about', label: 'about', owns: /^\/about/ },
] as const;

export function Header({ path, search }: Here) {
  const site = useSite();
  const t = useText(shellMessages);
  return (
    <header className={styles.header}>
      <div className={styles.inner}>
        <div className={styles.top}>
          <a className={styles.brand} href={hrefTo(site, '/')}>
            <BrandMark />
            <span>
              <span className={styles.name}>{site.name}</span>
              {site.programme?.authority ? (
                <span className={styles.authority}>{pick(site.programme.authority, site.lang)}</span>
              ) : null}
            </span>
          </a>
          <Tools path={path} search={search} />
        </div>
        <div className={styles.bar}>
          <nav aria-label={t('navMain')}>
            <ul className={styles.nav}>
              {NAVIGATION.map((item) => (
                <li key={item.path}>
                  <a href={hrefTo(site, item.path)} aria-current={item.owns.test(path) ? 'page' : undefined}>
                    {t(item.label)}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
          {path === '/' || path === '/search' ? null : <SearchForm size="small" />}
        </div>
      </div>
    </header>
  );
}

/** Display switch (适老化), language and account. All are links, so they work without script. */
function Tools({ path, search }: Here) {
  const site = useSite();
  const t = useText(shellMessages);
  const { display } = site;
  const back = encodeURIComponent(`${hrefTo(site, path)}${search}`);
  const displayHref = (change: Partial<typeof display>): string =>
    `/display/${writeDisplay({ ...display, ...change })}?back=${back}`;
  const other = site.lang === 'en' ? 'zh-CN' : 'en';
  const mark = site.programme?.mark ? pick(site.programme.mark, site.lang) : site.trial ? t('trial') : undefined;
  return (
    <nav aria-label={t('navTools')} className={styles.tools}>
      {mark === undefined ? null : <span className={styles.trial}>{mark}</span>}
      {site.loading === undefined ? null : (
        <span className={styles.trial} role="status">
          {t('demoLoading', { percent: site.loading })}
        </span>
      )}
      <a href={displayHref({ large: !display.large })} rel="nofollow">
        {t(display.large ? 'largeOff' : 'largeOn')}
      </a>
      <a href={displayHref({ contrast: !display.contrast })} rel="nofollow">
        {t(display.contrast ? 'contrastOff' : 'contrastOn')}
      </a>
      <a href={`${prefixOf(site, other)}${path}${search}`} lang={other} hrefLang={other}>
        {t('otherLanguage')}
      </a>
      {site.account ? (
        <a href={`${site.lang === 'en' ? '/en' : ''}/workbench/requests?side=own`} rel="nofollow">
          {t('myRequests')}
        </a>
      ) : null}
      <a href={`${site.lang === 'en' ? '/en' : ''}/workbench/`} rel="nofollow" className={styles.account}>
        <Icon name="person" />
        {site.account ? t('workbench', { name: site.account.name }) : t('signIn')}
      </a>
    </nav>
  );
}
