import { useText } from '../ui/language.tsx';
import { pick } from '../../shared/i18n.ts';
import styles from './footer.module.css';
import { shellMessages } from './shell-messages.ts';
import { hrefTo, useSite } from './site.ts';

export function Footer() {
  const site = useSite();
  const t = useText(shellMessages);
  const { operator } = site;
  return (
    <footer className={styles.footer}>
      <div className={styles.inner}>
        <section>
          <h2>{site.name}</h2>
          {site.trial ? <p>{t('trialLong')}</p> : null}
          {operator.name ? <p>{t('operatedBy', { name: pick(operator.name, site.lang) })}</p> : null}
          {operator.address ? <p>{pick(operator.address, site.lang)}</p> : null}
          {operator.phone === undefined ? null : <p>{`${t('phone')} ${operator.phone}`}</p>}
          {operator.email === undefined ? null : (
            <p>
              {t('email')} <a href={`mailto:${operator.email}`}>{operator.email}</a>
            </p>
          )}
        </section>
        <nav aria-labelledby="footer-site">
          <h2 id="footer-site">{t('thisSite')}</h2>
          <ul className={styles.list}>
            {(
              [
                'complaints',
                'deposits',
                'self-check',
                'name-check',
                'calendar',
                'verify',
                'about',
                'help',
                'accessibility',
                'privacy',
              ] as const
            ).map((name) => (
              <li key={name}>
                <a href={hrefTo(site, `/${name}`)}>{t(name)}</a>
              </li>
            ))}
            <li>
              <a href={hrefTo(site, '/help#exchange')}>{t('exchange')}</a>
            </li>
            <li>
              <a href="/api/openapi.json">{t('openApi')}</a>
            </li>
          </ul>
        </nav>
        {site.programmes.length > 1 ? <Networks /> : null}
      </div>
      <div className={styles.last}>
        <div>
          <p>{t('software')}</p>
          {operator.icp === undefined ? null : (
            <p>
              <a href="https://beian.miit.gov.cn/">{operator.icp}</a>
            </p>
          )}
          {operator.police === undefined ? null : <p>{operator.police}</p>}
        </div>
      </div>
    </footer>
  );
}

function Networks() {
  const site = useSite();
  const t = useText(shellMessages);
  return (
    <nav aria-labelledby="footer-networks">
      <h2 id="footer-networks">{t('networks')}</h2>
      <ul className={styles.list}>
        {site.programmes.map((programme) => (
          <li key={programme.id}>
            <a href={hrefTo({ lang: site.lang, base: programme.path }, '/')}>{pick(programme.name, site.lang)}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
